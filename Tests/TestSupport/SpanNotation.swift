public import TerminalText

extension StyledText {
  /// The text with its looks by the default theme in plain notation, for goldens: `[bold]Title[/] plain [faint
  /// link=URL]x[/]`.
  ///
  /// A `[` of the text itself is doubled. What the sanitizer would mask is masked exactly, so that
  /// a golden never holds a control character.
  public var notation: String {
    var looks: [(style: Style, link: String?, text: String)] = []
    for span in spans {
      let style = Theme.default.style(of: span.role)
      if let last = looks.last, last.style == style, last.link == span.link {
        looks[looks.count - 1].text += span.text
      } else {
        looks.append((style, span.link, span.text))
      }
    }
    return looks.map { Self.notation($0.text, $0.style, $0.link) }.joined()
  }

  private static func notation(_ text: String, _ style: Style, _ link: String?) -> String {
    let masked = Sanitizer.sanitized(text, in: .exact)
    let escaped = masked.split(separator: "[", omittingEmptySubsequences: false)
      .joined(separator: "[[")
    let names = style.names + (link.map { ["link=" + Sanitizer.singleLine($0)] } ?? [])
    return names.isEmpty ? escaped : "[\(names.joined(separator: " "))]\(escaped)[/]"
  }
}

extension Style {
  fileprivate var names: [String] {
    let attributes = [
      ("bold", isBold), ("faint", isFaint), ("italic", isItalic), ("underlined", isUnderlined),
      ("struck", isStruckThrough),
    ]
    let color = foreground.map { ["\($0)"] } ?? []
    return attributes.filter(\.1).map(\.0) + color
  }
}
