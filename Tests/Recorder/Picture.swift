internal import TestSupport

/// A screen as an SVG whose text is text: it can be selected, and each stretch of one look begins in its column.
struct Picture {
  private static let cell = (width: 8.4, height: 19)
  private static let margin = 16
  private static let fonts = [
    "ui-monospace", "SFMono-Regular", "Menlo", "'DejaVu Sans Mono'", "'Liberation Mono'",
    "Consolas", "monospace",
  ]

  private let screen: Screen
  private let palette: Palette

  init(of screen: Screen, in palette: Palette) {
    self.screen = screen
    self.palette = palette
  }

  var svg: String {
    let width = Int((Double(screen.columns) * Self.cell.width).rounded(.up)) + 2 * Self.margin
    let height = screen.lines.count * Self.cell.height + 2 * Self.margin
    let box = "width=\"\(width - 1)\" height=\"\(height - 1)\" rx=\"8\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)">
      <rect x="0.5" y="0.5" \(box) fill="\(palette.background)" stroke="\(palette.border)"/>
      <g font-family="\(Self.fonts.joined(separator: ", "))" font-size="14" \
      fill="\(palette.foreground)" xml:space="preserve">
      \(screen.lines.indices.filter { !screen.lines[$0].isEmpty }.map(row).joined(separator: "\n"))
      </g>
      </svg>

      """
  }

  private func row(_ row: Int) -> String {
    let baseline = Self.margin + row * Self.cell.height + 14
    let stretches = stretches(in: row).map { stretch in
      "<tspan x=\"\(position(stretch.column))\"\(look(stretch.style))>\(escaped(stretch.text))</tspan>"
    }
    return "<text y=\"\(baseline)\">\(stretches.joined())</text>"
  }

  private struct Stretch {
    var column: Int
    var text: String
    var style: Screen.Style
  }

  /// The text of a row, cut where its look changes.
  private func stretches(in row: Int) -> [Stretch] {
    var stretches: [Stretch] = []
    for column in 0..<screen.columns {
      let text = screen.character(row: row, column: column)
      var style = screen.style(row: row, column: column)
      style.link = nil
      if let last = stretches.last, last.style == style {
        stretches[stretches.count - 1].text += text
      } else {
        stretches.append(Stretch(column: column, text: text, style: style))
      }
    }
    while let last = stretches.last, last.text.allSatisfy({ $0 == " " }) { stretches.removeLast() }
    if var last = stretches.popLast() {
      while last.text.last == " " { last.text.removeLast() }
      stretches.append(last)
    }
    return stretches
  }

  /// In tenths, which are the same on every machine.
  private func position(_ column: Int) -> String {
    let tenths = Self.margin * 10 + Int((Double(column) * Self.cell.width * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func look(_ style: Screen.Style) -> String {
    var attributes = ""
    if style.foreground != nil { attributes += " fill=\"\(palette.color(style.foreground))\"" }
    if style.attributes.contains(1) { attributes += " font-weight=\"bold\"" }
    if style.attributes.contains(2) { attributes += " fill-opacity=\"0.65\"" }
    if style.attributes.contains(3) { attributes += " font-style=\"italic\"" }
    if style.attributes.contains(4) { attributes += " text-decoration=\"underline\"" }
    if style.attributes.contains(9) { attributes += " text-decoration=\"line-through\"" }
    return attributes
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
