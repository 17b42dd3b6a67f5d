internal import Markup
internal import TerminalText

/// Inlines to styled text on one line, hard line breaks aside.
///
/// Recurses as deep as the parser lets inlines nest.
struct InlineRenderer {
  /// Whether the screen follows links itself, so that their targets need not be read.
  var followsHyperlinks: Bool

  /// A renderer for a page.
  init(_ layout: Layout) {
    followsHyperlinks = layout.followsHyperlinks
  }

  func text(of inlines: [Inline], role: Role = .plain) -> StyledText {
    var text = StyledText()
    for inline in inlines { text += self.text(of: inline, role) }
    return text
  }

  private func text(of inline: Inline, _ role: Role) -> StyledText {
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

  /// The label, and behind it where it leads, unless the label says so itself or the screen does.
  private func link(to destination: String, _ inner: [Inline], _ role: Role) -> StyledText {
    let hyperlink = Hyperlink(destination)
    let target = hyperlink == nil ? nil : destination
    let shown = Sanitizer.singleLine(destination, limit: 2_083)
    let label = text(of: inner, role: role.union(.link)).leading(to: target)
    let name = label.plainText
    if name.isEmpty { return StyledText(shown, role: role.union(.link), link: target) }
    if name == shown || "mailto:" + name == shown || "http://" + name == shown { return label }
    let place: String
    if followsHyperlinks, let hyperlink {
      guard hyperlink.isMisnamed(by: name) || hyperlink.isOtherAddress(than: name) else {
        return label
      }
      place = hyperlink.host ?? shown
    } else {
      place = shown
    }
    let aside = role.union(.aside)
    return label + StyledText(" (", role: aside) + StyledText(place, role: aside, link: target)
      + StyledText(")", role: aside)
  }
}

extension Hyperlink {
  /// Whether a link to an address of mail is labelled with what looks like one and is not it.
  fileprivate func isOtherAddress(than label: String) -> Bool {
    host == nil && label.contains("@")
  }
}

extension StyledText {
  /// The text as the label of a link; without a target it stays as it is.
  fileprivate func leading(to target: String?) -> StyledText {
    guard let target else { return self }
    return StyledText(spans.map { Span($0.text, role: $0.role, link: target) })
  }
}
