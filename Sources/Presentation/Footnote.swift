internal import Markup

/// The definition of a footnote as it stands in the source: `[^name]: what`.
///
/// A parser that knows footnotes wants the reference and the definition in one document, drops a definition that is
/// not referred to, and moves the others to the end. In a stream they never are in one piece, so both are shown where
/// they are written.
struct Footnote {
  /// The columns that lines behind the first are indented by.
  static let indentation = 4

  /// The name as it stands in the source, `[^name]:`.
  let label: String
  let blocks: [Block]

  /// The definition in a source that begins with one.
  init(_ source: String) {
    let bytes = Array(source.utf8).drop(while: \.isMarkdownSpace)
    let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) ?? bytes.endIndex
    let end = min(bracket + 2, bytes.endIndex)
    label = String(decoding: bytes[..<end], as: UTF8.self)
    var lines = bytes[end...].split(separator: .lineFeed, omittingEmptySubsequences: false)
      .map { MarkdownLine.content(of: $0, behind: Self.indentation) }
    lines[0] = Array(lines[0].drop(while: \.isMarkdownSpace))
    let text = String(decoding: Array(lines.joined(separator: [.lineFeed])), as: UTF8.self)
    let blocks = MarkdownParser.blocks(of: text)
    let isBlank = text.utf8.allSatisfy(\.isMarkdownSpace)
    self.blocks = blocks.isEmpty && !isBlank ? [.htmlBlock(text)] : blocks
  }
}
