import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct PseudoTerminalTests {
  @Test func `tells an exit status from a signal`() throws {
    let exiting = try PseudoTerminal("/bin/sh", arguments: ["-c", "exit 3"])
    #expect(try exiting.waitForExit() == .exited(3))
    let killed = try PseudoTerminal("/bin/sh", arguments: ["-c", "kill -TERM $$"])
    #expect(try killed.waitForExit() == .signaled(SIGTERM))
  }

  @Test func `a program that cannot be started exits`() throws {
    #expect(try PseudoTerminal("/nonexistent").waitForExit() == .exited(127))
  }

  @Test func `gives the program a clean environment and the window's size`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "/usr/bin/env; /bin/stty size; read x; /bin/stty size"],
      environment: ["KEY": "value"],
      columns: 33,
      rows: 7
    )
    let output = try terminal.readUntil("7 33\r\n")
    let names = Set(output.split(separator: "\r\n").dropLast().map { $0.prefix { $0 != "=" } })
    let byShell: Set<Substring> = ["PWD", "OLDPWD", "SHLVL", "_"]
    #expect(names.subtracting(byShell) == ["KEY", "TERM", "SWIFT_BACKTRACE"])
    terminal.resize(columns: 44, rows: 8)
    try terminal.type("\n")
    try terminal.readUntil("8 44\r\n")
  }

  @Test func `says what was there when what is waited for does not come`() throws {
    let terminal = try PseudoTerminal("/bin/sh", arguments: ["-c", "echo something else"])
    let failure = try #require(throws: PseudoTerminal.Failure.self) {
      try terminal.readUntil("this")
    }
    #expect(failure.description.contains("something else"))
  }

  @Test func `a program ends with its terminal`() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal("/bin/cat")
    let processIdentifier = try #require(terminal?.processIdentifier)
    terminal = nil
    #expect(kill(processIdentifier, 0) == -1)
    #expect(errno == ESRCH)
  }
}
