import TestSupport
import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The history on the disk.
@Suite struct HistoryFileTests {
  private let home: TemporaryHome
  private let path: String

  init() throws {
    home = try TemporaryHome()
    path = home.path + "/state/chat/history"
  }

  private func history(_ limit: Int = 100, mayWrite: Bool = true) -> HistoryFile {
    HistoryFile(at: path, limit: limit, mayWrite: mayWrite, withholding: "canary") {
      Issue.record("\($0.call): \($0.reason)")
    }
  }

  private func write(_ text: String) throws {
    try home.write(text, to: "state/chat/history")
  }

  private func text() throws -> String {
    String(decoding: try HostFile.bytes(of: path, limit: 1 << 24), as: UTF8.self)
  }

  private func mode(_ path: String) -> mode_t? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : nil
  }

  @Test func `is empty where there is no file, and makes none for that`() {
    #expect(history().entries() == [])
    #expect(names(in: home.path) == [])
  }

  @Test func `a token that comes later stays out too`() {
    let history = history()
    history.add("sings sesame")
    history.withhold("sesame")
    history.add("sings sesame again")
    history.add("after")
    #expect(history.entries() == ["sings sesame", "after"])
  }

  @Test(arguments: [
    "plain", "two\nlines", "\n", #"a \n b \\ c \"#, "日本 👍🏽", "tab\tand \u{1B}[31m", "\r\n",
    "e\u{301}", "\u{301}", "\\", "trailing \n",
  ])
  func `gives back what was added, as one line of the file`(entry: String) throws {
    history().add("before")
    history().add(entry)
    history().add("after")
    #expect(
      history().entries().map { Array($0.utf8) }
        == ["before", entry, "after"].map { Array($0.utf8) }
    )
    #expect(try text().utf8.count { $0 == 0x0A } == 3)
  }

  @Test func `gives back any text`() {
    var generator = SeededGenerator(seed: 8)
    let scalars = Array("ab \\n\n\r\t\"é\u{301}日\u{1F44D}\u{7F}\u{85}".unicodeScalars)
    let file = history(1_000)
    var expected: [String] = []
    for number in 0..<200 {
      var entry = String.UnicodeScalarView("\(number)".unicodeScalars)
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        entry.append(scalars.randomElement(using: &generator) ?? "x")
      }
      expected.append(String(entry))
      file.add(String(entry))
    }
    #expect(history(1_000).entries() == expected)
  }

  @Test func `is its owner's alone, with the folders on the way`() throws {
    history().add("x")
    for name in ["state", "state/chat"] { #expect(mode("\(home.path)/\(name)") == 0o700) }
    for name in ["history", "history.lock"] {
      #expect(mode("\(home.path)/state/chat/\(name)") == 0o600)
    }
    #expect(chmod(path, 0o644) == 0)
    history().add("y")
    #expect(mode(path) == 0o600)
  }

  @Test func `folds equal neighbours, also over two runs`() throws {
    let file = history()
    for entry in ["a", "a", "b", "a"] { file.add(entry) }
    let next = history()
    #expect(next.entries() == ["a", "b", "a"])
    next.add("a")
    #expect(try text() == "a\nb\na\n")
    try write("a\na\nb\n")
    #expect(history().entries() == ["a", "b"])
  }

  @Test(arguments: [
    " secret", " ", "", "my canary sings", "canary", "x\ncanary\u{301}", " \u{301}x",
    String(repeating: "x", count: 1 << 20 + 1),
  ])
  func `keeps no line that begins with a space, holds the token, or is too long`(entry: String) {
    history().add(entry)
    #expect(names(in: home.path) == [])
  }

  @Test func `passes over damaged lines and keeps the others`() throws {
    try home.write(
      Array("one\n\\x\n\0\0\n".utf8) + [0xFF, 0x0A] + Array("two\nthree\\\n\n\nfour\\\\".utf8),
      to: "state/chat/history"
    )
    #expect(history().entries() == ["one", "two", #"four\"#])
    history().add("five")
    #expect(history().entries() == ["one", "two", #"four\"#, "five"])
  }

  @Test func `holds its newest entries only, and makes the file shorter now and then`() throws {
    let file = history(20)
    for number in 1...22 { file.add("\(number)") }
    #expect(history(20).entries() == (3...22).map(String.init))
    #expect(try text().hasPrefix("1\n2\n3\n"))
    file.add("23")
    #expect(history(20).entries() == (4...23).map(String.init))
    #expect(try text().hasPrefix("4\n5\n"))
    #expect(mode(path) == 0o600)
    #expect(names(in: home.path + "/state/chat") == ["history", "history.lock"])
  }

  @Test func `reads and keeps no more than 16 MiB`() throws {
    let line = String(repeating: "x", count: 1 << 19)
    try write((1...40).map { "\($0) \(line)\n" }.joined())
    let entries = history().entries()
    #expect(entries.count == 31 && entries.last?.hasPrefix("40 ") == true)
    let kept = history().entries()
    #expect(kept.count == 15 && kept.last?.hasPrefix("40 ") == true)
  }

  @Test func `writes nothing where it may not, and reads all the same`() throws {
    try write((1...50).map { "\($0)\n" }.joined())
    let before = try text()
    let file = history(20, mayWrite: false)
    #expect(file.entries().count == 20)
    file.add("x")
    #expect(try text() == before)
    #expect(names(in: home.path + "/state/chat") == ["history"])
  }

  @Test func `follows a link, also when it makes the file shorter`() throws {
    try home.write((1...50).map { "\($0)\n" }.joined(), to: "elsewhere")
    try home.makeFolder("state/chat")
    #expect(symlink(home.path + "/elsewhere", path) == 0)
    let file = history(20)
    #expect(file.entries().count == 20)
    file.add("x")
    var facts = stat()
    #expect(lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK)
    let lines = try HostFile.bytes(of: home.path + "/elsewhere", limit: 1 << 20)
    #expect(lines.count { $0 == 0x0A } == 21)
  }

  @Test func `tells its first failure, and goes on`() throws {
    try home.makeFolder("state/chat/history")
    var failures: [SystemCallFailure] = []
    let file = HistoryFile(at: path, limit: 9) { failures.append($0) }
    #expect(file.entries() == [])
    file.add("x")
    file.add("y")
    #expect(failures == [SystemCallFailure(call: "open", errno: EINVAL)])
    rmdir(path)
    file.add("z")
    #expect(history().entries() == ["x", "y", "z"])
  }

  @Test func `takes turns with whoever holds the lock`() throws {
    try home.makeFolder("state/chat")
    let lock = try FileLock(at: path + ".lock")
    #expect(try lock.take())
    var failures: [SystemCallFailure] = []
    let file = HistoryFile(at: path, limit: 9) { failures.append($0) }
    file.add("x")
    #expect(failures == [FileLock.isHeld])
    #expect(names(in: home.path + "/state/chat") == ["history.lock"])
    withExtendedLifetime(lock) {}
  }
}
