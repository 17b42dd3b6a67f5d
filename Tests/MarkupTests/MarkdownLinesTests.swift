import Markup
import TestSupport
import Testing

@Suite struct MarkdownLinesTests {
  @Test func `tells the lines of blocks`() {
    let source = """
      # Title

      one
      two
      - three

      - four


      ```
      code
      ```
      | a |
      |---|
      | b |

      Below
      =====
      <div>

      [a]: b
      > quote
      lazy
      """
    #expect(
      notation(MarkdownParser.locatedBlocks(of: source)) == """
        1-1 h1[Title]
        3-4 p[one⏎two]
        5-7 ul[li[p[three]] li[p[four]]]
        10-12 pre[code⏎]
        13-15 table[tr[td[a]] tr[td[b]]]
        17-18 h1[Below]
        19-19 html[<div>⏎]
        22-23 blockquote[p[quote⏎lazy]]

        """
    )
  }

  @Test func `tells the headings that stand in no other block`() {
    let source =
      "# *a* `b` [c](d)\n\ntwo\nlines\n---\n\n> # no\n\n- # no\n\n```\n# no\n```\n\n###### e ![f](g) <b>&amp;\n#\n"
    #expect(
      MarkdownParser.headings(of: source) == [
        Heading(level: 1, text: "a b c", lines: 1...1),
        Heading(level: 2, text: "two lines", lines: 3...5),
        Heading(level: 6, text: "e f &", lines: 15...15),
        Heading(level: 1, text: "", lines: 16...16),
      ]
    )
  }

  @Test func `lines increase, and headings are those among the blocks, whatever the source`() {
    let tokens = [
      "# ", "## a", "\n", "\n", "\n\n", "a", "b ", "===", "---", "- ", "1. ", "> ", "```", "    ",
      "| a |\n|---|\n",
      "| b |", "<div>", "<!--", "-->", "[a]: b", "*", "\r\n", "\t", "***",
    ]
    for seed in 0..<3_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let source = (0..<Int.random(in: 1...30, using: &random)).map { _ in random.pick(tokens) }
        .joined()
      let blocks = MarkdownParser.locatedBlocks(of: source)
      let count = source.unicodeScalars.count { $0 == "\n" } + 1
      var last = 0
      for block in blocks {
        #expect(
          block.lines.lowerBound > last && block.lines.upperBound <= count,
          "\(source.debugDescription)"
        )
        last = block.lines.upperBound
      }
      #expect(blocks.map(\.block) == MarkdownParser.blocks(of: source))
      let headings = blocks.filter { if case .heading = $0.block { true } else { false } }
      #expect(MarkdownParser.headings(of: source).map(\.lines) == headings.map(\.lines))
    }
  }
}
