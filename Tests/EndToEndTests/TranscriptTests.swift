import TestSupport
import Testing

@Suite struct TranscriptTests {
  @Test(arguments: Transcript.names)
  func `goes as the transcript says`(name: String) throws {
    let transcript = try Transcript(named: name)
    expectGolden(try transcript.played(), named: "transcripts/\(name).transcript")
  }

  @Test func `there are transcripts`() {
    #expect(!Transcript.names.isEmpty)
  }
}
