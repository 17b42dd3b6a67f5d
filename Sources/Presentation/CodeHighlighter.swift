internal import TerminalText

/// Code to styled text, line by line; what a line is depends on those above it only.
///
/// One pass over the bytes, by the tables of a ``CodeLanguage``. The text is handed out as it came in.
struct CodeHighlighter {
  /// What is open at the end of a line.
  private enum Open {
    case nothing
    /// A region, by its number, and how many of its kind are around it.
    case region(Int, depth: Int)
    case hereDocument(until: ArraySlice<UInt8>)
  }

  let language: CodeLanguage
  private var open = Open.nothing
  /// Whether a tag is open, in a language that has them.
  var isInTag = false
  /// The tag that alone ends the text, which is a script's or a style sheet's.
  var rawTextEnd: [UInt8]?

  // The line at hand.
  private(set) var bytes: [UInt8] = []
  /// Where the next token begins.
  private(set) var index = 0
  /// The beginning of the text that is not handed out.
  private var plainStart = 0
  /// The word that ends the lines of a string below this line.
  private var hereWord: ArraySlice<UInt8>?
  /// The regions that begin on the line but do not end on it: looked for once only.
  private var endless: Set<Int> = []
  /// How many words stand behind the last keyword.
  private(set) var wordsSinceKeyword = 0
  /// The end of the selectors on the line.
  private(set) var selectorEnd = 0
  private var text = StyledText()

  /// A highlighter for code of which nothing has come; `nil` where the language is not known.
  ///
  /// - Parameter info: What stands behind the fence, which begins with the language's name.
  init?(info: String) {
    guard let language = CodeLanguage.named(by: info) else { return nil }
    self.language = language
  }

  /// The next lines of the code, with their looks.
  mutating func highlight(_ lines: String) -> StyledText {
    text = StyledText()
    let source = Array(lines.utf8)
    var start = 0
    while start < source.count {
      let end = source[start...].firstIndex(of: .lineFeed) ?? source.count
      bytes.removeAll(keepingCapacity: true)
      bytes += source[start..<end]
      highlightLine()
      if end < source.count { text.append("\n") }
      start = end + 1
    }
    return text
  }

  private mutating func highlightLine() {
    index = 0
    plainStart = 0
    hereWord = nil
    endless.removeAll(keepingCapacity: true)
    wordsSinceKeyword = 2
    if beginLine() {
      while index < bytes.count { takeToken() }
    }
    hand(upTo: bytes.count, role: .plain)
    if let hereWord { open = .hereDocument(until: hereWord) }
  }

  /// Takes in what the line's beginning settles; returns whether the rest is to be looked at.
  private mutating func beginLine() -> Bool {
    switch open {
    case .nothing: break
    case .region(let number, let depth):
      open = .nothing
      proceed(in: number, from: 0, depth: depth)
      return true
    case .hereDocument(let word):
      let end = bytes.end(ofDocument: word)
      if end != nil { open = .nothing }
      take(upTo: end ?? bytes.count, role: .string)
      return true
    }
    if let line = language.habits.lines.first(where: { bytes.starts(with: $0.start.utf8) }) {
      take(upTo: bytes.count, role: line.role)
      return false
    }
    guard !language.habits.prompts.isEmpty else {
      selectorEnd = language.habits.hasSelectors ? bytes.lastIndex(of: UInt8(ascii: "{")) ?? 0 : 0
      return true
    }
    guard
      let prompt = language.habits.prompts.first(where: { bytes.starts(with: $0.utf8) })
    else { return false }
    take(upTo: prompt.utf8.count, role: .aside)
    wordsSinceKeyword = 0
    return true
  }

  private mutating func takeToken() {
    let byte = bytes[index]
    if let first = language.firstRegion(byte), takeRegion(from: first) { return }
    if language.habits.hasTags {
      takeOfMarkup(byte)
      return
    }
    switch language.kind(of: byte) {
    case .other: index += isPoint(byte) ? takeFraction() : 1
    case .word: takeWord()
    case .digit: takeNumber()
    case .sigil: takeSigil(byte)
    case .backslash: skipEscaped()
    }
  }

