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

  /// The comments of C and the many languages after it.
  static func cComments(nest: Bool = false) -> [CodeRegion] {
    [comment("//"), comment("/*", "*/", nests: nest)]
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

// MARK: - Where regions end

extension [UInt8] {
  /// Whether `part` stands at the index.
  func has(_ part: [UInt8], at index: Int) -> Bool {
    guard part.count <= count - index else { return false }
    for offset in part.indices where self[index + offset] != part[offset] { return false }
    return true
  }

  /// The index behind the word that ends a here document, if this line does.
  func end(ofDocument word: ArraySlice<UInt8>) -> Int? {
    let rest = drop(while: \.isMarkdownSpace)
    guard rest.starts(with: word) else { return nil }
    let end = rest.startIndex + word.count
    return self[end...].allSatisfy { " \t;,)".utf8.contains($0) } ? end : nil
  }

  /// The index behind the region's end, `depth` others of its kind around it; `nil` where it ends below.
  func end(of region: CodeRegion, from start: Int, depth: inout Int) -> Int? {
    var index = start
    while index < count {
      let byte = self[index]
      if byte == region.escape, !isEnd(of: region, at: index) {
        index += 2
      } else if byte == region.close[0], has(region.close, at: index) {
        index += region.close.count
        if depth == 0 { return index }
        depth -= 1
      } else if region.nests, byte == region.open[0], has(region.open, at: index) {
        index += region.open.count
        depth += 1
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Whether an escape that is the region's end as well is not doubled.
  private func isEnd(of region: CodeRegion, at index: Int) -> Bool {
    region.escape == region.close[0] && (index + 1 == count || self[index + 1] != self[index])
  }

  /// The index behind a character or escape between apostrophes.
  func endOfCharacter(at start: Int) -> Int? {
    let quote = UInt8(ascii: "'")
    guard start + 2 < count, self[start + 1] != quote else { return nil }
    if self[start + 1] == UInt8(ascii: "\\") {
      let end = self[Swift.min(start + 3, count)..<Swift.min(start + 13, count)]
      return end.firstIndex(of: quote).map { $0 + 1 }
    }
    let end = self[(start + 2)...].firstIndex { $0 & 0xC0 != 0x80 } ?? count
    return end < count && self[end] == quote ? end + 1 : nil
  }

  /// The word that will end a here document, where one follows.
  func hereWord(behind start: Int) -> ArraySlice<UInt8>? {
    let rest = self[start...].drop { "-~\"'".utf8.contains($0) }
    guard rest.startIndex - start <= 2, let first = rest.first, first.isOfName, !first.isDigit
    else { return nil }
    return rest.prefix(while: \.isOfName)
  }
}

extension ArraySlice<UInt8> {
  /// The last byte that is no white space.
  var lastSign: UInt8? { last { !$0.isMarkdownSpace } }
}
