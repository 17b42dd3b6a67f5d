import Conversation
import Markup
import TerminalText

@testable import Presentation

/// A document rendered as a stream of these deltas.
func streamed(
  _ deltas: some Sequence<some StringProtocol>,
  width: Int? = nil
) -> StyledText {
  var renderer = AnswerRenderer(Layout(width: width))
  var text = StyledText()
  for delta in deltas { text += renderer.add(.text(String(delta))) }
  return text + renderer.finish()
}

/// A document rendered from the tree of the whole.
func whole(_ document: String, width: Int? = nil) -> StyledText {
  var newlines = NewlineNormalizer()
  let source = newlines.add(Array(document.utf8)) + newlines.finish()
  let blocks = MarkdownParser.blocks(of: String(decoding: source, as: UTF8.self))
  return BlockRenderer(layout: Layout(width: width)).text(of: blocks)
}

/// The lines of code that a stream finds in a document.
func codeLines(of document: String) -> Set<String> {
  var newlines = NewlineNormalizer()
  var stream = MarkdownStream(tellsWordEnds: true)
  let source = newlines.add(Array(document.utf8)) + newlines.finish()
  let code = (stream.add(source) + stream.finish()).flatMap { piece -> [String] in
    switch piece {
    case .codeLine(let line): [line]
    case .block(let source), .listItem(let source, _):
      MarkdownParser.blocks(of: source).flatMap(\.code)
    default: []
    }
  }
  return Set(
    code.flatMap { Sanitizer.sanitized($0, in: .exact).split(separator: "\n").map(String.init) }
  )
}

extension Block {
  /// The code in the block, however deep.
  fileprivate var code: [String] {
    switch self {
    case .codeBlock(_, let code): [code]
    case .blockQuote(let blocks): blocks.flatMap(\.code)
    case .list(let list): list.items.flatMap(\.blocks).flatMap(\.code)
    default: []
    }
  }
}

/// What a text is in a pipe, without the spaces at its lines' ends.
func shown(_ text: StyledText) -> String {
  String(decoding: ANSIEncoder().encode(text), as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      var line = line
      while line.last == " " || line.last == "\t" { line.removeLast() }
      return String(line)
    }
    .joined(separator: "\n")
}

/// A text scalar by scalar.
func scalars(of text: String) -> [String] {
  text.unicodeScalars.map { String($0) }
}

/// Whether a document has what a stream shows in another way than the whole, as `MarkdownStream` says.
func isShownDifferently(_ document: String) -> Bool {
  let lines = document.split(separator: "\n")
  return document.contains("]:")
    || zip([""] + lines, lines).contains { above, line in
      let line = line.drop { " \t>".contains($0) }
      let isUnderline =
        line.allSatisfy { $0 == "=" || $0 == " " } || line.allSatisfy { $0 == "-" || $0 == " " }
      let isRow = line.contains("-") && line.allSatisfy { "|-: \t".contains($0) }
      let isBelowRow = line.hasPrefix("|") && above.drop { " >".contains($0) }.hasPrefix("|")
      return isUnderline && !line.isEmpty || isRow && !(isBelowRow && !above.hasPrefix("    "))
    }
}
