internal import TerminalText

/// What the highlighter knows about a language: its words, its regions and a few habits, ready to be looked up by byte.
struct CodeLanguage: Sendable {
  /// What a byte can begin.
  enum Kind: UInt8 {
    case other
    case word
    case digit
    case sigil
    case backslash
  }

  /// Where a word of ``keywords`` is one.
  enum KeywordPlace {
    case anywhere
    /// Where a command begins, as in a shell.
    case command
  }

  /// What makes a word or string a key.
  struct KeySign {
    var byte: UInt8
    var needsSpace = false
  }

  /// How the habits of a language differ from the most common ones.
  struct Habits {
    /// Whether a capital and a small letter make a type's name.
    var capitalsAreTypes = false
    var ignoresCase = false
    /// Words hold signs too, and are numbers only as a whole.
    var hasBareWords = false
    /// A word goes on behind a space, as the scalars of YAML do.
    var wordsHaveSpaces = false
    /// Bytes that a word holds besides letters, digits, `_` and what is not ASCII.
    var wordBytes = ""
    var keywordPlace = KeywordPlace.anywhere
    var keySign: KeySign?
    /// Whether words in front of a line's last `{` are selectors.
    var hasSelectors = false
    /// Whether tags stand in the text.
    var hasTags = false
    /// Whether quotes in numbers part digits, as in C++.
    var quotesPartDigits = false
    /// The beginnings of lines that say what the whole line is.
    var lines: [(start: String, role: Role)] = []
    /// The beginnings of lines that hold code, where the others are output.
    var prompts: [String] = []
  }

  let habits: Habits
  let regions: [CodeRegion]
  let sigils: [UInt8: Role]
  private let words: [PackedWord: Role]
  private let kinds: [Kind]
  private let continues: [Bool]
  private let firstRegions: [UInt8]

  /// A language; each of the lists of words has spaces or line ends between them.
  init(
    keywords: String = "",
    literals: String = "",
    types: String = "",
    regions: [CodeRegion] = [],
    sigils: [Character: Role] = [:],
    habits: Habits = Habits()
  ) {
    self.habits = habits
    // In the order of their first bytes, so that those of one byte stand together.
    self.regions = regions.enumerated().sorted {
      ($0.element.open[0], $0.offset) < ($1.element.open[0], $1.offset)
    }.map(\.element)
    var sigilBytes: [UInt8: Role] = [:]
    for (sign, role) in sigils { if let byte = sign.asciiValue { sigilBytes[byte] = role } }
    self.sigils = sigilBytes
    words = Self.words(
      [(types, .type), (literals, .literal), (keywords, .keyword)],
      ignoresCase: habits.ignoresCase
    )
    let extra = Set(habits.wordBytes.utf8)
    continues = (0...255).map { ($0 as UInt8).isOfName || extra.contains($0) }
    kinds = (0...255).map {
      Self.kind(of: $0, sigils: sigilBytes, isBare: habits.hasBareWords, extra)
    }
    var first = [UInt8](repeating: 0, count: 256)
    for (index, region) in self.regions.enumerated().reversed() {
      first[Int(region.open[0])] = UInt8(index + 1)
    }
    firstRegions = first
  }

  private static func words(
    _ lists: [(words: String, role: Role)],
    ignoresCase: Bool
  ) -> [PackedWord: Role] {
    var words: [PackedWord: Role] = [:]
    for list in lists {
      for word in list.words.utf8.split(whereSeparator: { $0 == .space || $0 == .lineFeed }) {
        words[PackedWord(Array(word)[...], ignoresCase: ignoresCase)] = list.role
      }
    }
    return words
  }

  private static func kind(
    of byte: UInt8,
    sigils: [UInt8: Role],
    isBare: Bool,
    _ extra: Set<UInt8>
  ) -> Kind {
    if sigils[byte] != nil { return .sigil }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return isBare ? .word : .digit
    case UInt8(ascii: "\\"): return .backslash
    default: return byte.isOfName || isBare && extra.contains(byte) ? .word : .other
    }
  }

  /// What the byte can begin, regions apart.
  func kind(of byte: UInt8) -> Kind { kinds[Int(byte)] }

  /// Whether a word goes on with the byte.
  func isOfWord(_ byte: UInt8) -> Bool { continues[Int(byte)] }

  /// The first of the regions that begin with the byte; the others of that byte stand behind it.
  func firstRegion(_ byte: UInt8) -> Int? {
    let number = firstRegions[Int(byte)]
    return number == 0 ? nil : Int(number) - 1
  }

  /// What the lists say of a word.
  func role(of word: ArraySlice<UInt8>) -> Role? {
    guard word.count <= PackedWord.maximum else { return nil }
    return words[PackedWord(word, ignoresCase: habits.ignoresCase)]
  }
}

/// A short word as two numbers, which are quick to compare.
private struct PackedWord: Hashable {
  static let maximum = 16

  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ word: ArraySlice<UInt8>, ignoresCase: Bool) {
    for byte in word.prefix(Self.maximum) {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(ignoresCase && isCapital ? byte | 0x20 : byte)
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Whether a name of any language may hold the byte; all that is not ASCII counts.
  var isOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "_"), 0x80...: true
    default: isDigit
    }
  }
}
