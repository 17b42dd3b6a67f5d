public import TerminalText

extension StyledText {
  /// The text with its looks in plain notation, for goldens: `[bold]Title[/] plain [faint
  /// link=URL]x[/]`.
  ///
  /// A `[` of the text itself is doubled. What the sanitizer would mask is masked exactly, so that
  /// a golden never holds a control character.
  public var notation: String {
    spans.map(\.notation).joined()
  }
}

extension Span {
  fileprivate var notation: String {
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
