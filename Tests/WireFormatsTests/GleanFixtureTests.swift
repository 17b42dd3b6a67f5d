import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

@Suite struct GleanFixtureTests {
  private static let fixtures = WireFixture.all(of: "glean")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 30)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: GleanAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: GleanAPI())
  }

  @Test(arguments: fixtures)
  func `invents nothing when it is cut, and is complete only behind a whole line`(
    _ fixture: WireFixture
  ) {
    let whole = Decoding(of: [fixture.body])
    for cut in Cut.every(of: fixture.body) {
      let isBeginning = whole.events.starts(with: cut.genuineEvents)
      #expect(isBeginning, "cut at \(cut.position): \(cut.end.notation)")
      guard cut.end.events.last == .finished(.stop) else { continue }
      let came = lines(of: fixture.body.prefix(cut.position))
      let line = lines(of: fixture.body)[came.count - 1]
      // Of a line that is none of Glean's, a part may look whole, such as `1` of `12`.
      let isResponse = (try? JSONView(parsing: line))?.kind == .object
      #expect(came.last == line || !isResponse, "cut at \(cut.position)")
    }
  }

  @Test(arguments: ["announces-more", "step-last", "bad-line-last-open"])
  func `believes the protocol where that tells the end`(_ name: String) throws {
    let body = try #require(Self.fixtures.first { $0.name == name }).body
    #expect(Decoding(of: [body], isSelfDelimited: false).error == .incomplete)
    let delimited = Decoding(of: [body], isSelfDelimited: true)
    #expect(delimited.error == nil)
    #expect(delimited.events.last == .finished(.stop))
  }

  @Test(arguments: ["no-answer", "cut-line"])
  func `is incomplete whatever the protocol tells`(_ name: String) throws {
    let body = try #require(Self.fixtures.first { $0.name == name }).body
    #expect(Decoding(of: [body], isSelfDelimited: true).error == .incomplete)
  }

  /// The lines that are not blank, without white space at their ends.
  private func lines(of body: some Sequence<UInt8>) -> [[UInt8]] {
    body.split(separator: 0x0A).compactMap { line in
      let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      return words.isEmpty ? nil : Array(words.joined(separator: " ").utf8)
    }
  }
}
