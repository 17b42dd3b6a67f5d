public import TerminalText

extension Layout {
  /// The fewest columns in which words still read well.
  private static let narrowest = 20

  /// Names and what is to be said of each, in two columns: a row each, its further lines below its first words.
  ///
  /// Where little room would be left for the words, they stand below their name.
  public func table(_ rows: [(name: StyledText, words: String)]) -> StyledText {
    let indent = 2
    let start = indent + (rows.map { DisplayWidth.cells(of: $0.name) }.max() ?? 0) + 2
    let isNarrow = proseWidth.map { $0 - start < Self.narrowest } ?? false
    var text = StyledText()
    for (name, words) in rows {
      let head = Self.spaces(indent) + name
      let margin = Self.spaces(isNarrow ? 2 * indent : start)
      let gap = Self.spaces(start - DisplayWidth.cells(of: head))
      var lines = LineWrapper(
        width: proseWidth,
        firstPrefix: isNarrow ? margin : head + gap,
        nextPrefix: margin,
        breaksWords: false
      )
      if isNarrow { text += head + "\n" }
      text += lines.add(StyledText(words)) + lines.finish() + "\n"
    }
    return text
  }

  /// A paragraph, broken at words, with its line end.
  public func words(_ text: StyledText) -> StyledText {
    var lines = LineWrapper(width: proseWidth, breaksWords: false)
    return lines.add(text) + lines.finish() + "\n"
  }

  private static func spaces(_ count: Int) -> StyledText {
    StyledText(String(repeating: " ", count: count))
  }
}
