import Markup
import TestSupport
import Testing

@Suite struct MarkdownWriterTests {
  @Test(arguments: [
    "snake_case and 2 * 3", "a < b && c > d", "[1] and [x]", "AT&T", "C:\\dir", "a - b + c", "#5",
    "1.5 (a)",
    "-5 degrees", "wow! yes", "a | b", "x = y: z", "3.14", "ftp: http",
  ])
  func `leaves alone what is no markup`(text: String) {
    #expect(MarkdownWriter.escaped(text, atLineStart: true) == text)
  }

  @Test(arguments: [
    ("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("> a", "\\> a"), ("*a*", "\\*a\\*"),
    ("_a_", "\\_a\\_"), ("`a`", "\\`a\\`"), ("[a](b)", "[a\\](b)"), ("<b>", "\\<b>"),
    ("&amp;", "\\&amp;"),
    ("a\n- b", "a\n\\- b"), ("\\*", "\\\\\\*"), ("---", "\\---"), ("~~a~~", "\\~\\~a\\~\\~"),
    ("https://a.example.com", "https\\://a.example.com"), ("a\n===", "a\n\\==="),
  ])
  func `escapes what would be markup`(text: String, expected: String) {
    #expect(MarkdownWriter.escaped(text, atLineStart: true) == expected)
  }

  @Test(arguments: [
    "# a\n\nb *c* **d** ~~e~~ `f` [g](h) ![i](j)\n", "- a\n- b\n  - c\n", "1. a\n\n   b\n\n2. c\n",
    "- [x] a\n- [ ] b\n", "> a\n>\n> b\n", "```swift\nlet a\n```\n", "````\n```\n````\n",
    "| a | b |\n| --- | --- |\n| c \\| d | `e\\|f` |\n", "- a\n\n* b\n", "___\n", "<div>\n\na\n",
    "__a *b*__\n",
    "a\\\nb\nc\n", "``a`b``\n", "[a](<b c>)\n", "",
  ])
  func `writes what it reads`(source: String) {
    #expect(MarkdownWriter.text(of: MarkdownParser.blocks(of: source)) == source)
  }

  @Test func `any blocks are read back as they were`() {
    for seed in 0..<2_000 {
      var generator = TreeGenerator(seed: seed)
      let blocks = generator.blocks()
      let source = MarkdownWriter.text(of: blocks)
      let read = notation(MarkdownParser.blocks(of: source))
      #expect(read == notation(blocks), "seed \(seed)\n\(source)")
    }
  }

  @Test func `any text is read back as it was`() {
    let tokens = [
      "*", "_", "`", "~", "[", "]", "(", ")", "<", ">", "!", "\\", "&amp;", "&", "#", "-", "+",
      "1.", "2)", "=",
      "|", ":", "a", "b", " ", " ", "é", "…", "\"", "---", "www.", "https://", "x.example.com",
      "```", "</b>",
    ]
    for seed in 0..<5_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in random.pick(tokens) }
        .joined()
      let trimmed = text.split(separator: " ").joined(separator: " ")
      guard !trimmed.isEmpty else { continue }
      let source = MarkdownWriter.escaped(trimmed, atLineStart: true)
      #expect(notation(MarkdownParser.blocks(of: source)) == "p[\(trimmed)]", "\(source)")
    }
  }
}

/// Trees of blocks that Markdown can say, the same for the same seed.
private struct TreeGenerator {
  private var random: SeededGenerator
  private static let words = [
    "leave", "snake_case", "2 * 3", "a_b_", "*", "x < y", "<b>", "[1]", "](", "&amp;", "AT&T",
    "naïve", "日本", "#", "1.",
    "- a", "> b", "`", "~~", "C:\\x", "\\", "|", "---", "===", "!", "end!", "# a", "+",
    "www.example.com",
  ]

  init(seed: Int) {
    random = SeededGenerator(seed: UInt64(seed))
  }

  mutating func blocks(depth: Int = 0) -> [Block] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in block(depth) }
  }

  private mutating func block(_ depth: Int) -> Block {
    switch Int.random(in: 0..<(depth < 3 ? 10 : 6), using: &random) {
    case 0: .heading(level: Int.random(in: 1...6, using: &random), inlines())
    case 1:
      .codeBlock(
        info: random.pick(["", "swift"]),
        code: random.pick(["", "a\n", "```\n", "\n  b\n\n- c\n"])
      )
    case 2: .thematicBreak
    case 3:
      .table(
        Block.Table(
          rows: (0..<3).map { _ in (0..<2).map { _ in inlines() } },
          alignments: random.pick([[], [.left, .center], [nil, .right]])
        )
      )
    case 4, 5:
      .paragraph(
        inlines() + random.pick([[], [.softBreak, .text("- b")], [.lineBreak, .text("1. c")]])
      )
    case 6: .blockQuote(blocks(depth: depth + 1))
    default: .list(list(depth))
    }
  }

  private mutating func list(_ depth: Int) -> Block.List {
    let items = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      // cmark knows a box only at the start of a line.
      let isTask = depth == 0 && random.chance(4)
      let first: [Block] = isTask || !random.chance(6) ? [.paragraph(inlines())] : []
      let rest = random.chance(3) || first.isEmpty ? [] : blocks(depth: depth + 1)
      return Block.Item(isChecked: isTask ? random.chance(2) : nil, blocks: first + rest)
    }
    return Block.List(start: random.pick([nil, nil, 1, 7]), items: items)
  }

  private mutating func inlines(_ depth: Int = 0) -> [Inline] {
    var result: [Inline] = [.text(random.pick(Self.words))]
    for _ in 0..<Int.random(in: 0...2, using: &random) where depth < 2 {
      result[result.count - 1] = .text(result.last?.spaced ?? "")
      result += [styled(depth), .text(" " + random.pick(Self.words))]
    }
    return result
  }

  private mutating func styled(_ depth: Int) -> Inline {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .emphasis([.text("one two")])
    case 1: .strong([.text("a "), .emphasis([.text("b")]), .text(" c")])
    case 2: .strikethrough([.text("old")])
    case 3: .code(random.pick(["a", "`", "a``b", " c ", "x*y"]))
    case 4:
      .link(
        destination: random.pick(["u", "a b", "(", "a&amp;b", "x_y*", ""]),
        [.text("[x] \(depth)")]
      )
    default: .image(source: "s", [.text("a_")])
    }
  }
}

extension Inline {
  fileprivate var spaced: String? {
    if case .text(let text) = self { text + " " } else { nil }
  }
}