  /// Skips a backslash and a sign behind it, which begins nothing.
  private mutating func skipEscaped() {
    index += index + 1 < bytes.count && !bytes[index + 1].isOfName ? 2 : 1
  }

  // MARK: - Handing out

  /// Takes the text up to `end`, of which this call says what it is.
  mutating func take(upTo end: Int, role: Role) {
    if role == .keyword { wordsSinceKeyword = 0 } else { wordsSinceKeyword += 1 }
    if role != .plain {
      hand(upTo: index, role: .plain)
      hand(upTo: end, role: role)
    }
    index = end
  }

  /// Skips the byte at hand, which means nothing.
  mutating func skip() { index += 1 }

  private mutating func hand(upTo end: Int, role: Role) {
    guard end > plainStart else { return }
    text.append(String(decoding: bytes[plainStart..<end], as: UTF8.self), role: role)
    plainStart = end
  }
}

// MARK: - Regions

extension CodeHighlighter {
  /// Takes the region that begins here, if one does.
  private mutating func takeRegion(from first: Int) -> Bool {
    var number = first
    while number < language.regions.count, language.regions[number].open[0] == bytes[index] {
      if opens(language.regions[number]), take(number) { return true }
      number += 1
    }
    return false
  }

  private func opens(_ region: CodeRegion) -> Bool {
    guard bytes.has(region.open, at: index) else { return false }
    switch region.place {
    case .anywhere: return true
    case .behindNoWord: return index == 0 || !bytes[index - 1].isOfName
    case .wordStart: return index == 0 || " \t;|&()`".utf8.contains(bytes[index - 1])
    case .lineStart: return index == 0
    case .operand:
      return bytes[..<index].lastSign.map { "(,=:[!&|?{};+<>~".utf8.contains($0) } ?? true
    case .inTag: return isInTag
    }
  }

  private mutating func take(_ number: Int) -> Bool {
    let region = language.regions[number]
    switch region.form {
    case .delimited:
      if region.mustClose, !closes(number) { return false }
      proceed(in: number, from: index + region.open.count, depth: 0)
    case .character:
      guard let end = bytes.endOfCharacter(at: index) else { return false }
      take(upTo: end, role: region.role)
    case .hereDocument:
      guard index == 0 || bytes[index - 1] != bytes[index] else { return false }
      guard let word = bytes.hereWord(behind: index + region.open.count) else { return false }
      let quote = bytes[word.startIndex - 1]
      let isQuoted = "\"'".utf8.contains(quote)
      // A word of several parts would not be found again.
      guard !isQuoted || word.endIndex < bytes.count && bytes[word.endIndex] == quote else {
        return false
      }
      take(upTo: word.endIndex + (isQuoted ? 1 : 0), role: region.role)
      hereWord = word
    }
    return true
  }

  /// Whether a region that begins here ends on this line.
  private mutating func closes(_ number: Int) -> Bool {
    guard !endless.contains(number) else { return false }
    let region = language.regions[number]
    var depth = 0
    if bytes.end(of: region, from: index + region.open.count, depth: &depth) != nil { return true }
    endless.insert(number)
    return false
  }

  /// Takes the rest of a region as far as it is on this line.
  private mutating func proceed(in number: Int, from start: Int, depth: Int) {
    let region = language.regions[number]
    var depth = depth
    guard !region.close.isEmpty, let end = bytes.end(of: region, from: start, depth: &depth) else {
      if region.spansLines { open = .region(number, depth: depth) }
      take(upTo: bytes.count, role: region.role)
      return
    }
    let isKey = region.role == .string && isKey(upTo: end)
    take(upTo: end, role: isKey ? .type : region.role)
  }
}
