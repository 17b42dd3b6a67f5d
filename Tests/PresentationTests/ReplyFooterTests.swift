import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct ReplyFooterTests {
  private func source(_ number: Int) -> Citation {
    Citation(
      number: number,
      title: "Leave policy",
      url: "https://docs.example.com/\(number)",
      source: "gdrive",
      page: number == 2 ? 2 : nil
    )
  }

  private func followUps(_ count: Int) -> [FollowUp] {
    (1...count).map { FollowUp(number: $0, prompt: "How do I book leave number \($0)?") }
  }

  @Test func `shows all that there is below an empty line`() {
    var reply = Reply()
    reply.confidence = Confidence(label: "Very High")
    reply.citations = [source(1), source(2)]
    reply.followUps = followUps(2)
    expectGolden(
      ReplyFooter(Layout(width: 80)).text(of: reply).notation,
      named: "footer/full.80.txt"
    )
    expectGolden(
      ReplyFooter(Layout(width: 30)).text(of: reply).notation,
      named: "footer/full.30.txt"
    )
    expectGolden(
      ReplyFooter(Layout(width: nil)).text(of: reply).notation,
      named: "footer/full.pipe.txt"
    )
    for width in [1, 2, 3] { #expect(!ReplyFooter(Layout(width: width)).text(of: reply).isEmpty) }
  }

  @Test func `shows only what is wanted, and nothing where there is nothing`() {
    var reply = Reply()
    #expect(ReplyFooter(Layout(width: 80)).text(of: reply).isEmpty)
    reply.citations = [source(1)]
    reply.followUps = followUps(1)
    let sources = ReplyFooter(Layout(width: 80), showsFollowUps: false).text(of: reply).plainText
    #expect(sources.hasPrefix("\nSources\n") && !sources.contains("Follow-ups"))
    let followUps = ReplyFooter(Layout(width: 80), showsCitations: false).text(of: reply).plainText
    #expect(followUps == "\nFollow-ups\n  1  How do I book leave number 1?\n")
    #expect(
      ReplyFooter(Layout(width: 80), showsCitations: false, showsFollowUps: false).text(of: reply)
        .isEmpty
    )
  }

  @Test(arguments: [
    ("Very High", "●●●●● Very High"), ("High", "●●●●○ High"), ("medium", "●●●○○ medium"),
    ("LOW", "●○○○○ LOW"),
    ("perhaps", "○○○○○ perhaps"),
  ])
  func `fills the meter by the level and keeps the backend's word`(label: String, expected: String)
  {
    let text = ReplyFooter(Layout(width: 80)).confidence(Confidence(label: label))
    #expect(text.notation == "[bold]Confidence [/]\(expected)\n")
  }

  @Test(arguments: [
    (0.95, "●●●●● Very High"), (0.2, "●○○○○ Low"), (55, "●●●○○ Medium"), (-1, "○○○○○ Unknown"),
  ])
  func `has words of its own for a number`(number: Double, expected: String) {
    let text = ReplyFooter(Layout(width: 80)).confidence(Confidence(number: number))
    #expect(text.plainText == "Confidence \(expected)\n")
  }

  @Test(arguments: [(0, 0), (1, 2), (8, 9), (9, 10), (30, 10)])
  func `lists eight sources and counts the rest`(count: Int, lines: Int) {
    let citations = (0..<count).map { source($0 + 1) }
    let text = ReplyFooter(Layout(width: 80)).sources(citations, hidesRestBehind: "/sources")
      .plainText
    #expect(text.split(separator: "\n").count == lines)
    #expect(text.hasSuffix("  and \(count - 8) more: /sources\n") == (count > 8))
    #expect(ReplyFooter(Layout(width: 80)).sources(citations).plainText.contains("more") == false)
  }

  @Test func `wraps long titles and keeps a URL whole`() {
    let url = "https://docs.example.com/a/very/long/path/that/stays/whole?query=1"
    let title = "A title of many words that does not fit on a narrow screen"
    let text = ReplyFooter(Layout(width: 30)).sources([Citation(number: 12, title: title, url: url)]
    )
    let lines = text.plainText.split(separator: "\n").dropFirst()
    #expect(lines.first == "  [12] A title of many words")
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("       ") && !$0.hasPrefix("        ") })
    #expect(
      lines.filter { DisplayWidth.cells(of: $0) > 30 }.map { $0.drop { $0 == " " } } == [url[...]]
    )
  }

  @Test func `shows a source by its id where it has no title, and alone by its number`() {
    let footer = ReplyFooter(Layout(width: 80))
    #expect(
      footer.sources([Citation(number: 1, id: "DOC_1")]).plainText == "Sources\n  [1] DOC_1\n"
    )
    #expect(footer.sources([Citation(number: 1)]).plainText == "Sources\n  [1]\n")
  }

  @Test func `quotes the words of a source behind a bar`() {
    var citation = source(1)
    citation.excerpt = "Staff get 20 days\nof leave a year, and more than that\n"
    expectGolden(
      ReplyFooter(Layout(width: 30)).source(citation).notation,
      named: "footer/excerpt.30.txt"
    )
  }

  @Test func `aligns the numbers of many follow-ups and indents what is wrapped`() {
    expectGolden(
      ReplyFooter(Layout(width: 24)).followUps(followUps(12)).notation,
      named: "footer/follow-ups.24.txt"
    )
  }

  @Test func `a follow-up is cut at a thousand scalars, between characters`() {
    func shown(_ prompt: String) -> String { FollowUp(number: 1, prompt: prompt).shownPrompt }
    #expect(shown(String(repeating: "a", count: 1_000)) == String(repeating: "a", count: 1_000))
    #expect(shown(String(repeating: "a", count: 1_001)) == String(repeating: "a", count: 999) + "…")
    #expect(shown(String(repeating: "日", count: 1_000)).unicodeScalars.count == 1_000)
    for unit in ["e\u{301}\u{302}", "👩‍👩‍👧", "\u{1B}", "\u{202E}", " a"] {
      let line = shown("x" + String(repeating: unit, count: 2_000))
      #expect(line.unicodeScalars.count <= 1_000 && line.hasSuffix("…"))
    }
    #expect(shown(" \n a\tb\r\nc \n") == "a b c")
    #expect(shown(" ") == "")
  }
}
