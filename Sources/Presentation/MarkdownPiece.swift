/// A part of a Markdown document that no later byte can change.
enum MarkdownPiece: Equatable {
  case paragraphStart
  /// Source of whole inlines of the paragraph; plain where Markdown gives no character of it a meaning.
  case text(String, isPlain: Bool)
  /// A space, unless the line ends here: the word before it has ended.
  case space
  /// A line end in the paragraph that stays one.
  case lineBreak
  case paragraphEnd
  case codeStart(info: String)
  /// A line of code without its line end.
  case codeLine(String)
  case codeEnd
  /// The source of one item of a list, and the byte that tells its list from others beside it.
  case listItem(String, marker: UInt8)
  /// The source of a footnote's definition.
  case footnote(String)
  /// The source of any other block.
  case block(String)
}
