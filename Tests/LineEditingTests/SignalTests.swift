import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct SignalTests {
  @Test func `ctrl-C voids the line and the next one works`() throws {
    let probe = try ProbeTerminal()
    for text in ["half a line", ""] {
      try probe.terminal.type(text)
      try probe.terminal.readUntil(text)
      try probe.terminal.type("\u{3}")
      try probe.terminal.readUntil("interrupted\r\n> ")
    }
    #expect(try probe.line("whole\r") == "whole")
    #expect(probe.screen().lines.prefix(3) == ["> half a line", "interrupted", ">"])
  }

  @Test(arguments: [("\u{12}", "bck:"), ("abc\u{12}b", "bck:b"), ("abc\u{16}", "abc")])
  func `SIGINT works in the middle of a command`(keys: String, sign: String) throws {
    let probe = try ProbeTerminal()
    try probe.terminal.type(keys)
    try probe.terminal.readUntil(sign)
    probe.terminal.send(SIGINT)
    try probe.terminal.readUntil("interrupted\r\n> ")
    #expect(try probe.line("whole\r") == "whole")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal that ends the program is reported and leaves the terminal as it was`(
    signal: Int32
  ) throws {
    let probe = try ProbeTerminal()
    #expect(!probe.terminal.modes.isCooked)
    try probe.terminal.type("some text")
    try probe.terminal.readUntil("text")
    probe.terminal.send(signal)
    #expect(try probe.terminal.waitForExit() == .signaled(signal))
    #expect(probe.terminal.modes == probe.terminal.initialModes)
    #expect(probe.screen().lines == ["> some text", "terminated \(signal)"])
  }

  @Test(arguments: ["\u{4}", "\u{3}", "abc\r", "\u{16}\u{4}\r"])
  func `after a line the terminal has its own modes, also unusual ones`(keys: String) throws {
    let script = "stty -echoctl -ixon susp ^Y; echo ready; read go; exec \"$PROBE\""
    let probe = try ProbeTerminal(script: script, awaiting: "ready")
    let before = probe.terminal.modes
    try probe.terminal.type("\n")
    try probe.terminal.readUntil("> ")
    try probe.terminal.type(keys)
    if keys != "\u{4}" {
      try probe.terminal.readUntil("\n> ")
      try probe.terminal.type("wait\r")
      try probe.terminal.readUntil("waiting")
      #expect(probe.terminal.modes == before)
      try probe.terminal.type("\u{3}")
      try probe.terminal.readUntil("signal 2\r\n> ")
      try probe.terminal.type("\u{4}")
    }
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.terminal.modes == before)
  }

  @Test func `a signal to the reader alone does not reach its process group`() throws {
    let probe = try ProbeTerminal(
      script: #""$PROBE" --sibling & exec "$PROBE""#,
      awaiting: "sibling ready"
    )
    _ = try probe.line("ready\r")
    probe.terminal.send(SIGINT)
    try probe.terminal.readUntil("interrupted")
    try probe.terminal.type("\u{3}")
    // Its first signal is the one that the terminal sent to all.
    try probe.terminal.readUntil("sibling 1: 2")
    _ = try probe.line("again\r")
    let output = String(decoding: probe.terminal.output, as: UTF8.self)
    #expect(!output.contains("sibling 2"), "\(output.debugDescription)")
  }

  @Test(arguments: [["/bin/sh", "-i"], PseudoTerminal.bash])
  func `ctrl-Z and fg work at the prompt and while waiting`(shell: [String]) throws {
    let terminal = try ProbeTerminal.shell(shell)
    try terminal.type("\"$PROBE\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("日本")
    try terminal.readUntil("本")
    try terminal.stopForeground()
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.readUntil("> 日本")
    try terminal.type("!\rwait\r")
    try terminal.readUntil(#"line 3 <\u{65E5}\u{672C}!>"#)
    try terminal.readUntil("waiting")
    try terminal.stopForeground()
    try terminal.type("fg\n")
    // The shell says nothing once it has handed the terminal over.
    try terminal.wait { $0.foregroundGroup != terminal.processIdentifier }
    try terminal.type("\u{3}")
    try terminal.readUntil("signal 2\r\n> ")
    try terminal.type("\u{4}")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
  }

  @Test func `a stopped reader can be told to end`() throws {
    let terminal = try ProbeTerminal.shell()
    try terminal.type("\"$PROBE\"\n")
    try terminal.readUntil("\n> ")
    try terminal.stopForeground()
    try terminal.type("kill %1; while kill -0 %1 2>/dev/null; do :; done; echo go''ne\n")
    try terminal.readUntil("terminated 15")
    try terminal.readUntil("gone")
    #expect(terminal.modes == terminal.initialModes)
  }

  @Test func `a reader continued after a stop from outside takes the terminal again`() throws {
    let probe = try ProbeTerminal()
    try probe.terminal.type("abc")
    try probe.terminal.readUntil("abc")
    probe.terminal.send(SIGSTOP)
    probe.terminal.send(SIGCONT)
    try probe.terminal.readUntil("\r> abc")
    #expect(try probe.line("d\r") == "abcd")
    #expect(probe.screen().lines.first == "> abcd")
  }

  @Test func `a stop that the system does not allow leaves the prompt working`() throws {
    // The probe leads its session: nobody could continue it, so SIGTSTP has no effect.
    let probe = try ProbeTerminal()
    try probe.terminal.type("abc")
    try probe.terminal.readUntil("abc")
    try probe.terminal.type("\u{1A}")
    try probe.terminal.readUntil("\r> abc")
    #expect(try probe.line("d\r") == "abcd")
  }

  @Test func `a new window size is taken up while a line is edited`() throws {
    let probe = try ProbeTerminal(columns: 60)
    let text = String(repeating: "0123456789", count: 3)
    try probe.terminal.type(text)
    try probe.terminal.readUntil(text)
    let before = probe.terminal.output.count
    probe.terminal.resize(columns: 20, rows: 10)
    try probe.terminal.readUntil("> ")
    #expect(try probe.line("\u{1}A\r") == "A" + text)
    var screen = Screen(columns: 20, rows: 10)
    screen.feed(probe.terminal.output[before...])
    #expect(screen.lines.prefix(2).joined() == "> A" + text)
    #expect(screen.violations == [])
  }

  @Test func `a hang-up is a signal`() throws {
    let probe = try ProbeTerminal()
    probe.terminal.hangUp()
    #expect(try probe.terminal.waitForExit() == .signaled(SIGHUP))
  }

  @Test func `a hang-up is the end of input where the signal is switched off`() throws {
    let probe = try ProbeTerminal(script: #"trap "" HUP; exec "$PROBE""#)
    probe.terminal.hangUp()
    #expect(try probe.terminal.waitForExit() == .exited(0))
  }
}
