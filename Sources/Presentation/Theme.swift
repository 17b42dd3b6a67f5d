internal import TerminalText

/// What each part of the screen looks like, in the sixteen colours that a terminal's owner has chosen.
///
/// Colour is never the only carrier of a meaning.
enum Theme {
  static let heading = Style(isBold: true)
  static let strong = Style(isBold: true)
  static let emphasis = Style(isItalic: true)
  static let struckThrough = Style(isStruckThrough: true)
  static let code = Style(foreground: .cyan)
  static let link = Style(isUnderlined: true)
  static let quote = Style(isFaint: true)
  static let marker = Style(foreground: .blue)
  static let label = Style(isBold: true)
  static let aside = Style(isFaint: true)
  static let number = Style(foreground: .green, isBold: true)
  static let warning = Style(foreground: .yellow)
}

extension Style {
  /// Both looks at once, the other's colour before this one's.
  func adding(_ other: Style) -> Style {
    Style(
      foreground: other.foreground ?? foreground,
      isBold: isBold || other.isBold,
      isFaint: isFaint || other.isFaint,
      isItalic: isItalic || other.isItalic,
      isUnderlined: isUnderlined || other.isUnderlined,
      isStruckThrough: isStruckThrough || other.isStruckThrough
    )
  }
}
