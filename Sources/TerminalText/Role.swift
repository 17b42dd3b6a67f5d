/// What a stretch of text is; what that looks like is a ``Theme``'s business.
///
/// A stretch can be several things at once, such as code in a heading.
public struct Role: OptionSet, Hashable, Sendable {
  /// A bit for each of ``names``.
  public let rawValue: UInt32

  /// The roles whose bits are set.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Ordinary text.
  public static let plain: Role = []
  /// A heading, or the head of a table.
  public static let heading = Role(rawValue: 1 << 0)
  /// Strong emphasis.
  public static let strong = Role(rawValue: 1 << 1)
  /// Emphasis.
  public static let emphasis = Role(rawValue: 1 << 2)
  /// Text that is struck through.
  public static let strikethrough = Role(rawValue: 1 << 3)
  /// Code within a sentence.
  public static let code = Role(rawValue: 1 << 4)
  /// What leads elsewhere.
  public static let link = Role(rawValue: 1 << 5)
  /// The bar beside what is quoted.
  public static let quote = Role(rawValue: 1 << 6)
  /// What marks a list's item.
  public static let marker = Role(rawValue: 1 << 7)
  /// The name in front of facts.
  public static let label = Role(rawValue: 1 << 8)
  /// What stands beside the answer and matters less.
  public static let aside = Role(rawValue: 1 << 9)
  /// The number of a source or a follow-up.
  public static let number = Role(rawValue: 1 << 10)
  /// What is worth knowing and ends nothing.
  public static let warning = Role(rawValue: 1 << 11)
  /// What went wrong.
  public static let error = Role(rawValue: 1 << 12)
  /// Words of a source that the question has too.
  public static let match = Role(rawValue: 1 << 13)
  /// A comment in code.
  public static let comment = Role(rawValue: 1 << 14)
  /// A string in code.
  public static let string = Role(rawValue: 1 << 15)
  /// A number, or another value that stands for itself, in code.
  public static let literal = Role(rawValue: 1 << 16)
  /// A keyword in code.
  public static let keyword = Role(rawValue: 1 << 17)
  /// The name of a type, a key or a tag in code.
  public static let type = Role(rawValue: 1 << 18)
  /// A line that a patch adds.
  public static let added = Role(rawValue: 1 << 19)
  /// A line that a patch removes.
  public static let removed = Role(rawValue: 1 << 20)

  /// The names of all roles, in the order of their bits, as a configuration knows them.
  public static let names = [
    "heading", "strong", "emphasis", "strikethrough", "code", "link", "quote", "marker", "label",
    "aside", "number", "warning", "error", "match", "comment", "string", "literal", "keyword",
    "type", "added", "removed",
  ]
}
