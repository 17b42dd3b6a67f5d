internal import TerminalText

// Words, numbers and the tags of markup.

extension CodeHighlighter {
  private func isWord(_ index: Int) -> Bool {
    index < bytes.count && language.isOfWord(bytes[index])
  }

  private var isBehindWord: Bool { index > 0 && bytes[index - 1].isOfName }

  mutating func takeWord() {
    let end = endOfWord
    take(upTo: end, role: role(ofWord: index..<end))
  }

  private var endOfWord: Int {
    var end = index + 1
    guard language.habits.wordsHaveSpaces else {
      while isWord(end) { end += 1 }
      return end
    }
    while end < bytes.count, !endsScalar(end) { end += 1 }
    while bytes[end - 1].isMarkdownSpace, end > index + 1 { end -= 1 }
    return end
  }

  /// Whether a scalar of YAML ends here.
  private func endsScalar(_ end: Int) -> Bool {
    switch bytes[end] {
    case UInt8(ascii: ":"): end + 1 == bytes.count || bytes[end + 1].isMarkdownSpace
    case UInt8(ascii: "#"): bytes[end - 1].isMarkdownSpace
    case UInt8(ascii: " "): end == index + 1 && bytes[index] == UInt8(ascii: "-")
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }

  private func role(ofWord range: Range<Int>) -> Role {
    let word = bytes[range]
    if isKey(upTo: range.upperBound) { return .type }
    if range.upperBound <= selectorEnd { return .keyword }
    if language.habits.hasBareWords, word.isNumber { return .literal }
    let role = language.role(of: word)
    if let role, !isMember, role != .keyword || canBeKeyword { return role }
    return language.habits.capitalsAreTypes && word.isCapitalized ? .type : .plain
  }

  /// Whether the word at hand is a part of the value in front of it, as in `a.in`.
  private var isMember: Bool {
    guard index > 0, bytes[index - 1] == UInt8(ascii: ".") else { return false }
    return index == 1 || bytes[index - 2] != UInt8(ascii: ".")
  }

  private var canBeKeyword: Bool {
    switch language.habits.keywordPlace {
    case .anywhere: true
    case .command:
      wordsSinceKeyword < 2
        || (bytes[..<index].lastSign.map { ";|&({!`".utf8.contains($0) } ?? true)
    }
  }

  /// Whether the sign of a key follows what ends at `end`.
  func isKey(upTo end: Int) -> Bool {
    guard let sign = language.habits.keySign else { return false }
    var index = end
    while index < bytes.count, bytes[index].isMarkdownSpace { index += 1 }
    guard index < bytes.count, bytes[index] == sign.byte else { return false }
    return !sign.needsSpace || index + 1 == bytes.count || bytes[index + 1].isMarkdownSpace
  }

  /// Takes a sign and the name behind it as one, where there is a name.
  mutating func takeSigil(_ byte: UInt8) {
    let hasName = index + 1 < bytes.count && bytes[index + 1].isOfName
    if isPoint(byte), hasName, bytes[index + 1].isDigit, !isBehindWord { return takeNumber() }
    guard hasName, !isBehindWord, index == 0 || bytes[index - 1] != byte else { return skip() }
    var end = index + 1
    while end < bytes.count, bytes[end].isOfName || byte != UInt8(ascii: "$") && isWord(end) {
      end += 1
    }
    take(upTo: end, role: end <= selectorEnd ? .keyword : language.sigils[byte] ?? .plain)
  }
}

// MARK: - Numbers

extension CodeHighlighter {
  func isPoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") }

  /// Takes a number that begins with its point; returns how much else is to be skipped.
  mutating func takeFraction() -> Int {
    guard index + 1 < bytes.count, bytes[index + 1].isDigit, !isBehindWord else { return 1 }
    guard index == 0 || !isPoint(bytes[index - 1]) else { return 1 }
    takeNumber()
    return 0
  }

