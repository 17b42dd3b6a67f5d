import TerminalText
import TestSupport
import Testing

@Suite struct SpanNotationTests {
  @Test func `names looks around their text`() {
    var text = StyledText("Title", role: .strong)
    text.append(" plain ")
    text.append("x", role: .aside, link: "https://example.com")
    text.append("y", role: [.error, .emphasis, .link])
    text.append("z", role: .strikethrough)
    #expect(
      text.notation
        == "[bold]Title[/] plain [faint link=https://example.com]x[/]"
        + "[italic underlined red]y[/][struck]z[/]"
    )
  }

  @Test func `doubles a bracket of the text`() {
    #expect(StyledText("as in [1].").notation == "as in [[1].")
    #expect(StyledText("[/]", role: .strong).notation == "[bold][[/][/]")
  }

  @Test func `shows what is hidden`() {
    #expect(StyledText("\u{1B}\u{200B}").notation == "^[[\\u{200B}")
  }
}
