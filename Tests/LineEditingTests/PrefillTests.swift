import TestSupport
import Testing

@Suite struct PrefillTests {
  @Test func `prefilled text can be edited and sent`() throws {
    let probe = try ProbeTerminal(["--prefill", "How do I book it?"], awaiting: "it?")
    #expect(try probe.line("\u{7F} 日\u{1}> \r") == #"> How do I book it \u{65E5}"#)
    #expect(probe.screen().lines.first == "> > How do I book it 日")
  }

  @Test(arguments: [
    ("a\nb\r\nc\r", #"a\u{A}b\u{A}c\u{A}"#),
    ("\u{1B}[A\u{1}\u{4}\u{3}", "^[[A^A^D^C"),
    ("x\u{202E}y\u{2028}\u{9B}\u{7F}\u{0}", #"x\u{5C}u{202E}y\u{5C}u{2028}\u{5C}u{9B}^?^@"#),
  ])
  func `a hostile prefill is text and does not send itself`(prefill: String, line: String) throws {
    let hasNUL = prefill.contains("\0")
    let argument = hasNUL ? String(prefill.dropLast()) : prefill
    let expected = hasNUL ? String(line.dropLast(2)) : line
    let probe = try ProbeTerminal(["--prefill", argument])
    #expect(try probe.line("\u{5}!\r") == expected + "!")
    // One report only: that of the line that was sent by hand.
    let output = String(decoding: probe.terminal.output, as: UTF8.self)
    #expect(output.ranges(of: "line ").count == 1)
    #expect(probe.screen().violations == [])
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `a prefill is shown once`(term: String) throws {
    let probe = try ProbeTerminal(["--prefill", "text"], term: term, awaiting: "text")
    _ = try probe.line("\r")
    #expect(probe.screen().lines.first == "> text")
    #expect(probe.screen().lines.filter { $0.hasPrefix("> text") }.count == 1)
  }
}
