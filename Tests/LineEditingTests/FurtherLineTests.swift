import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Keys for further lines, for the editor and for completion.
@Suite struct FurtherLineTests {
  @Test(
    arguments: [
      ("one\u{1B}\rtwo\r", #"one\u{A}two"#),
      ("one\u{1B}\ntwo\r", #"one\u{A}two"#),
      ("\u{1B}\r\r", #"\u{A}"#),
      ("one\\\rtwo\\\r\r", #"one\u{A}two\u{A}"#),
      ("one\\\u{1}\rtwo\r", #"one\u{A}two"#),
      ("one\\ \r", #"one\u{5C} "#),
      ("\\one\r", #"\u{5C}one"#),
    ],
    [[], ["--vi"]]
  )
  func `a line goes on in a further one`(
    example: (keys: String, line: String),
    arguments: [String]
  ) throws {
    // Ctrl-A is a character to vi.
    guard arguments.isEmpty || !example.keys.contains("\u{1}") else { return }
    let probe = try ProbeTerminal(arguments)
    #expect(try probe.line(example.keys) == example.line)
    #expect(probe.screen().violations == [])
  }

  @Test(arguments: [([], "\u{18}\u{5}"), (["--vi"], "\u{18}\u{5}"), (["--vi"], "\u{1B}v")])
  func `the line can be taken to the editor`(arguments: [String], keys: String) throws {
    let probe = try ProbeTerminal(arguments + ["--complete", "word"])
    try probe.terminal.type("one\u{1B}\rtwo" + keys.dropLast())
    // In vi ESC alone moves the cursor, once it is clear that nothing follows.
    if keys.hasPrefix("\u{1B}") { try probe.terminal.readUntil("two\u{8}") }
    try probe.terminal.type(String(keys.suffix(1)))
    try probe.terminal.readUntil(#"edit <one\u{A}two>"#)
    try probe.terminal.readUntil("> ")
    #expect(try probe.line("next\r") == "next")
    #expect(probe.screen().lines.prefix(4) == ["> one", "two", #"edit <one\u{A}two>"#, "> next"])
  }

  @Test func `where the line is no prompt, neither Tab nor the editor's key does anything`() throws
  {
    let probe = try ProbeTerminal()
    #expect(try probe.line("a\tb\u{18}\u{5}c\r") == "abc")
    #expect(probe.screen().bells == 0)
  }

  @Test(arguments: [
    ("he\t!\r", "help !"), ("hi\t\r", "hi"), ("/\tx\r", "/x"), ("n\u{1}\t\r", "n"),
    ("one\u{1}\u{6}\u{6}\t\r", "one"), ("s\tx\r", "savex"),
  ])
  func `Tab puts in what is certain`(keys: String, line: String) throws {
    let words = "help,one,on,onset,save,saved,n1,n2"
    let probe = try ProbeTerminal(["--complete", words])
    #expect(try probe.line(keys) == line)
    #expect(probe.screen().bells == 0)
  }

  @Test func `a list stands below a line of several rows, which is drawn again`() throws {
    let words = "aaaaaaaaaaaaaaaaaaaaa1,aaaaaaaaaaaaaaaaaaaaa2"
    let probe = try ProbeTerminal(["--complete", words], columns: 20)
    try probe.terminal.type("a\t!\u{2}\t")
    try probe.terminal.readUntil("…\r\n> ")
    try probe.terminal.readUntil("!")
    try probe.terminal.type("1\r")
    try probe.terminal.readUntil(#"<aaaaaaaaaaaaaaaaaaaaa1!>"#)
    let screen = probe.screen(columns: 20)
    #expect(
      screen.lines.prefix(6) == [
        "> aaaaaaaaaaaaaaaaaa", "aaa!", "aaaaaaaaaaaaaaaaaa…", "aaaaaaaaaaaaaaaaaa…",
        "> aaaaaaaaaaaaaaaaaa", "aaa1!",
      ]
    )
    #expect(screen.violations == [])
  }

  @Test func `keys of one's own are kept, and other bindings have all of ours`() throws {
    let home = try TemporaryHome()
    try home.write("bind ^I ed-move-to-beg\n", to: ".editrc")
    let own = try ProbeTerminal(
      ["--complete", "help"],
      environment: ["HOME": home.path, "LANG": "C.UTF-8"]
    )
    #expect(try own.line("h\tX\r") == "Xh")
    for bindings in ["bind -v", "bind -e", "bind -v\nbind -e"] {
      try home.write(bindings + "\n", to: ".editrc")
      let probe = try ProbeTerminal(
        ["--complete", "help"],
        environment: ["HOME": home.path, "LANG": "C.UTF-8"]
      )
      #expect(try probe.line("h\t\\\rx\r") == #"help \u{A}x"#)
      #expect(probe.screen().lines.first == "> help")
    }
  }

  @Test func `down on the newest line keeps it`() throws {
    let probe = try ProbeTerminal()
    for line in ["oldest", "older"] { _ = try probe.line(line + "\r") }
    #expect(try probe.line("new\u{1B}[B!\r") == "new!")
    #expect(try probe.line("third\u{1B}[A\u{1B}[A\u{1B}[B\u{1B}[B\u{E}?\r") == "third?")
    #expect(try probe.line("\u{12}older\u{1B}\u{E}\r") == "new!")
  }

  @Test func `a key is shown at once behind a long history`() throws {
    let probe = try ProbeTerminal(["--entries", "10000"])
    var slowest = Duration.zero
    for key in "the quick brown fox jumps over the lazy dog" {
      let start = ContinuousClock.now
      try probe.terminal.type(String(key))
      try probe.terminal.readUntil(String(key))
      slowest = max(slowest, ContinuousClock.now - start)
    }
    // The figure is 5 ms; a machine that tests on all its cores needs longer now and then.
    #expect(slowest < .milliseconds(100), "\(slowest)")
  }
}
