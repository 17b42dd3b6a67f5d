import TestSupport
import Testing

/// Pasted text, which the terminal puts between two sequences.
@Suite struct PasteTests {
  private static let start = "\u{1B}[200~"
  private static let end = "\u{1B}[201~"

  /// A probe whose terminal has been asked to mark pastes.
  private static func probe(
    _ arguments: [String] = [],
    columns: UInt16 = 80
  ) throws -> ProbeTerminal {
    let probe = try ProbeTerminal(arguments, columns: columns)
    try probe.terminal.readUntil("\u{1B}[?2004h")
    return probe
  }

  @Test(
    arguments: [
      ("a\rb\r\nc\nd\r", #"a\u{A}b\u{A}c\u{A}d\u{A}"#),
      ("\u{1B}[31mred\u{7}\u{1}\u{4}\u{0}\u{7F}", "^[[31mred^G^A^D^@^?"),
      ("tab\tend", #"tab\u{9}end"#),
      ("日本 é\u{202E}x", #"\u{65E5}\u{672C} \u{E9}\u{5C}u{202E}x"#),
      ("a\u{1B}[200~b", "a^[[200~b"),
      ("a\u{3}b\u{1A}c\u{1C}d", #"a^Cb^Zc^\u{5C}d"#),
      ("\u{1B}[201", "^[[201"),
      ("", ""),
    ],
    [[], ["--vi"]]
  )
  func `a paste is one edit and sends nothing`(
    paste: (text: String, line: String),
    arguments: [String]
  ) throws {
    let probe = try Self.probe(arguments)
    let line = try probe.line("<>\u{1B}[D\(Self.start)\(paste.text)\(Self.end)!\r")
    // In the command mode of vi, where the arrow leads, the key behind the paste is a command.
    if arguments.isEmpty { #expect(line == "<\(paste.line)!>") }
    #expect(line.contains(paste.line))
    #expect(probe.screen().violations == [])
  }

  @Test func `a paste in vi's insert mode goes in where the cursor is`() throws {
    let probe = try Self.probe(["--vi"])
    #expect(try probe.line("a\(Self.start)1\r2\(Self.end)b\r") == #"a1\u{A}2b"#)
  }

  @Test func `its lines stand below each other and can be edited there`() throws {
    let probe = try Self.probe(columns: 20)
    let paste = "\(Self.start)first\rthe second line is longer\rthird\(Self.end)"
    try probe.terminal.type(paste)
    try probe.terminal.readUntil("third")
    let rows = ["> first", "the second line is l", "onger", "third"]
    #expect(probe.screen(columns: 20).lines == rows)
    #expect(probe.screen(columns: 20).cursor == (3, 5))
    let keys = "\u{1B}[A\u{1B}[A\u{5}!\u{1B}OB\u{1}X\u{E}\u{5}?"
    #expect(
      try probe.line(keys + "\r") == #"first!\u{A}Xthe second line is longer\u{A}third?"#
    )
    #expect(
      probe.screen(columns: 20).lines.prefix(4)
        == ["> first!", "Xthe second line is", "longer", "third?"]
    )
  }

  @Test func `an entry of several lines comes back whole, and up goes on behind its first`() throws
  {
    let probe = try Self.probe()
    _ = try probe.line("older\r")
    _ = try probe.line("\(Self.start)1\r2\r3\(Self.end)\r")
    #expect(try probe.line("\u{1B}[A\u{1B}[Ax\r") == #"1\u{A}2x\u{A}3"#)
    #expect(try probe.line("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\r") == "older")
  }

  @Test func `an end that does not come is given up, and Enter sends then`() throws {
    let probe = try Self.probe()
    try probe.terminal.type(Self.start + "one\rtwo")
    try probe.terminal.readUntil("two")
    #expect(try probe.line("\r") == #"one\u{A}two"#)
  }

  @Test func `an end without a beginning is nothing`() throws {
    let probe = try Self.probe()
    #expect(try probe.line("a\(Self.end)b\r") == "ab")
  }

  @Test(arguments: ["\u{12}", "abc\u{12}b", "\u{16}"], [[], ["--vi"]])
  func `a paste in the middle of another command is whole`(
    keys: String,
    arguments: [String]
  ) throws {
    let probe = try Self.probe(arguments)
    let line = try probe.line("\(keys)\(Self.start)one\rtwo\(Self.end)\r")
    #expect(line.contains(#"one\u{A}two"#))
  }

  @Test func `a paste in a search of vi is whole`() throws {
    let probe = try Self.probe(["--vi"])
    try probe.terminal.type("xy\u{1B}")
    try probe.terminal.readUntil("\u{8}")
    try probe.terminal.type("/abc")
    #expect(try probe.line("\(Self.start)one\rtwo\(Self.end)\r").contains(#"one\u{A}two"#))
  }

  @Test func `a large paste is quick`() throws {
    for (count, limit) in [(20_000, Duration.milliseconds(2_500)), (100_000, .seconds(5))] {
      let probe = try Self.probe()
      let text = String(
        repeating: "pasted text of fifty characters and its line end.\r",
        count: count / 50
      )
      let start = ContinuousClock.now
      let line = try probe.line(Self.start + text + Self.end + "\r")
      #expect(ContinuousClock.now - start < limit)
      #expect(line == text.replacing("\r", with: #"\u{A}"#))
    }
  }

  @Test func `the terminal marks pastes only while a line is edited`() throws {
    let probe = try Self.probe(["--hold"])
    try probe.terminal.type("wait\r")
    try probe.terminal.readUntil("waiting")
    #expect(!probe.screen().hasBracketedPaste)
    try probe.terminal.type("\u{3}")
    try probe.terminal.readUntil("> \u{1B}[?2004h")
    #expect(probe.screen().hasBracketedPaste)
    try probe.terminal.type("\u{4}")
    #expect(try probe.terminal.waitForExit() == .exited(0))
    #expect(!probe.screen().hasBracketedPaste)
  }

  @Test func `nor while the program is stopped`() throws {
    let probe = try Self.probe()
    // The probe leads its session, so that the stop has no effect but what it does before.
    try probe.terminal.type("abc")
    try probe.terminal.readUntil("abc")
    try probe.terminal.type("\u{1A}")
    try probe.terminal.readUntil("\u{1B}[?2004l")
    try probe.terminal.readUntil("\u{1B}[?2004h")
    #expect(try probe.line("d\r") == "abcd")
  }

  @Test func `a terminal without control sequences is sent none`() throws {
    let probe = try ProbeTerminal(["--dumb"], term: "dumb")
    #expect(try probe.line("abc\r") == "abc")
    #expect(!probe.terminal.output.contains(0x1B))
  }
}
