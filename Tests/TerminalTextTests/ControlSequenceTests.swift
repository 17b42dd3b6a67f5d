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

  @Test func `has one SGR number for each of the sixteen colours`() {
    let all = Color.allCases.map { ControlSequence.select(Style(foreground: $0)) }
    let numbers = Array(30...37) + Array(90...97)
    #expect(all == numbers.map { "\u{1B}[\($0)m" })
  }
}
