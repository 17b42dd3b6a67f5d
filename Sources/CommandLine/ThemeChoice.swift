/// What text is to look like, as a person says it: a theme's name, and words for some of its roles.
public struct ThemeChoice: Equatable, Sendable {
  /// The names of the themes there are.
  public static let names = ["default", "mono"]

  /// The parts of the screen whose look can be chosen.
  public static let roles = [
    "heading", "strong", "emphasis", "strikethrough", "code", "link", "quote", "marker", "label",
    "aside", "number", "warning", "error", "match", "comment", "string", "literal", "keyword",
    "type", "added", "removed",
  ]

  /// The words for colours, in the order of the terminal's numbers.
  public static let colors =
    ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    + [
      "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
      "bright-magenta", "bright-cyan", "bright-white",
    ]

  /// The words for attributes.
  public static let attributes = ["bold", "faint", "italic", "underlined", "struck", "plain"]

  /// The theme to start from: one of ``names``.
  public var name: String
  /// For some of ``roles``, words of ``colors`` and ``attributes``.
  public var styles: [String: [String]]

  /// The theme of that name with other looks for some roles.
  public init(name: String = "default", styles: [String: [String]] = [:]) {
    self.name = name
    self.styles = styles
  }
}
