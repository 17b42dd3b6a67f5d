internal import TerminalText

/// Rows of cells with their columns aligned, each on an indented line.
enum TextColumns {
  /// The rows, each cut to the `width`, in columns; `nil` cuts none.
  static func text(of rows: [[String]], width: Int? = nil) -> StyledText {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { DisplayWidth.cells(of: StyledText($0[column])) }.max() ?? 0
    }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - DisplayWidth.cells(of: StyledText(text)))
      }
      let line = "  " + cells.joined(separator: "  ").trimmedEnd
      return (width.map { line.cut(to: $0) } ?? line) + "\n"
    }
    return StyledText(lines.joined())
  }
}

extension String {
  /// The text, of which what does not fit into so many columns gives way to an ellipsis.
  fileprivate func cut(to columns: Int) -> String {
    guard DisplayWidth.cells(of: StyledText(self)) > columns else { return self }
    var cells = 1
    let start = prefix { character in
      cells += DisplayWidth.cells(of: StyledText(String(character)))
      return cells <= columns
    }
    return start + "…"
  }

  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
