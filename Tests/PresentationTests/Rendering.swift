import Conversation
import Markup
import TerminalText

@testable import Presentation

/// A document rendered as a stream of these deltas.
func streamed(
  _ deltas: some Sequence<some StringProtocol>,
  width: Int? = nil
) -> StyledText {
  var renderer = AnswerRenderer(width: width)
  var text = StyledText()
  for delta in deltas { text += renderer.add(.text(String(delta))) }
  return text + renderer.finish()
}

/// A document rendered from the tree of the whole.
func whole(_ document: String, width: Int? = nil) -> StyledText {
  var newlines = NewlineNormalizer()
  let source = newlines.add(document) + newlines.finish()
  return BlockRenderer(width: width).text(of: MarkdownParser.blocks(of: source))
}

/// A text scalar by scalar.
func scalars(of text: String) -> [String] {
  text.unicodeScalars.map { String($0) }
}

/// Whether a document has what a stream shows in another way than the whole, as `MarkdownStream` says.
func isShownDifferently(_ document: String) -> Bool {
  let lines = document.split(separator: "\n")
  return document.contains("]:") || zip([""] + lines, lines).contains { above, line in
    let line = line.drop { " \t>".contains($0) }
    let isUnderline = line.allSatisfy { $0 == "=" || $0 == " " } || line.allSatisfy { $0 == "-" || $0 == " " }
    let isRow = line.contains("-") && line.allSatisfy { "|-: \t".contains($0) }
    let isBelowRow = line.hasPrefix("|") && above.drop { " >".contains($0) }.hasPrefix("|")
    return isUnderline && !line.isEmpty || isRow && !(isBelowRow && !above.hasPrefix("    "))
  }
}
