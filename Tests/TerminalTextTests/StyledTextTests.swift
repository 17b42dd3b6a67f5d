import TerminalText
import Testing

@Suite struct StyledTextTests {
  private let bold = Role.strong

  @Test func `joins neighbours that look the same`() {
    var text = StyledText("a", role: bold)
    text.append("b", role: bold)
    text.append("c")
    text += StyledText("d") + StyledText("e", role: bold)
    #expect(text.spans == [Span("ab", role: bold), Span("cd"), Span("e", role: bold)])
    #expect(text.plainText == "abcde")
  }

  @Test func `tells links apart`() {
    var text = StyledText("a", link: "x")
    text.append("b", link: "y")
    text.append("c", link: "y")
    #expect(text.spans == [Span("a", link: "x"), Span("bc", link: "y")])
  }

  @Test func `keeps no empty span`() {
    var text: StyledText = ""
    #expect(text.isEmpty && text.spans.isEmpty && text.plainText == "")
    text.append("", role: bold)
    text += StyledText([Span(""), Span("", link: "x")])
    #expect(text.isEmpty)
  }
}
