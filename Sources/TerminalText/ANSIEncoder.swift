/// Turns styled text into the bytes for a terminal or a pipe.
///
/// Every text is masked here, as the last step, whatever happened to it before: no span can bring a
/// control sequence of its own. (Text that needs the exact treatment was masked so before, and
/// passes unchanged.) Each call is complete: no style, link or part of a character is left open at
/// its end, or across a line end. A text that arrives in pieces goes through a `Sanitizer` of its
/// own first, which joins them.
public struct ANSIEncoder: Sendable {
  /// The sequences that set the look of each single role, by its bit, and whatever else a theme says; without one,
  /// there is no SGR.
  private let looks: Looks?
  /// Whether links are written as OSC 8; only right for a terminal.
  public var hyperlinks: Bool

  /// An encoder for what the terminal can do; without arguments, for a pipe.
  public init(theme: Theme? = nil, hyperlinks: Bool = false) {
    looks = theme.map(Looks.init)
    self.hyperlinks = hyperlinks
  }

  /// The bytes of a text.
  public func encode(_ text: StyledText) -> [UInt8] {
    var buffer: [UInt8] = []
    encode(text, into: &buffer)
    return buffer
  }

  /// Appends the bytes of a text.
  public func encode(_ text: StyledText, into buffer: inout [UInt8]) {
    var sanitizer = Sanitizer(in: .prose)
    for span in text.spans {
      encode(span, into: &buffer, through: &sanitizer)
    }
  }

  /// Appends the bytes of plain text.
  public func encode(_ text: String, into buffer: inout [UInt8]) {
    var sanitizer = Sanitizer(in: .prose)
    sanitizer.add(text, to: &buffer)
    sanitizer.finish(to: &buffer)
  }

  /// One sanitizer for all spans, so that marks spread over many of them still count as one pile.
  private func encode(
    _ span: Span,
    into buffer: inout [UInt8],
    through sanitizer: inout Sanitizer
  ) {
    let frame = Frame(of: span, looks: looks, hyperlinks: hyperlinks)
    guard !frame.opening.isEmpty else {
      sanitizer.add(span.text, to: &buffer)
      sanitizer.finish(to: &buffer)
      return
    }
    var masked: [UInt8] = []
    sanitizer.add(span.text, to: &masked)
    sanitizer.finish(to: &masked)
    frame.append(masked, to: &buffer)
  }
}

/// The sequences of a theme, those of single roles made beforehand.
private struct Looks: Sendable {
  private let theme: Theme
  private let single: [String]

  init(_ theme: Theme) {
    self.theme = theme
    single = Role.names.indices.map { bit in
      ControlSequence.select(theme.style(of: Role(rawValue: 1 << UInt32(bit))))
    }
  }

  func sequence(for role: Role) -> String {
    if role == .plain { return "" }
    let bit = role.rawValue.trailingZeroBitCount
    let isSingle = role.rawValue & (role.rawValue - 1) == 0 && bit < single.count
    return isSingle ? single[bit] : ControlSequence.select(theme.style(of: role))
  }
}

/// The sequences around a span.
private struct Frame {
  var opening = ""
  var closing = ""

  init(of span: Span, looks: Looks?, hyperlinks: Bool) {
    if hyperlinks, let target = span.link, let link = Hyperlink(target) {
      opening = ControlSequence.openHyperlink(link)
      closing = ControlSequence.closeHyperlink
    }
    let select = looks?.sequence(for: span.role) ?? ""
    if !select.isEmpty {
      opening += select
      closing = ControlSequence.resetStyle + closing
    }
  }

  /// Each line is framed by itself: a style open at a line end would colour what is drawn there
  /// next.
  func append(_ text: [UInt8], to buffer: inout [UInt8]) {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if number > 0 { buffer.append(0x0A) }
      guard !line.isEmpty else { continue }
      buffer.append(contentsOf: opening.utf8)
      buffer.append(contentsOf: line)
      buffer.append(contentsOf: closing.utf8)
    }
  }
}
