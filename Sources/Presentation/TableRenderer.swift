internal import Markup
internal import TerminalText

/// A table in columns as wide as their widest cell; where the width does not allow that, a row is a list of its
/// cells, each behind the name of its column.
struct TableRenderer {
  /// The columns of the screen; `nil` is no limit.
  var width: Int?

  private static let gap = "  "

  func text(of table: Block.Table) -> StyledText {
    let rows = table.rows.map { $0.map { InlineRenderer.text(of: $0) } }
    guard let header = rows.first else { return StyledText() }
    let widths = header.indices.map { column in
      rows.map { column < $0.count ? DisplayWidth.cells(of: $0[column]) : 0 }.max() ?? 0
    }
    let total = widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
    if let width, total > width { return list(rows) }
    return grid(rows, widths)
  }

  private func grid(_ rows: [[StyledText]], _ widths: [Int]) -> StyledText {
    var text = StyledText()
    for (index, row) in rows.enumerated() {
      text += line(row, widths, isHeader: index == 0)
      if index == 0 {
        let rules = widths.map { String(repeating: "─", count: max($0, 1)) }
        text += StyledText(rules.joined(separator: Self.gap) + "\n", style: Theme.aside)
      }
    }
    return text
  }

  private func line(_ row: [StyledText], _ widths: [Int], isHeader: Bool) -> StyledText {
    var text = StyledText()
    var missing = 0
    for (cell, width) in zip(row, widths) where !cell.isEmpty || width > 0 {
      let shown = isHeader ? bold(cell) : cell
      if !shown.isEmpty {
        text.append(String(repeating: " ", count: missing))
        text += shown
        missing = 0
      }
      missing += width - DisplayWidth.cells(of: cell) + Self.gap.count
    }
    return text + "\n"
  }

  private func list(_ rows: [[StyledText]]) -> StyledText {
    var text = StyledText()
    for (index, row) in rows.dropFirst().enumerated() {
      if index > 0 { text += "\n" }
      for (name, cell) in zip(rows[0], row) {
        var wrapper = LineWrapper(width: width, nextPrefix: "  ")
        text += wrapper.add(bold(name) + ": " + cell)
        text += wrapper.finish() + "\n"
      }
    }
    return text
  }

  private func bold(_ text: StyledText) -> StyledText {
    StyledText(
      text.spans.map { Span($0.text, style: $0.style.adding(Theme.heading), link: $0.link) }
    )
  }
}
