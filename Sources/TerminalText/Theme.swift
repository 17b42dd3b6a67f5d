/// What each role of text looks like, in the sixteen colours that a terminal's owner has chosen.
///
/// Colour is never the only carrier of a meaning, and none of these is lost on a light or a dark
/// background: black, white and their bright forms are not used.
public struct Theme: Hashable, Sendable {
  /// The look of each role, in the order of ``Role/names``.
  private var styles: [Style]

  /// The look of nothing but attributes, for those who want no colour.
  public static let mono = Theme([
    .heading: Style(isBold: true),
    .strong: Style(isBold: true),
    .emphasis: Style(isItalic: true),
    .strikethrough: Style(isStruckThrough: true),
    .link: Style(isUnderlined: true),
    .quote: Style(isFaint: true),
    .label: Style(isBold: true),
    .aside: Style(isFaint: true),
    .number: Style(isBold: true),
    .error: Style(isBold: true),
    .match: Style(isBold: true),
    .comment: Style(isFaint: true),
    .keyword: Style(isBold: true),
    .removed: Style(isFaint: true),
  ])

  /// The look where nothing else is configured.
  public static let `default` = Theme.mono.adding([
    .code: Style(foreground: .cyan),
    .marker: Style(foreground: .blue),
    .number: Style(foreground: .green, isBold: true),
    .warning: Style(foreground: .yellow),
    .error: Style(foreground: .red),
    .string: Style(foreground: .green),
    .literal: Style(foreground: .magenta),
    .type: Style(foreground: .cyan),
    .added: Style(foreground: .green),
    .removed: Style(foreground: .red),
  ])

  /// The themes that have a name.
  public static let named = ["default": Theme.default, "mono": mono]

  /// A theme in which every other role is plain.
  public init(_ styles: [Role: Style]) {
    self.styles = Array(repeating: .plain, count: Role.names.count)
    self = adding(styles)
  }

  /// This theme with other looks for some roles.
  public func adding(_ other: [Role: Style]) -> Theme {
    var theme = self
    for (role, style) in other { theme.styles[role.rawValue.trailingZeroBitCount] = style }
    return theme
  }

  /// The look of a text that is all of these at once; of two colours, that of the later role.
  public func style(of role: Role) -> Style {
    var style = Style.plain
    var rest = role.rawValue
    while rest != 0 {
      let bit = rest.trailingZeroBitCount
      if bit < styles.count { style = style.adding(styles[bit]) }
      rest &= rest - 1
    }
    return style
  }
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
