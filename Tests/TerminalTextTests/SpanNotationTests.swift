import TerminalText
import TestSupport
import Testing

@Suite struct SpanNotationTests {
  @Test func `names looks around their text`() {
    var text = StyledText("Title", style: Style(isBold: true))
    text.append(" plain ")
    text.append("x", style: Style(isFaint: true), link: "https://example.com")
    text.append("y", style: Style(foreground: .brightRed, isItalic: true, isUnderlined: true))
    text.append("z", style: Style(isStruckThrough: true))
    #expect(
      text.notation
        == "[bold]Title[/] plain [faint link=https://example.com]x[/]"
        + "[italic underlined brightRed]y[/][struck]z[/]"
    )
  }

  @Test func `doubles a bracket of the text`() {
    #expect(StyledText("as in [1].").notation == "as in [[1].")
    #expect(StyledText("[/]", style: Style(isBold: true)).notation == "[bold][[/][/]")
  }

  @Test func `shows what is hidden`() {
    #expect(StyledText("\u{1B}\u{200B}").notation == "^[[\\u{200B}")
  }
}
