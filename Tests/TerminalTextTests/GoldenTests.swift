import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A folder of its own for each test, removed at its end.
private final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/chat-golden-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit {
    for name in ["below/one.txt", "below", ""] { remove("\(path)/\(name)") }
  }
}

@Suite struct GoldenTests {
  @Test func `writes a missing file and complains`() throws {
    let folder = try TemporaryFolder()
    let golden = Golden(folder: folder.path, isRecording: false)
    let complaint = golden.complaint(about: "a\n", named: "below/one.txt")
    #expect(complaint?.hasPrefix("recorded ") == true)
    #expect(readLines(of: "\(folder.path)/below/one.txt") == ["a"])
    #expect(golden.complaint(about: "a\n", named: "below/one.txt") == nil)
  }

  @Test func `complains with a difference by lines and keeps the file`() throws {
    let folder = try TemporaryFolder()
    let golden = Golden(folder: folder.path, isRecording: false)
    _ = golden.complaint(about: "a\nb\nc\n", named: "below/one.txt")
    let complaint = try #require(golden.complaint(about: "a\nB\nc\nd\n", named: "below/one.txt"))
    #expect(complaint.hasSuffix("\n  a\n- b\n+ B\n  c\n+ d\n  "))
    #expect(golden.complaint(about: "a\nb\nc\n", named: "below/one.txt") == nil)
  }

  @Test func `tells apart texts that Swift calls equal`() throws {
    let folder = try TemporaryFolder()
    let golden = Golden(folder: folder.path, isRecording: false)
    _ = golden.complaint(about: "é", named: "below/one.txt")
    #expect(golden.complaint(about: "e\u{301}", named: "below/one.txt") != nil)
  }

  @Test func `writes and complains when recording`() throws {
    let folder = try TemporaryFolder()
    _ = Golden(folder: folder.path, isRecording: false).complaint(
      about: "a",
      named: "below/one.txt"
    )
    let recording = Golden(folder: folder.path, isRecording: true)
    #expect(recording.complaint(about: "b", named: "below/one.txt")?.hasPrefix("recorded ") == true)
    let golden = Golden(folder: folder.path, isRecording: false)
    #expect(golden.complaint(about: "b", named: "below/one.txt") == nil)
  }

  @Test func `says when it cannot write`() {
    let golden = Golden(folder: "/dev/null", isRecording: false)
    #expect(golden.complaint(about: "a", named: "one.txt")?.hasPrefix("cannot write ") == true)
  }
}
