import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct EditLineReaderTests {
  @Test(arguments: [
    ("plain\r", "plain"),
    ("\r", ""),
    ("hllo\u{1}\u{1B}[C\u{1B}[Ce\u{1B}[D\u{1B}[D\u{8}\r", "lelo"),
    ("abc\u{1B}[D\u{1B}[D\u{7F}\r", "bc"),
    ("world\u{1}hello \u{5}!\r", "hello world!"),
    ("hello world\u{1}\u{6}\u{6}\u{B}\r", "he"),
    ("abc\u{4}\u{2}\u{4}\r", "ab"),
    ("日本é\u{7F}x\r", #"\u{65E5}\u{672C}x"#),
    ("日本\u{1B}[D\u{1B}[D語\r", #"\u{8A9E}\u{65E5}\u{672C}"#),
    ("a👍b\u{2}\u{8}\r", "ab"),
    ("ÿÀ×\r", #"\u{FF}\u{C0}\u{D7}"#),
    ("a\u{85}\u{9B}b\r", #"a\u{FFFD}\u{FFFD}b"#),
  ])
  func `keys edit the line`(keys: String, line: String) throws {
    let probe = try ProbeTerminal()
    #expect(try probe.line(keys) == line)
    #expect(probe.screen().violations == [])
  }

  @Test func `the screen shows the edited line`() throws {
    let probe = try ProbeTerminal()
    _ = try probe.line("日本 text 👍\u{1}X\u{1B}[C\u{1B}[C語\u{5}\u{7F}!\r")
    let screen = probe.screen()
    #expect(screen.lines.first == "> X日本語 text !")
    #expect(screen.violations == [])
  }

  @Test func `up and down walk through the history`() throws {
    let probe = try ProbeTerminal()
    for line in ["one", "two", "two"] {
      _ = try probe.line(line + "\r")
    }
    #expect(try probe.line("\u{1B}[A\u{1B}[A\r") == "one")
    #expect(try probe.line("\u{1B}OA\u{1B}OA\u{1B}OB!\r") == "one!")
  }

  @Test func `an entry of several lines stays one entry`() throws {
    let probe = try ProbeTerminal(["--remember", "one\ntwo\u{1B}"])
    #expect(try probe.line("\u{1B}[A\r") == #"one\u{A}two^["#)
    #expect(probe.screen().violations == [])
  }

  @Test(arguments: [[], ["--vi"]])
  func `ctrl-R searches the history`(arguments: [String]) throws {
    let probe = try ProbeTerminal(arguments)
    for line in ["first", "second", "third"] {
      _ = try probe.line(line + "\r")
    }
    #expect(try probe.line("\u{12}sec\r\r") == "second")
  }

  @Test func `vi bindings start in insert mode`() throws {
    let probe = try ProbeTerminal(["--vi"])
    #expect(try probe.line("hello\u{1B}0xA!\r") == "ello!")
  }

  @Test func `styles in the prompt take no place`() throws {
    let probe = try ProbeTerminal(["--prompt", "ask"], awaiting: "k> ")
    try probe.terminal.type("abc\u{1}x\r")
    try probe.terminal.readUntil("<xabc>")
    let screen = probe.screen()
    #expect(screen.lines.first == "ask> xabc")
    #expect(screen.style(row: 0, column: 0).attributes == [1])
    #expect(screen.style(row: 0, column: 1).foreground == "36")
    #expect(screen.style(row: 0, column: 2) == Screen.Style())
    #expect(screen.violations == [])
  }

  @Test func `a line longer than the screen wraps`() throws {
    let probe = try ProbeTerminal(columns: 20)
    let text = String(repeating: "0123456789", count: 5)
    #expect(try probe.line(text + "\u{1}A\u{5}Z\r") == "A" + text + "Z")
    let screen = probe.screen(columns: 20)
    #expect(screen.lines.prefix(3).joined() == "> A" + text + "Z")
    #expect(screen.violations == [])
  }

  @Test func `ctrl-L clears the screen and keeps the line`() throws {
    let probe = try ProbeTerminal(columns: 20)
    #expect(try probe.line("a line of several rows of text\u{1}\u{C}X\r").hasPrefix("Xa line"))
    let screen = probe.screen(columns: 20)
    #expect(screen.lines.prefix(2) == ["> Xa line of several", " rows of text"])
    #expect(screen.violations == [])
  }

  @Test func `a line longer than the terminal's own limit arrives whole`() throws {
    let probe = try ProbeTerminal()
    let text = String(repeating: "0123456789", count: 1_000)
    #expect(try probe.line(text + "\r") == text)
  }

  @Test func `a burst of 20,000 characters arrives whole`() throws {
    let probe = try ProbeTerminal()
    let text = String(repeating: "burst of text ", count: 20_000 / 14)
    let start = ContinuousClock.now
    #expect(try probe.line(text + "\r") == text)
    #expect(ContinuousClock.now - start < .seconds(8))
  }

  @Test func `the screen stays right when a history entry replaces another`() throws {
    let probe = try ProbeTerminal()
    for line in ["日文語text", "日本語text and more", "a"] {
      _ = try probe.line(line + "\r")
    }
    let before = probe.terminal.output.count - 2
    _ = try probe.line("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[B\u{1}文\u{6}\u{6}\u{4}x\u{14}!\r")
    var screen = Screen()
    screen.feed(probe.terminal.output[before...])
    #expect(screen.lines.first == "> 文日本tx!ext and more")
    #expect(screen.violations == [])
  }

  @Test func `lines typed ahead wait for their prompt`() throws {
    let probe = try ProbeTerminal()
    try probe.terminal.type("one\rtwo\rthree\r")
    for line in ["one", "two", "three"] {
      try probe.terminal.readUntil("<\(line)>")
    }
  }

  @Test func `ctrl-D typed ahead leaves too`() throws {
    let probe = try ProbeTerminal()
    try probe.terminal.type("wait\r")
    try probe.terminal.readUntil("waiting")
    try probe.terminal.type("ahead\r\u{4}")
    probe.terminal.send(SIGINT)
    try probe.terminal.readUntil("<ahead>")
    #expect(try probe.terminal.waitForExit() == .exited(0))
  }

  @Test func `ctrl-D leaves on an empty line only`() throws {
    let probe = try ProbeTerminal()
    #expect(try probe.line("ab\u{4}\r") == "ab")
    try probe.terminal.type("\u{4}")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(probe.screen().lines.last == "end of input")
  }
}
