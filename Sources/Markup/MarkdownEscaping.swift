/// Text to Markdown source, with a backslash wherever a character would be markup in its place.
struct MarkdownEscaping {
  private let scalars: [Unicode.Scalar]
  private var result = String.UnicodeScalarView()
  /// Whether brackets end what stands around the text.
  private let isInLink: Bool
  /// Whether a bracket follows.
  private let isBeforeLink: Bool

  static func escaped(
    _ text: String,
    atLineStart: Bool,
    isInLink: Bool = false,
    isBeforeLink: Bool = false
  ) -> String {
    var escaping = MarkdownEscaping(text, isInLink: isInLink, isBeforeLink: isBeforeLink)
    escaping.run(atLineStart: atLineStart)
    return String(escaping.result)
  }

  private init(_ text: String, isInLink: Bool, isBeforeLink: Bool) {
    scalars = Array(text.unicodeScalars)
    self.isInLink = isInLink
    self.isBeforeLink = isBeforeLink
  }

  private mutating func run(atLineStart: Bool) {
    var isLineStart = atLineStart
    var index = 0
    while index < scalars.count {
      if isLineStart {
        index = startLine(at: index)
        guard index < scalars.count else { return }
      }
      let scalar = scalars[index]
      if isMarkup(at: index) { result.append("\\") }
      result.append(scalar)
      isLineStart = scalar == "\n"
      index += 1
    }
  }

  /// Writes what would begin a block; gives the place behind it.
  private mutating func startLine(at start: Int) -> Int {
    var index = start
    while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" { index += 1 }
    guard index < scalars.count else { return index }
    let digits = scalars[index...].prefix { "0"..."9" ~= $0 }.count
    if digits > 0 {
      let end = index + digits
      guard digits < 10, end < scalars.count, scalars[end] == "." || scalars[end] == ")",
        isSpace(end + 1)
      else {
        return index
      }
      result.append(contentsOf: scalars[index..<end])
      result.append("\\")
      result.append(scalars[end])
      return end + 1
    }
    guard isBlockMark(at: index) else { return index }
    result.append("\\")
    result.append(scalars[index])
    return index + 1
  }

  private func isBlockMark(at index: Int) -> Bool {
    switch scalars[index] {
    case ">", "|": return true
    case "[":
      // A definition, or the box of a task.
      guard let end = scalars[index...].firstIndex(of: "]") else { return true }
      let isBox = end == index + 2 && " xX".unicodeScalars.contains(scalars[index + 1])
      return isBox || end + 1 < scalars.count && scalars[end + 1] == ":"
        || scalars[index..<end].contains("\\")
    case "+", "*": return isSpace(index + 1)
    case "#": return isSpace(scalars[index...].firstIndex { $0 != "#" } ?? scalars.count)
    case "-", "=", ":":
      guard index + 1 < scalars.count, !isSpace(index + 1) else { return scalars[index] != ":" }
      return "-=|:".unicodeScalars.contains(scalars[index + 1])
    default: return false
    }
  }

  private func isMarkup(at index: Int) -> Bool {
    switch scalars[index] {
    case "`": true
    case "*", "~":
      !(isSpace(index - 1) && isSpace(index + 1)) || index == 0 || index + 1 == scalars.count
    case "_": isUnderscoreMarkup(at: index)
    case "\\":
      index + 1 == scalars.count || scalars[index + 1] == "\n" || isPunctuation(scalars[index + 1])
    case "[": isInLink
    case "]": isInLink || index + 1 < scalars.count && scalars[index + 1] == "("
    case "!": isBeforeLink && index + 1 == scalars.count
    case "<":
      index + 1 == scalars.count || "/!?".unicodeScalars.contains(scalars[index + 1])
        || scalars[index + 1].isASCII && scalars[index + 1].properties.isAlphabetic
    case "&": startsEntity(at: index)
    case ":": startsAddress(at: index)
    case ".": index >= 3 && scalars[(index - 3)..<index].elementsEqual("www".unicodeScalars)
    default: false
    }
  }

  /// An underscore in a word is none, nor is one between spaces.
  private func isUnderscoreMarkup(at index: Int) -> Bool {
    let before = scalars[..<index].lastIndex { $0 != "_" }
    let after = scalars[index...].firstIndex { $0 != "_" }
    guard let before, let after else { return true }
    let (first, last) = (scalars[before].properties, scalars[after].properties)
    if first.isWhitespace && last.isWhitespace { return after - before > 3 }
    return
      !((first.isAlphabetic || first.numericType != nil)
      && (last.isAlphabetic || last.numericType != nil))
  }

  private func startsEntity(at index: Int) -> Bool {
    let end = scalars[(index + 1)...].prefix(34)
      .firstIndex {
        !($0 == "#"
          || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil))
      }
    guard let end else { return false }
    return end > index + 1 && scalars[end] == ";"
  }

  private func startsAddress(at index: Int) -> Bool {
    guard scalars[(index + 1)...].starts(with: "//".unicodeScalars) else { return false }
    let scheme = String(String.UnicodeScalarView(scalars[max(0, index - 5)..<index])).lowercased()
    return scheme.hasSuffix("http") || scheme.hasSuffix("https") || scheme.hasSuffix("ftp")
  }

  private func isSpace(_ index: Int) -> Bool {
    !scalars.indices.contains(index) || scalars[index].properties.isWhitespace
  }

  private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F && !scalar.properties.isAlphabetic
      && scalar.properties.numericType == nil
  }
}
