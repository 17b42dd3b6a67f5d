import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

/// What a page asks for beside its width.
@Suite struct PageTests {
  private func shown(_ source: String, _ layout: Layout) -> String {
    var renderer = AnswerRenderer(layout)
    var text = StyledText()
    for delta in scalars(of: source) { text += renderer.add(.text(delta)) }
    return (text + renderer.finish()).plainText
  }

  private let unwrapped = Layout(width: 20, wrapsProse: false)

  @Test func `prose is one line where the terminal breaks it, and the rest knows the width`() {
    let source = """
      A paragraph of many words
      on two lines of source.

      - An item of many words too
      > A quotation of many words

      | one | two three four five six |
      |---|---|
      | a | b |

      ---
      """
    #expect(
      shown(source, unwrapped) == """
        A paragraph of many words on two lines of source.

        • An item of many words too

        │ A quotation of many words

        one  two three four
             five six
        ───  ───────────────
        a    b

        ────────────────────

        """
    )
  }

  @Test func `no spaces stand at a line's end where the terminal breaks lines`() {
    for seed in 0..<150 {
      var generator = MarkdownGenerator(seed: seed)
      let document = generator.document()
      guard !document.contains("&"), !document.contains("<"), !document.contains("`"),
        !document.contains("~~~"), !document.contains("    "), !document.contains("\t")
      else { continue }
      for line in shown(document, unwrapped).split(separator: "\n") {
        #expect(!line.hasSuffix(" "), "\(document.debugDescription)")
      }
    }
  }

  @Test func `a source keeps to one line where the terminal breaks lines`() {
    let title = "A title of many words that would be broken"
    let footer = ReplyFooter(unwrapped).sources([Citation(number: 1, title: title)])
    #expect(footer.plainText == "Sources\n  [1] \(title)\n")
  }

  @Test(arguments: [1, 2, 3, 20, 80, 1000])
  func `nesting without end is shown at once at every width`(width: Int) {
    let count = 10_000
    let units: [(ContentFormat, String, String)] = [
      (.markdown, "> ", ""), (.markdown, "- ", ""), (.markdown, "1. ", ""), (.markdown, "> - ", ""),
      (.markdown, "*a **b ", ""), (.markdown, "[", "](x)"), (.markdown, "![", "](x)"),
      (.markdown, "| > ", ""), (.html, "<blockquote>", "</blockquote>"),
      (.html, "<ul><li>", "</li></ul>"), (.html, "<b><i>", "</i></b>"), (.html, "<div>", ""),
      (.html, "<table><tr><td>", ""), (.json, "[", "]"), (.json, "{\"a\":", "}"),
    ]
    for (format, open, close) in units {
      let source =
        String(repeating: open, count: count) + "x" + String(repeating: close, count: count)
      var renderer = AnswerRenderer(Layout(width: width))
      var text = renderer.add(.started(MessageFacts(contentFormat: format)))
      let time = ContinuousClock().measure {
        text += renderer.add(.text(source))
        text += renderer.finish()
      }
      #expect(text.plainText.contains("x"), "\(open)")
      #expect(time < .seconds(10), "\(open) took \(time)")
    }
  }
}
