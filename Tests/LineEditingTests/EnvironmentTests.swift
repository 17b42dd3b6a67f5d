import HostSystem
import LineEditing
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct EnvironmentTests {
  @Test(arguments: [nil, "C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1"])
  func `characters beyond ASCII work in every locale`(language: String?) throws {
    var environment = ["HOME": "/nonexistent"]
    environment["LANG"] = language
    let probe = try ProbeTerminal(environment: environment)
    #expect(try probe.line("日é本\u{7F}ı\r") == #"\u{65E5}\u{E9}\u{131}"#)
    #expect(probe.screen().lines.first == "> 日éı")
  }

  @Test(arguments: ["dumb", nil, "", "no-such-terminal", "vt100", "xterm", "screen-256color"])
  func `every terminal type works`(term: String?) throws {
    let probe = try ProbeTerminal(term: term)
    #expect(try probe.line("abd\u{7F}c\u{1}X\r") == "Xabc")
    try probe.terminal.type("\u{3}")
    try probe.terminal.readUntil("interrupted\r\n> ")
    try probe.terminal.type("\u{4}")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.terminal.modes == probe.terminal.initialModes)
  }

  @Test(arguments: [(1, 1), (0, 0), (2, 1), (3, 24)] as [(UInt16, UInt16)])
  func `the smallest windows work`(columns: UInt16, rows: UInt16) throws {
    let terminal = try PseudoTerminal(ProbeTerminal.path, columns: columns, rows: rows)
    try terminal.type("日abc\r")
    try terminal.readUntil(#"line 4 <\u{65E5}abc>"#)
  }

  @Test func `the user's editrc is honoured`() throws {
    let home = try temporaryFolder()
    defer {
      unlink(home + "/.editrc")
      rmdir(home)
    }
    let file = try #require(fopen(home + "/.editrc", "w"))
    fputs("chat:bind ^T ed-move-to-beg\nother:bind ^E ed-move-to-beg\n", file)
    fclose(file)
    let probe = try ProbeTerminal(environment: ["HOME": home])
    #expect(try probe.line("abc\u{14}X\u{5}Y\r") == "XabcY")
  }

  @Test func `without a terminal there is no reader`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", #""$PROBE" </dev/null; echo "status $?""#],
      environment: ["PROBE": ProbeTerminal.path]
    )
    let output = try terminal.readUntil("status ")
    #expect(output.contains("no terminal"))
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `the line is drawn on stderr where stdout leads elsewhere`() throws {
    let probe = try ProbeTerminal(script: #""$PROBE" >/dev/null; echo "status $?""#)
    try probe.terminal.type("abc")
    try probe.terminal.readUntil("abc")
    try probe.terminal.type("\r\u{4}")
    try probe.terminal.readUntil("status 0")
  }

  private func temporaryFolder() throws -> String {
    var template = Array("/tmp/line-editing-XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template))
    return String(cString: path)
  }
}
