internal import Markup
internal import TerminalText

/// A table in columns as wide as their widest cell; where the width does not allow that, a row is a list of its
/// cells, each behind the name of its column.
struct TableRenderer {
  /// The columns of the screen; `nil` is no limit.
  var width: Int?

  private static let gap = "  "

  func text(of table: Block.Table) -> StyledText {
    let rows = table.rows.map { $0.map(cell) }
    guard let header = rows.first else { return StyledText() }
    let widths = header.indices.map { column in
      rows.map { column < $0.count ? DisplayWidth.cells(of: $0[column]) : 0 }.max() ?? 0
    }
    let total = widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
    if let width, total > width { return list(header, rows.dropFirst()) }
    return grid(header, rows.dropFirst(), widths)
  }

  /// The cell's text as it will be shown, so that its width is the true one, and on one line.
  private func cell(_ inlines: [Inline]) -> StyledText {
    let text = StyledText(
      InlineRenderer.text(of: inlines).spans.map { span in
        let shown = Sanitizer.sanitized(span.text, in: .prose)
        let line = shown.map { $0 == "\n" || $0 == "\t" ? " " : $0 }
        return Span(String(line), role: span.role, link: span.link)
      }
    )
    return text.plainText.allSatisfy { $0 == " " } ? StyledText() : text
  }

  private func grid(
    _ header: [StyledText],
    _ rows: some Sequence<[StyledText]>,
    _ widths: [Int]
  ) -> StyledText {
    var text = line(header.map(bold), widths)
    let rules = widths.map { String(repeating: "─", count: $0) }
    text += StyledText(rules.joined(separator: Self.gap) + "\n", role: .aside)
    for row in rows { text += line(row, widths) }
    return text
  }

  private func line(_ row: [StyledText], _ widths: [Int]) -> StyledText {
    var text = StyledText()
    var missing = 0
    for (cell, width) in zip(row, widths) {
      if !cell.isEmpty { text += StyledText(String(repeating: " ", count: missing)) + cell }
      let rest = cell.isEmpty ? missing + width : width - DisplayWidth.cells(of: cell)
      missing = rest + Self.gap.count
    }
    return text + "\n"
  }

  private func list(_ header: [StyledText], _ rows: some Collection<[StyledText]>) -> StyledText {
    guard !rows.isEmpty else { return lines(header.map(bold)) }
    var text = StyledText()
    for (index, row) in rows.enumerated() {
      if index > 0 { text += "\n" }
      text += lines(zip(header, row).map { $0.isEmpty ? $1 : bold($0) + ": " + $1 })
    }
    return text
  }

  private func lines(_ entries: [StyledText]) -> StyledText {
    var text = StyledText()
    for entry in entries {
      var wrapper = LineWrapper(width: width, nextPrefix: "  ")
      text += wrapper.add(entry)
      text += wrapper.finish() + "\n"
    }
    return text
  }

  private func bold(_ text: StyledText) -> StyledText {
    StyledText(
      text.spans.map { Span($0.text, role: $0.role.union(.heading), link: $0.link) }
    )
  }
}
