internal import TerminalText

/// A stretch of code with rules of its own, such as a comment or a string.
struct CodeRegion: Sendable {
  /// Where a region may begin.
  enum Place {
    case anywhere
    /// Not behind a letter or a digit, so that the apostrophe of a word begins nothing.
    case behindNoWord
    /// At the beginning of a word, as `#` does in a shell.
    case wordStart
    /// At the first column.
    case lineStart
    /// Where a value is expected, so that a division does not begin a pattern.
    case operand
    /// In a tag of markup.
    case inTag
  }

  /// What the region is made of.
  enum Form {
    case delimited
    /// One character or escape between apostrophes; a lone apostrophe is none.
    case character
    /// All lines below, up to one that is the word behind the opening.
    case hereDocument
  }

  var open: [UInt8]
  /// What ends it; empty where only the line's end does.
  var close: [UInt8]
  var role: Role
  var form = Form.delimited
  var place = Place.anywhere
  /// The byte that takes its meaning from the next one, or from itself where it is doubled.
  var escape: UInt8?
  var spansLines = false
  var nests = false
  /// Whether the opening means something else where no end is on its line.
  var mustClose = false

  private init(_ open: String, _ close: String, role: Role) {
    self.open = Array(open.utf8)
    self.close = Array(close.utf8)
    self.role = role
  }

  /// A comment up to the line's end.
  static func comment(_ open: String, at place: Place = .anywhere) -> CodeRegion {
    var region = CodeRegion(open, "", role: .comment)
    region.place = place
    return region
  }

  /// A comment with an end.
  static func comment(
    _ open: String,
    _ close: String,
    nests: Bool = false,
    at place: Place = .anywhere
  ) -> CodeRegion {
    var region = CodeRegion(open, close, role: .comment)
    region.spansLines = true
    region.nests = nests
    region.place = place
    return region
  }

  /// A string that ends with its line at the latest; `escape` as in ``escape``.
  static func string(
    _ open: String,
    _ close: String? = nil,
    escape: Character? = "\\",
    at place: Place = .anywhere
  ) -> CodeRegion {
    var region = CodeRegion(open, close ?? open, role: .string)
    region.escape = escape?.asciiValue
    region.place = place
    return region
  }

  /// A string of any number of lines.
  static func text(
    _ open: String,
    _ close: String? = nil,
    escape: Character? = "\\",
    at place: Place = .anywhere
  ) -> CodeRegion {
    var region = string(open, close, escape: escape, at: place)
    region.spansLines = true
    return region
  }

  /// A character such as `'a'`.
  static let character: CodeRegion = {
    var region = CodeRegion("'", "'", role: .string)
    region.form = .character
    return region
  }()

  /// What is between two signs on one line.
  static func between(
    _ open: String,
    _ close: String,
    role: Role,
    at place: Place = .anywhere
  ) -> CodeRegion {
    var region = CodeRegion(open, close, role: role)
    region.place = place
    region.mustClose = true
    return region
  }

  /// A pattern such as `/a+/`.
  static let pattern: CodeRegion = {
    var region = between("/", "/", role: .string, at: .operand)
    region.escape = UInt8(ascii: "\\")
    return region
  }()

  /// The lines up to the word behind the opening.
  static func hereDocument(_ open: String) -> CodeRegion {
    var region = CodeRegion(open, "", role: .string)
    region.form = .hereDocument
    return region
  }
}
