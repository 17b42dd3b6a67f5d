import Conversation
import TerminalText
import Testing

@testable import Presentation

@Suite struct MarkerTests {
  /// An answer in which each `^` is a place with a citation, numbered from 1, and `|` cuts deltas.
  private func rendered(_ answer: String, showsMarkers: Bool = true) -> String {
    var renderer = AnswerRenderer(Layout(width: nil), showsMarkers: showsMarkers)
    var text = ""
    var length = 0
    for (index, part) in answer.split(separator: "^", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 {
        let range = TextRange(start: 0, end: length)
        text += renderer.add(.citations([Citation(number: index, ranges: [range])])).plainText
      }
      text += renderer.add(.text(String(part))).plainText
      length += part.unicodeScalars.count
    }
    return text + renderer.finish().plainText
  }

  @Test(arguments: [
    ("Leave is 20 days^.", "Leave is 20 days [1].\n"),
    ("Leave is 20 days.^ More", "Leave is 20 days. [1] More\n"),
    ("Leave is 20 days. ^More", "Leave is 20 days. [1] More\n"),
    ("Leave is 20 days.\n^More", "Leave is 20 days. [1] More\n"),
    ("Leave is 20 days.\n\n^More", "Leave is 20 days. [1]\n\nMore\n"),
    ("Leave is 20 days.^", "Leave is 20 days. [1]\n"),
    ("Leave is 20 days.\n\n^", "Leave is 20 days. [1]\n"),
    ("Leave^^ is ^^20", "Leave [1][2] is [3][4] 20\n"),
    ("Leave.\n\n^^\n\nMore^^", "Leave. [1][2]\n\nMore [3][4]\n"),
    ("^Leave", "[1]\n\nLeave\n"), ("^", "[1]\n"), ("^^", "[1][2]\n"),
  ])
  func `stands behind words and before white space`(answer: String, expected: String) {
    #expect(rendered(answer) == expected)
  }

  @Test(arguments: [
    ("**Leave**^ is", "Leave [1] is\n"), ("**Leave^ is** 20", "Leave [1] is 20\n"),
    ("**Leave is ^20** days", "Leave is [1] 20 days\n"), ("a **^b** c", "a b [1] c\n"),
    ("`a^b` c", "ab [1] c\n"), ("`a ^b` c", "a b [1] c\n"), ("`a^b", "`ab [1]\n"),
    ("[a](b^c) d", "a (bc) [1] d\n"), ("x [a^b](c) d", "x a [1]b (c) d\n"),
    ("a <b^> c", "a <b> [1] c\n"),
    ("See^(here)", "See [1](here)\n"), ("a^: b", "a [1]: b\n"), ("a\\^", "a\\ [1]\n"),
    ("a *^", "a * [1]\n"),
  ])
  func `breaks no inline`(answer: String, expected: String) {
    #expect(rendered(answer) == expected)
  }

  @Test(arguments: [
    ("- a^\n- b\n^", "• a [1]\n• b [2]\n"), ("- a\n^- b^", "• a [1]\n• b [2]\n"),
    ("- a^ b\n\n^Text", "• a [1] b [2]\n\nText\n"), ("> a\n^\nb", "│ a [1]\n\nb\n"),
    ("# Title^\nText", "Title [1]\n\nText\n"), ("# Ti^tle\n", "Ti [1]tle\n"),
    ("# Title\n^Text", "Title\n\n[1]\n\nText\n"), ("a\n\n---\n^b", "a\n\n\(rule)\n\n[1]\n\nb\n"),
  ])
  func `stands in lists, quotes and headings`(answer: String, expected: String) {
    #expect(rendered(answer) == expected)
  }

  private static let rule = String(repeating: "─", count: 40)

  @Test(arguments: [
    ("```\na^\nb\n```\nText", "a\nb\n\n[1]\n\nText\n"),
    ("```\na\n```\n^Text", "a\n\n[1]\n\nText\n"),
    ("```^swift\na\n```\n", "a\n\n[1]\n"), ("```\na\n```^", "a\n\n[1]\n"),
    ("```\na^", "a\n\n[1]\n"),
    ("```\na^\n^b\n```^\n", "a\nb\n\n[1][2][3]\n"),
    ("- ```\n  a^\n  ```\n- b", "•\na\n\n[1]\n\n• b\n"),
    ("- a\n  ```\n  b\n  ```\n^  c", "• a\n\nb\n\n  c [1]\n"),
  ])
  func `waits for the end of code`(answer: String, expected: String) {
    #expect(rendered(answer) == expected)
  }

  @Test(arguments: [
    ("| a^ |\n|---|\n| b |\n", "a\n─\nb\n\n[1]\n"), ("| a |\n^|---|\n| b |\n", "a\n─\nb\n\n[1]\n"),
    ("| a |\n|---|\n| b |\n^\nText", "a\n─\nb\n\n[1]\n\nText\n"),
    ("| no^ table", "| no table [1]\n"),
    ("| no table\n^a", "| no table [1] a\n"),
    ("<div>^\na\n</div>\n", "<div>\na\n</div>\n\n[1]\n"), ("    a^\n\nb", "a\n\n[1]\n\nb\n"),
  ])
  func `breaks no table, HTML or indented code`(answer: String, expected: String) {
    #expect(rendered(answer) == expected)
  }

  @Test func `stays away where it is not wanted`() {
    #expect(rendered("Leave^ is\n\n```\na^\n```\n^", showsMarkers: false) == "Leave is\n\na\n")
  }

  @Test func `stands only where a range has just ended`() {
    var renderer = AnswerRenderer(Layout(width: nil))
    var text = renderer.add(.text("One two. ")).plainText
    let ranges = [
      [], [TextRange(start: 0, end: 3)], [TextRange(start: 4, end: 8)],
      [TextRange(start: 4, end: 9)],
    ]
    let cited = ranges.enumerated().map { Citation(number: $0 + 1, ranges: $1) }
    text += renderer.add(.citations(cited)).plainText + renderer.finish().plainText
    #expect(text == "One two. [3][4]\n")
  }

  @Test func `counts scalars, not bytes or characters`() {
    var renderer = AnswerRenderer(Layout(width: nil))
    var text = renderer.add(.text("e\u{301} 日本 👩‍👩‍👧.\u{3000}")).plainText
    let cited = Citation(number: 1, ranges: [TextRange(start: 0, end: 12)])
    text += renderer.add(.citations([cited])).plainText + renderer.finish().plainText
    #expect(text.hasSuffix("[1]\n"))
  }
}
