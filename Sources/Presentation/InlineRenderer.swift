internal import Markup
internal import TerminalText

/// Inlines to styled text on one line, hard line breaks aside.
///
/// Recurses as deep as the parser lets inlines nest.
enum InlineRenderer {
  static func text(of inlines: [Inline], role: Role = .plain) -> StyledText {
    var text = StyledText()
    for inline in inlines { text += self.text(of: inline, role) }
    return text
  }

  private static func text(of inline: Inline, _ role: Role) -> StyledText {
    switch inline {
    case .text(let words): StyledText(words, role: role)
    case .html(let source): StyledText(source, role: role)
    case .code(let code):
      StyledText(Sanitizer.sanitized(code, in: .exact), role: role.union(.code))
    case .emphasis(let inner): text(of: inner, role: role.union(.emphasis))
    case .strong(let inner): text(of: inner, role: role.union(.strong))
    case .strikethrough(let inner): text(of: inner, role: role.union(.strikethrough))
    case .link(let destination, let inner): link(to: destination, inner, role)
    case .image(let source, let inner): link(to: source, inner, role)
    case .softBreak: StyledText(" ", role: role)
    case .lineBreak: StyledText("\n", role: role)
    }
  }

  /// The label, and behind it where it leads, unless the label says so itself.
  private static func link(
    to destination: String,
    _ inner: [Inline],
    _ role: Role
  ) -> StyledText {
    let shown = Sanitizer.singleLine(destination, limit: 2_083)
    let label = text(of: inner, role: role.union(.link))
    let name = label.plainText
    if name.isEmpty { return StyledText(shown, role: role.union(.link)) }
    if name == shown || "mailto:" + name == shown || "http://" + name == shown { return label }
    return label + StyledText(" (\(shown))", role: role.union(.aside))
  }
}
