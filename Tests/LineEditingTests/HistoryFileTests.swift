import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A history that lasts: over runs, and with several programs at once.
@Suite struct HistoryFileTests {
  private let home: TemporaryHome
  private let path: String

  init() throws {
    home = try TemporaryHome()
    path = home.path + "/history"
  }

  private func probe(_ arguments: [String] = []) throws -> ProbeTerminal {
    try ProbeTerminal(["--history", path] + arguments)
  }

  private func leave(_ probe: ProbeTerminal) throws {
    try probe.terminal.type("\u{4}")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.terminal.modes == probe.terminal.initialModes)
  }

  @Test func `the next run finds the lines of this one, and goes on behind them`() throws {
    let first = try probe(["--remember", "two\nlines"])
    for line in ["one", "two", "two"] { _ = try first.line(line + "\r") }
    try leave(first)
    let second = try probe()
    #expect(try second.line("\u{1B}[A\r") == "two")
    #expect(try second.line("\u{1B}[A\u{1B}[A\u{1B}[A\r") == #"two\u{A}lines"#)
    _ = try second.line("last\r")
    try leave(second)
    let entries = HistoryFile(at: path, limit: 9).entries()
    #expect(entries == ["two\nlines", "one", "two", "two\nlines", "last"])
  }

  @Test(arguments: [[], ["--vi"]])
  func `ctrl-R and ctrl-S search it in both directions`(arguments: [String]) throws {
    let file = HistoryFile(at: path, limit: 9)
    for line in ["leave a", "x\nleave b", "y", "leave c"] { file.add(line) }
    let probe = try probe(arguments)
    #expect(try probe.line("\u{12}leave\u{12}\r") == #"x\u{A}leave b"#)
    #expect(try probe.line("\u{12}leave\u{12}\u{12}\u{13}\u{13}\r") == "leave c")
    try leave(probe)
  }

  @Test func `two programs that add at once lose nothing`() throws {
    let writers = try ["a", "b"].map {
      try PseudoTerminal(ProbeTerminal.path, arguments: ["--append", path, $0, "500"])
    }
    for writer in writers {
      #expect(try writer.waitForExit(within: .seconds(60)) == .exited(0))
      #expect(writer.output.isEmpty)
    }
    let entries = HistoryFile(at: path, limit: 10_000).entries()
    #expect(entries.count == 1_000)
    for name in ["a", "b"] {
      #expect(entries.filter { $0.hasPrefix(name) } == (1...500).map { "\(name) \($0)\nof 500" })
    }
  }

  @Test func `one that is killed loses at most its last entry`() throws {
    var total = 0
    for round in 1...10 {
      let name = "r\(round)"
      let writer = try PseudoTerminal(
        ProbeTerminal.path,
        arguments: ["--append", path, name, "100000"]
      )
      // As many as it likes to write until then.
      try writer.wait { _ in size > total }
      writer.send(SIGKILL)
      _ = try writer.waitForExit()
      total = size
      let entries = HistoryFile(at: path, limit: 1_000_000).entries()
      let own = entries.filter { $0.hasPrefix(name + " ") }
      #expect(!own.isEmpty)
      #expect(own == (1...own.count).map { "\(name) \($0)\nof 100000" })
      #expect(entries.last == own.last)
    }
  }

  private var size: Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }
}
