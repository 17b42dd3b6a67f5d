/// How a stretch of text looks; what it looks like in bytes is the encoder's business.
public struct Style: Hashable, Sendable {
  /// The colour of the text; `nil` is the terminal's own.
  public var foreground: Color?
  /// Bold, which some terminals show as a brighter colour.
  public var isBold: Bool
  /// Dimmed, for what stands beside the answer.
  public var isFaint: Bool
  /// Italic; terminals without italics show it reversed or plain.
  public var isItalic: Bool
  /// With a line below.
  public var isUnderlined: Bool
  /// With a line through the middle.
  public var isStruckThrough: Bool

  /// The terminal's own look.
  public static let plain = Style()

  /// A style with the given attributes and no others.
  public init(
    foreground: Color? = nil,
    isBold: Bool = false,
    isFaint: Bool = false,
    isItalic: Bool = false,
    isUnderlined: Bool = false,
    isStruckThrough: Bool = false
  ) {
    self.foreground = foreground
    self.isBold = isBold
    self.isFaint = isFaint
    self.isItalic = isItalic
    self.isUnderlined = isUnderlined
    self.isStruckThrough = isStruckThrough
  }
}