  mutating func takeNumber() {
    let isHexadecimal =
      bytes[index] == UInt8(ascii: "0") && index + 1 < bytes.count
      && bytes[index + 1] | 0x20 == UInt8(ascii: "x")
    var end = index + 1
    while end < bytes.count, isOfNumber(end, isHexadecimal) { end += 1 }
    take(upTo: end, role: .literal)
  }

  private func isOfNumber(_ index: Int, _ isHexadecimal: Bool) -> Bool {
    switch bytes[index] {
    case 0x80...: false
    case UInt8(ascii: "."): index + 1 < bytes.count && bytes[index + 1].isDigit
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      bytes[index - 1] | 0x20 == UInt8(ascii: isHexadecimal ? "p" : "e")
        && index + 1 < bytes.count && bytes[index + 1].isDigit
    case UInt8(ascii: "'"):
      language.habits.quotesPartDigits && index + 1 < bytes.count && bytes[index + 1].isOfName
    default: bytes[index].isOfName
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the whole of a bare word is a number, a version or a date.
  fileprivate var isNumber: Bool {
    let sign: Set<UInt8> = [UInt8(ascii: "-"), UInt8(ascii: "+")]
    let digits = first.map(sign.contains) == true ? dropFirst() : self
    guard digits.first?.isDigit == true else { return false }
    if digits.count > 2, digits.dropFirst().first == UInt8(ascii: "x") {
      return digits.dropFirst(2).allSatisfy(\.isOfName)
    }
    return digits.allSatisfy { $0.isDigit || "._-:+TZeE".utf8.contains($0) }
  }

  /// Whether the word looks like the name of a type: a capital alone, or with a small letter behind it.
  fileprivate var isCapitalized: Bool {
    guard let first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return false }
    return count == 1 || contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  }
}

// MARK: - Markup

extension CodeHighlighter {
  /// Takes what begins here, regions apart: a tag, what stands in one, or text.
  mutating func takeOfMarkup(_ byte: UInt8) {
    if !isInTag {
      takeOfText(byte)
    } else if byte == UInt8(ascii: ">") {
      isInTag = false
      if index > 0, bytes[index - 1] == UInt8(ascii: "/") { rawTextEnd = nil }
      take(upTo: index + 1, role: .keyword)
    } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") {
      take(upTo: index + 1, role: .keyword)
    } else if byte.isOfName {
      let isValue = index > 0 && bytes[index - 1] == UInt8(ascii: "=")
      let end = isValue ? endOfValue : endOfWord
      take(upTo: end, role: isValue ? .string : .type)
    } else {
      skip()
    }
  }

  private mutating func takeOfText(_ byte: UInt8) {
    let isRaw = rawTextEnd.map { !bytes.has($0, at: index) } ?? false
    if byte == UInt8(ascii: "<"), !isRaw, let end = endOfTagName {
      isInTag = true
      rawTextEnd = Self.rawTags.first { bytes.has($0.start, at: index) }?.end
      take(upTo: end, role: .keyword)
    } else if byte == UInt8(ascii: "&"), !isRaw {
      takeEntity()
    } else {
      skip()
    }
  }

  private static let rawTags = ["script", "style"].map {
    (start: Array("<\($0)".utf8), end: Array("</\($0)".utf8))
  }

  /// The end of the name of the tag that begins here, if one does.
  private var endOfTagName: Int? {
    var end = index + 1
    if end < bytes.count, "/!?".utf8.contains(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end].isOfName, !bytes[end].isDigit else { return nil }
    while isWord(end) { end += 1 }
    return end
  }

  private var endOfValue: Int {
    bytes[index...].firstIndex { $0.isMarkdownSpace || $0 == UInt8(ascii: ">") } ?? bytes.count
  }

  private mutating func takeEntity() {
    var end = index + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    while end < bytes.count, bytes[end].isOfName { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else { return skip() }
    take(upTo: end + 1, role: .literal)
  }
}
