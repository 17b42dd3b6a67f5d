import TestSupport
import Testing

@testable import EmbeddedBackend

@Suite struct DocumentTests {
  /// A document in one line for each section: lines, headings, body.
  private func notation(_ document: Document) -> [String] {
    [document.title]
      + document.sections.map { section in
        "\(section.lines.lowerBound)-\(section.lines.upperBound) "
          + "\(section.headings.joined(separator: " > ")): "
          + section.body.replacing("\n", with: "|")
      }
  }

  private func read(_ text: String, _ format: DocumentFormat = .markdown) -> [String] {
    notation(Document(text, format: format, name: "name"))
  }

  @Test(arguments: [
    ("", ["name"]), ("\n \n", ["name"]), ("text", ["name", "1-1 : text"]),
    ("# Title\n\ntext\nmore\n", ["Title", "3-4 : text|more"]),
    (
      "intro\n\n# Title\n\na\n\n## One\nb\n\n### Two\nc\n\n## Three\n\n# Other\nd",
      [
        "Title", "1-1 : intro", "5-5 : a", "8-8 One: b", "11-11 One > Two: c", "16-16 Other: d",
      ]
    ),
    ("# Title\n```\n# no heading\n```\n", ["Title", "2-4 : ```|# no heading|```"]),
    ("Title\n=====\ntext\n\nSub\n---\nmore", ["Title", "3-3 : text", "7-7 Sub: more"]),
    ("# A *b* `c`\ntext", ["A b c", "2-2 : text"]),
    ("## Only\ntext", ["name", "2-2 Only: text"]),
    ("---\ntitle: \"Front\"\ntags: a\n---\n\n## H\ntext", ["Front", "7-7 H: text"]),
    ("---\nnot: closed\n\ntext", ["name", "1-4 : ---|not: closed||text"]),
    ("---\n---\ntext", ["name", "3-3 : text"]),
  ])
  func `of Markdown is cut at its headings`(source: String, expected: [String]) {
    #expect(read(source) == expected)
  }

  @Test func `of HTML is read as Markdown`() {
    let page = """
      <!doctype html><title>Leave</title>
      <h1>Leave</h1>
      <p>Leave is <b>20</b> days.</p>
      <h2>More</h2>
      <ul><li>a</li>
      <li>b</li></ul>
      <script>alert(1)</script>
      """
    #expect(read(page, .html) == ["Leave", "3-3 : Leave is **20** days.", "5-6 More: - a|- b"])
  }

  @Test func `of plain text has no markup`() {
    let text = "# No heading\n* no *list*\n\n    code stays\n\nlast_line <b>"
    #expect(
      read(text, .plainText) == [
        "name",
        "1-6 : \\# No heading|\\* no \\*list\\*||    code stays||last_line \\<b>",
      ]
    )
  }

  @Test func `is cut where a section is long, and nothing of it is lost`() {
    let paragraphs = (1...200).map {
      "Paragraph \($0) has some words that are here for its length."
    }
    let source = "# Title\n\n" + paragraphs.joined(separator: "\n\n")
    let document = Document(source, format: .markdown, name: "name")
    #expect(document.sections.count > 3)
    #expect(document.sections.allSatisfy { $0.body.utf8.count <= SectionBuilder.sectionBytes })
    #expect(
      document.sections.map(\.body).joined(separator: "\n\n")
        == paragraphs.joined(separator: "\n\n")
    )
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    for section in document.sections {
      let cut = lines[section.lines.lowerBound - 1..<section.lines.upperBound]
      #expect(cut.joined(separator: "\n") == section.body)
    }
  }

  @Test(arguments: [DocumentFormat.markdown, .plainText])
  func `is cut where a line is endless`(format: DocumentFormat) {
    let words = (1...20_000).map { "wörd\($0)" }
    let document = Document(words.joined(separator: " "), format: format, name: "name")
    #expect(document.sections.allSatisfy { $0.body.utf8.count <= 3 * SectionBuilder.sectionBytes })
    #expect(document.sections.allSatisfy { $0.lines == 1...1 })
    let found = document.sections.flatMap { $0.body.split(whereSeparator: \.isWhitespace) }
    #expect(found.map(String.init) == words)
  }

  @Test func `holds none of the marks of the search`() {
    let document = Document("a \u{1}b\u{2} c", format: .markdown, name: "name")
    #expect(document.sections.map(\.body) == ["a \u{FFFD}b\u{FFFD} c"])
  }

  @Test(arguments: [
    ("One. Two! Three? four. Five", ["One. ", "Two! ", "Three? four. ", "Five"]),
    ("See e.g. This. Next.", ["See e.g. This. ", "Next."]), ("`a. B` c. D", ["`a. B` c. ", "D"]),
    ("(Yes.) No.", ["(Yes.) ", "No."]), ("1.5 GB. Done", ["1.5 GB. ", "Done"]), ("", []),
    ("a.\nB.", ["a.\n", "B."]),
  ])
  func `paragraphs have sentences`(paragraph: String, expected: [String]) {
    #expect(SentenceSplitter.sentences(of: paragraph).map(String.init) == expected)
  }
}
