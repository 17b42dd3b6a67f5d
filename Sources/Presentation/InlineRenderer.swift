internal import Markup
internal import TerminalText

/// Inlines to styled text on one line, hard line breaks aside.
///
/// Recurses as deep as the parser lets inlines nest.
enum InlineRenderer {
  static func text(of inlines: [Inline], style: Style = .plain) -> StyledText {
    var text = StyledText()
    for inline in inlines { text += self.text(of: inline, style) }
    return text
  }

  private static func text(of inline: Inline, _ style: Style) -> StyledText {
    switch inline {
    case .text(let words): StyledText(words, style: style)
    case .html(let source): StyledText(source, style: style)
    case .code(let code):
      StyledText(Sanitizer.sanitized(code, in: .exact), style: style.adding(Theme.code))
    case .emphasis(let inner): text(of: inner, style: style.adding(Theme.emphasis))
    case .strong(let inner): text(of: inner, style: style.adding(Theme.strong))
    case .strikethrough(let inner): text(of: inner, style: style.adding(Theme.struckThrough))
    case .link(let destination, let inner): link(to: destination, inner, style)
    case .image(let source, let inner): link(to: source, inner, style)
    case .softBreak: StyledText(" ", style: style)
    case .lineBreak: StyledText("\n", style: style)
    }
  }

  /// The label, and behind it where it leads, unless the label says so itself.
  private static func link(
    to destination: String,
    _ inner: [Inline],
    _ style: Style
  ) -> StyledText {
    let shown = Sanitizer.singleLine(destination, limit: 2_083)
    let label = text(of: inner, style: style.adding(Theme.link))
    let name = label.plainText
    if name.isEmpty { return StyledText(shown, style: style.adding(Theme.link)) }
    if name == shown || "mailto:" + name == shown || "http://" + name == shown { return label }
    return label + StyledText(" (\(shown))", style: style.adding(Theme.aside))
  }
}
