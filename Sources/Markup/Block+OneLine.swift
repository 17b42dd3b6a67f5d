extension [Block] {
  /// The inlines of paragraphs and lists, a line for each; `nil` when there is another block.
  var inOneLine: [Inline]? {
    var result: [Inline] = []
    for block in self {
      var lines: [Inline] = []
      switch block {
      case .paragraph(let inlines): lines = inlines
      case .list(let list):
        guard let inlines = list.items.flatMap(\.blocks).inOneLine else { return nil }
        lines = inlines
      default: return nil
      }
      if !result.isEmpty && !lines.isEmpty { result.append(.lineBreak) }
      result += lines
    }
    return result
  }
}
