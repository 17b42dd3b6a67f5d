/// Text with looks, before it is bytes: what tests compare and what the encoder takes.
///
/// Spans are never empty and neighbours never look the same, so equal texts have equal spans.
public struct StyledText: Hashable, Sendable {
  /// The stretches of text, in order.
  public private(set) var spans: [Span] = []

  /// No text.
  public init() {}

  /// Text in one look.
  public init(_ text: String, role: Role = .plain, link: String? = nil) {
    append(text, role: role, link: link)
  }

  /// The stretches in order, joined where they look the same.
  public init(_ spans: some Sequence<Span>) {
    for span in spans { append(span) }
  }

  /// Whether there is no text.
  public var isEmpty: Bool { spans.isEmpty }

  /// The text without its looks.
  public var plainText: String {
    guard spans.count != 1 else { return spans[0].text }
    var text = ""
    for span in spans { text += span.text }
    return text
  }

  /// Adds text at the end.
  public mutating func append(_ text: String, role: Role = .plain, link: String? = nil) {
    guard !text.isEmpty else { return }
    let last = spans.count - 1
    if last >= 0, spans[last].looks(like: role, link: link) {
      spans[last].text += text
    } else {
      spans.append(Span(text, role: role, link: link))
    }
  }

  /// Adds a stretch of text at the end.
  public mutating func append(_ span: Span) {
    append(span.text, role: span.role, link: span.link)
  }

  /// Adds another text at the end.
  public mutating func append(_ text: StyledText) {
    guard !isEmpty else {
      self = text
      return
    }
    for span in text.spans { append(span) }
  }

  /// Adds another text at the end.
  public static func += (left: inout StyledText, right: StyledText) {
    left.append(right)
  }

  /// One text after the other.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }
}

extension StyledText: ExpressibleByStringLiteral {
  /// Plain text.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
