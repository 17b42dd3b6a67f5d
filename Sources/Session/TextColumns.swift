internal import TerminalText

/// Rows of cells with their columns aligned, each on an indented line.
enum TextColumns {
  static func text(of rows: [[String]]) -> StyledText {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { DisplayWidth.cells(of: StyledText($0[column])) }.max() ?? 0
    }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - DisplayWidth.cells(of: StyledText(text)))
      }
      return "  " + cells.joined(separator: "  ").trimmedEnd + "\n"
    }
    return StyledText(lines.joined())
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
