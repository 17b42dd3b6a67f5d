import Conversation
import TerminalText
import Testing

@testable import Presentation

@Suite struct PromptnessTests {
  /// What an answer has shown after each of its deltas.
  private func steps(_ deltas: String...) -> [String] {
    var renderer = AnswerRenderer(Layout(width: 80))
    return deltas.map { renderer.add(.text($0)).plainText }
  }

  @Test func `shows a plain word as soon as white space follows it`() {
    #expect(steps("Leave", " ", "is", "\n", "20") == ["", "Leave", "", " is", ""])
    #expect(steps("Leave is", " 20 days") == ["Leave", " is 20"])
  }

  @Test(arguments: [
    "*a*", "**a b**", "`a b`", "[a](https://example.com/x_y)", "[x]", "[a] (b", "~~a~~",
    "snake_case", "2 * 3",
    "(a", "a)", "<br>", "<https://example.com>", "a<", "1 < 2", "&amp;", "\\*", "**a**,", "_a_b_",
    "*a **b** c*",
    "[see [a](b)]", "![a](b \"c d\")", "***a***", "a*b*c", "[a](b c)", "https://example.com/a_b",
    "“**a**”",
    "[https://example.com](https://example.com)", "**https://example.com**", "`` a`b ``", "“_a_”",
  ])
  func `shows inlines as soon as white space follows them`(source: String) {
    let shown = steps("x " + source + " ", "y ")
    #expect(shown[0] == String(streamed(["x " + source]).plainText.dropLast()))
    #expect(shown[1] == " y")
  }

  @Test(arguments: ["**a", "*a", "`a", "[a", "_a", "~~a", "[a](b \"c", "<a href=\"b", "![a", "a*b"])
  func `shows what stays open at the end of the paragraph`(source: String) {
    let shown = steps("x \(source) b c ", "d\n", "\n", "Next ")
    #expect(shown == ["x", "", " \(source) b c d", "\n\nNext"])
  }

  @Test func `shows each line of code when it has ended`() {
    #expect(steps("```\nlet", " a\n", "b", "\n", "```\n") == ["", "let a\n", "", "b\n", ""])
  }

  @Test func `shows each item of a list when the next begins`() {
    #expect(
      steps("- a\n", "- ", "b", "\n", "\nText", " ") == ["", "", "• a\n", "", "• b\n\n", "Text"]
    )
  }

  @Test func `shows a heading when its line ends and the text behind a list word by word`() {
    #expect(steps("# A", "\n", "B c") == ["", "A\n", "\nB"])
    #expect(steps("- a\n\nB", " c ") == ["• a\n\n", "B c"])
    #expect(steps("> a\n\nB", " c ") == ["│ a\n\n", "B c"])
    #expect(steps("| a |\n|---|\n\nB", " c ") == ["a\n─\n\n", "B c"])
  }

  @Test func `shows a line that begins like a block once it is text`() {
    #expect(steps("1", "9", "8", "4 ", "was ") == ["", "", "", "1984", " was"])
    #expect(steps("-", "x ") == ["", "-x"])
    #expect(steps("a\n-", "5 ") == ["a", " -5"])
    #expect(steps("**", "a", "** ") == ["", "", "a"])
  }
}
