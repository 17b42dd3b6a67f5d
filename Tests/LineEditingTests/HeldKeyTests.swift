import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Keys that are typed between two lines.
@Suite struct HeldKeyTests {
  /// A probe that waits for a signal between two lines.
  private static func waitingProbe() throws -> ProbeTerminal {
    let probe = try ProbeTerminal(["--hold"])
    try probe.terminal.type("wait\r")
    try probe.terminal.readUntil("waiting\r\n")
    return probe
  }

  private static let long = String(repeating: "0123456789", count: 600)

  @Test(arguments: [
    ("half", "half"), ("日本 é", #"\u{65E5}\u{672C} \u{E9}"#), ("one, \u{7F}two", "one,two"),
    (long, long),
  ])
  func `they are not shown before the next line, which has all of them`(
    keys: String,
    text: String
  ) throws {
    let probe = try Self.waitingProbe()
    try probe.terminal.type(keys)
    probe.terminal.send(SIGTERM)
    #expect(try probe.terminal.readUntil("> ") == "signal 15\r\n> ")
    #expect(try probe.line("!\r") == text + "!")
    try probe.terminal.type("\u{4}")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.terminal.modes == probe.terminal.initialModes)
  }

  @Test func `lines typed ahead are read one after the other, and ctrl-D ends behind them`() throws
  {
    let probe = try Self.waitingProbe()
    try probe.terminal.type("one\rtwo\r\u{4}")
    probe.terminal.send(SIGTERM)
    try probe.terminal.readUntil("line 3 <one>")
    try probe.terminal.readUntil("line 3 <two>")
    try probe.terminal.readUntil("end of input")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.terminal.modes == probe.terminal.initialModes)
  }

  @Test func `the keys of signals keep their meaning`() throws {
    let probe = try Self.waitingProbe()
    try probe.terminal.type("\u{3}")
    try probe.terminal.readUntil("signal 2\r\n> ")
    let output = String(decoding: probe.terminal.output, as: UTF8.self)
    #expect(!output.contains("^C"))
  }

  @Test func `a program that is stopped gives the terminal back, and takes it again`() throws {
    let terminal = try ProbeTerminal.shell()
    try terminal.type("\"$PROBE\" --hold\n")
    try terminal.readUntil("\n> ")
    try terminal.type("wait\r")
    try terminal.readUntil("waiting")
    #expect(!terminal.modes.isCooked)
    try terminal.type("\u{1A}")
    try terminal.readUntil("stopping")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.wait { !$0.modes.isCooked }
    try terminal.type("\u{3}")
    try terminal.readUntil("signal 2\r\n> ")
    try terminal.type("\u{4}")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
  }
}
