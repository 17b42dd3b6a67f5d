import Markup
import Testing

@Suite struct MarkdownParserTests {
  @Test func `items that are too deep inside stay apart`() {
    let source = (0..<60).map { String(repeating: "  ", count: $0) + "- item\($0)\n" }.joined()
    let text = MarkdownWriter.text(of: MarkdownParser.blocks(of: source))
    for number in 0..<59 { #expect(!text.contains("item\(number)item"), "\(number)") }
    #expect(text.contains("item59"))
  }

  @Test func `reads the blocks of a small document`() {
    let blocks = MarkdownParser.blocks(
      of:
        "# Title\n\nText *and* **more**.\n\n- one\n- two\n\n```swift\nlet a = 1\n```\n\n> quote\n\n---\n"
    )
    #expect(
      blocks == [
        .heading(level: 1, [.text("Title")]),
        .paragraph([
          .text("Text "), .emphasis([.text("and")]), .text(" "), .strong([.text("more")]),
          .text("."),
        ]),
        .list(
          Block.List(
            start: nil,
            items: [
              Block.Item(blocks: [.paragraph([.text("one")])]),
              Block.Item(blocks: [.paragraph([.text("two")])]),
            ]
          )
        ),
        .codeBlock(info: "swift", code: "let a = 1\n"),
        .blockQuote([.paragraph([.text("quote")])]),
        .thematicBreak,
      ]
    )
  }

  @Test func `keeps the number an ordered list starts with`() {
    guard case .list(let list)? = MarkdownParser.blocks(of: "7. seven\n8. eight").first else {
      Issue.record("no list")
      return
    }
    #expect(list.start == 7)
    #expect(list.items.count == 2)
  }

  @Test func `knows task lists, tables, strikethrough and bare links`() {
    let blocks = MarkdownParser.blocks(
      of:
        "- [x] done\n- [ ] open\n\n| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\nSee https://example.com.\n"
    )
    #expect(
      blocks == [
        .list(
          Block.List(
            start: nil,
            items: [
              Block.Item(isChecked: true, blocks: [.paragraph([.text("done")])]),
              Block.Item(isChecked: false, blocks: [.paragraph([.text("open")])]),
            ]
          )
        ),
        .table(
          Block.Table(
            rows: [
              [[.text("a")], [.text("b")]],
              [[.text("1")], [.strikethrough([.text("2")])]],
            ],
            alignments: [nil, .right]
          )
        ),
        .paragraph([
          .text("See "),
          .link(destination: "https://example.com", [.text("https://example.com")]),
          .text("."),
        ]),
      ]
    )
  }

  @Test(arguments: ["> ", "- ", "1. "])
  func `nests without bound and without losing the text`(marker: String) {
    let source = String(repeating: marker, count: 3_000) + "core"
    #expect(String(describing: MarkdownParser.blocks(of: source)).contains("core"))
  }

  @Test func `nests emphasis without bound and without losing the text`() {
    let source =
      String(repeating: "*a **b ", count: 500) + "core" + String(repeating: "** *", count: 500)
    #expect(String(describing: MarkdownParser.blocks(of: source)).contains("core"))
  }

  @Test(arguments: [
    "- no list", "# no heading", "1. no list", "> no quote", "    no code", "plain",
  ])
  func `reads inlines as text wherever they would start a block`(source: String) {
    #expect(MarkdownParser.inlines(of: source) == [.text(source)])
  }

  @Test func `reads inlines that begin with markup`() {
    #expect(MarkdownParser.inlines(of: "**a** b") == [.strong([.text("a")]), .text(" b")])
    #expect(MarkdownParser.inlines(of: "") == [])
  }

  @Test(arguments: ["a\n===", "a | b\n--|--", "a\n# b\nc", "a\n```\nb"])
  func `reads inlines of several lines whatever the lines would be`(source: String) {
    let text = source.split(separator: "\n").joined(separator: " ")
    #expect(MarkdownParser.inlines(of: source) == [.text(text)])
  }

  @Test func `takes off no mark that joins what was put in front`() {
    #expect(MarkdownParser.inlines(of: "\u{301}a") == [.text("\u{301}a")])
  }

  @Test func `reads the same on many threads at once`() async {
    let source = "~~a~~ https://example.com/x_y **b**"
    let expected = MarkdownParser.blocks(of: source)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { _ in MarkdownParser.blocks(of: source) == expected }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test func `a C string's end in the text does not end it`() {
    let blocks = MarkdownParser.blocks(of: "before\u{0}after")
    #expect(blocks == [.paragraph([.text("before\u{FFFD}after")])])
  }
}
