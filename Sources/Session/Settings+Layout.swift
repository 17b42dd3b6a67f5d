public import CommandLine
public import Presentation
public import TerminalText

extension Settings {
  /// The page that answers are written on.
  public func layout(width: Int?) -> Layout {
    Layout(
      width: width,
      wrapsProse: wrapsProse,
      followsHyperlinks: followsHyperlinks,
      hasColors: colorsOutput
    )
  }
}

extension Theme {
  /// The theme that was chosen.
  public init(_ choice: ThemeChoice) {
    let base = Theme.named[choice.name] ?? .default
    self = base.adding(
      Dictionary(
        uniqueKeysWithValues: choice.styles.compactMap { name, words in
          Role.named(name).map { ($0, Style(words: words)) }
        }
      )
    )
  }
}

extension Role {
  /// The role of that name.
  static func named(_ name: String) -> Role? {
    names.firstIndex(of: name).map { Role(rawValue: 1 << UInt32($0)) }
  }
}

extension Style {
  /// The style that words such as `bold` and `bright-blue` describe; other words are passed over.
  init(words: [String]) {
    self.init(
      foreground: words.lazy.compactMap(Color.named).first,
      isBold: words.contains("bold"),
      isFaint: words.contains("faint"),
      isItalic: words.contains("italic"),
      isUnderlined: words.contains("underlined"),
      isStruckThrough: words.contains("struck")
    )
  }
}

extension Color {
  /// The colour of a name such as `red` or `bright-red`.
  static func named(_ name: String) -> Color? {
    ThemeChoice.colors.firstIndex(of: name).flatMap { Color(rawValue: UInt8($0)) }
  }
}
