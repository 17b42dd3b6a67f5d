import TerminalText
import Testing

@Suite struct ControlSequenceTests {
  @Test func `is the bytes that terminals know`() {
    #expect(ControlSequence.resetStyle == "\u{1B}[0m")
    #expect(ControlSequence.eraseToEndOfLine == "\u{1B}[K")
    #expect(ControlSequence.hideCursor == "\u{1B}[?25l")
    #expect(ControlSequence.showCursor == "\u{1B}[?25h")
    #expect(ControlSequence.enableBracketedPaste == "\u{1B}[?2004h")
    #expect(ControlSequence.disableBracketedPaste == "\u{1B}[?2004l")
    #expect(ControlSequence.closeHyperlink == "\u{1B}]8;;\u{1B}\\")
    #expect(ControlSequence.select(.plain) == "")
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("ä\u{1B}?>", "w6QbPz4="),
  ])
  func `hands a text to the clipboard in base 64`(text: String, encoded: String) {
    #expect(ControlSequence.copyToClipboard(text) == "\u{1B}]52;c;\(encoded)\u{1B}\\")
  }

  @Test func `hands over no more than terminals take`() {
    let longest = String(repeating: "x", count: 56_244)
    #expect(ControlSequence.copyToClipboard(longest)?.utf8.count == 74_992 + 9)
    #expect(ControlSequence.copyToClipboard(longest + "x") == nil)
  }

  @Test func `has one SGR number for each of the sixteen colours`() {
    let all = Color.allCases.map { ControlSequence.select(Style(foreground: $0)) }
    let numbers = Array(30...37) + Array(90...97)
    #expect(all == numbers.map { "\u{1B}[\($0)m" })
  }
}
