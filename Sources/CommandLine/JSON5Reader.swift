/// Reads JSON5 (spec.json5.org): JSON with comments, trailing commas, bare names and single quotes.
///
/// The first mistake ends the reading: behind it, nothing is certain.
struct JSON5Reader {
  /// As many values may stand inside each other.
  private static let deepest = 64

  private let scalars: [Unicode.Scalar]
  /// Where each line begins.
  private let lineStarts: [Int]
  private var index = 0

  private init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    self.scalars = scalars
    lineStarts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    if scalars.first == "\u{FEFF}" { index = 1 }
  }

  /// The one value of a text; `nil` where there is nothing but white space and comments.
  static func value(of text: String) throws(ConfigurationProblem) -> JSON5Value? {
    var reader = JSON5Reader(text)
    try reader.skipSpace()
    if reader.next == nil { return nil }
    let value = try reader.value(depth: 0)
    try reader.skipSpace()
    guard reader.next == nil else { throw reader.unexpected(after: "the end of the configuration") }
    return value
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func place(at index: Int) -> TextPlace {
    var lines = 0..<lineStarts.count
    while lines.count > 1 {
      let middle = (lines.lowerBound + lines.upperBound) / 2
      lines = lineStarts[middle] <= index ? middle..<lines.upperBound : lines.lowerBound..<middle
    }
    let line = lines.lowerBound
    return TextPlace(line: line + 1, column: index - lineStarts[line] + 1)
  }

  private func problem(_ summary: String, at place: Int? = nil) -> ConfigurationProblem {
    ConfigurationProblem(self.place(at: place ?? index), summary)
  }

  private func unexpected(after what: String) -> ConfigurationProblem {
    problem("\(shown(next)) where \(what) should be")
  }

  private func shown(_ scalar: Unicode.Scalar?) -> String {
    guard let scalar else { return "the end of the file" }
    let isShown = scalar.value > 0x20 && scalar.value < 0x7F
    return isShown ? "'\(scalar)'" : "U+" + String(scalar.value, radix: 16, uppercase: true)
  }

  private mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard next == expected else { return false }
    index += 1
    return true
  }
}

// MARK: - Values

extension JSON5Reader {
  private mutating func value(depth: Int) throws(ConfigurationProblem) -> JSON5Value {
    guard depth < Self.deepest else { throw problem("too many values inside each other") }
    let start = index
    let content: JSON5Value.Content
    switch next {
    case "{": content = .object(try members(depth: depth))
    case "[": content = .array(try elements(depth: depth))
    case "\"", "'": content = .string(try string())
    case .some(let scalar) where "+-.0123456789".unicodeScalars.contains(scalar):
      content = try number()
    default: content = try word()
    }
    return JSON5Value(content: content, place: place(at: start))
  }

  private mutating func members(depth: Int) throws(ConfigurationProblem) -> [JSON5Value.Member] {
    var members: [JSON5Value.Member] = []
    index += 1
    try skipSpace()
    while !take("}") {
      let place = place(at: index)
      let name = try name()
      try skipSpace()
      guard take(":") else { throw unexpected(after: "a colon behind '\(name)'") }
      try skipSpace()
      let value = try value(depth: depth + 1)
      members.append(JSON5Value.Member(name: name, place: place, value: value))
      try skipSpace()
      if !take(","), next != "}" { throw unexpected(after: "a comma or '}'") }
      try skipSpace()
    }
    return members
  }

  private mutating func elements(depth: Int) throws(ConfigurationProblem) -> [JSON5Value] {
    var elements: [JSON5Value] = []
    index += 1
    try skipSpace()
    while !take("]") {
      elements.append(try value(depth: depth + 1))
      try skipSpace()
      if !take(","), next != "]" { throw unexpected(after: "a comma or ']'") }
      try skipSpace()
    }
    return elements
  }

  private mutating func name() throws(ConfigurationProblem) -> String {
    if next == "\"" || next == "'" { return try string() }
    let name = takeWord()
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else {
      throw unexpected(after: "a key")
    }
    return name
  }

  private mutating func word() throws(ConfigurationProblem) -> JSON5Value.Content {
    let start = index
    switch takeWord() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "Infinity": return .number(.infinity, text: "Infinity")
    case "NaN": return .number(.nan, text: "NaN")
    case "": throw unexpected(after: "a value")
    case let word: throw problem("'\(word)' is no value; a text stands in quotes", at: start)
    }
  }

  private mutating func takeWord() -> String {
    var word = String.UnicodeScalarView()
    while let scalar = next, scalar == "_" || scalar == "$" || scalar.properties.isIDContinue {
      word.append(scalar)
      index += 1
    }
    return String(word)
  }

  private mutating func number() throws(ConfigurationProblem) -> JSON5Value.Content {
    let start = index
    var text = ""
    while let scalar = next, scalar.isASCII,
      "+-.".unicodeScalars.contains(scalar) || scalar.properties.isIDContinue
    {
      text.unicodeScalars.append(scalar)
      index += 1
    }
    guard let value = Self.number(text) else { throw problem("'\(text)' is no number", at: start) }
    return .number(value, text: text)
  }

  private static func number(_ text: String) -> Double? {
    let isNegative = text.first == "-"
    let digits = isNegative || text.first == "+" ? text.dropFirst() : text[...]
    let magnitude: Double?
    if digits.lowercased().hasPrefix("0x") {
      magnitude = UInt64(digits.dropFirst(2), radix: 16).map { Double($0) }
    } else if digits == "Infinity" || digits == "NaN" {
      magnitude = digits == "NaN" ? .nan : .infinity
    } else {
      magnitude = decimal(digits)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  private static func decimal(_ digits: Substring) -> Double? {
    guard digits.allSatisfy({ "0123456789.eE+-".contains($0) }), let first = digits.first,
      first != "+", first != "-"
    else { return nil }
    // Other than in JSON, a point may begin or end a number.
    if first == "." { return Double("0" + digits) }
    return Double(digits.hasSuffix(".") ? digits + "0" : digits)
  }
}

// MARK: - Texts

extension JSON5Reader {
  private mutating func string() throws(ConfigurationProblem) -> String {
    let start = index
    let quote = scalars[index]
    var text = String.UnicodeScalarView()
    index += 1
    while let scalar = next {
      index += 1
      switch scalar {
      case quote: return String(text)
      case "\\": try escape(into: &text)
      case "\n": throw problem("the text that begins here does not end on its line", at: start)
      default: text.append(scalar)
      }
    }
    throw problem("the text that begins here does not end", at: start)
  }

  /// What stands behind a backslash; a line end there continues the text on the next line.
  private mutating func escape(
    into text: inout String.UnicodeScalarView
  ) throws(ConfigurationProblem) {
    guard let scalar = next else { return }
    index += 1
    switch scalar {
    case "\n": break
    case "\r": _ = take("\n")
    case "b": text.append("\u{8}")
    case "f": text.append("\u{C}")
    case "n": text.append("\n")
    case "r": text.append("\r")
    case "t": text.append("\t")
    case "v": text.append("\u{B}")
    case "0": text.append("\0")
    case "x": text.append(try hexadecimal(digits: 2))
    case "u": text.append(try unicode())
    default: text.append(scalar)
    }
  }

  private mutating func unicode() throws(ConfigurationProblem) -> Unicode.Scalar {
    let start = index
    let first = try unit(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // The second half of a pair of surrogates (RFC 8259 section 7).
    if first < 0xDC00, take("\\"), take("u") {
      let second = try unit(digits: 4)
      if (0xDC00..<0xE000).contains(second) {
        let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        if let scalar = Unicode.Scalar(value) { return scalar }
      }
    }
    throw problem("half a character behind '\\u'", at: start)
  }

  private mutating func hexadecimal(digits: Int) throws(ConfigurationProblem) -> Unicode.Scalar {
    Unicode.Scalar(try unit(digits: digits)) ?? "\u{FFFD}"
  }

  private mutating func unit(digits: Int) throws(ConfigurationProblem) -> UInt32 {
    let end = min(index + digits, scalars.count)
    let text = String(String.UnicodeScalarView(scalars[index..<end]))
    let isHex = text.utf8.count == digits && text.allSatisfy(\.isHexDigit)
    guard isHex, let value = UInt32(text, radix: 16) else {
      throw problem("\(digits) hexadecimal digits are missing behind a backslash")
    }
    index = end
    return value
  }
}

// MARK: - White space and comments

extension JSON5Reader {
  private mutating func skipSpace() throws(ConfigurationProblem) {
    while let scalar = next {
      if scalar == "/" {
        try skipComment()
      } else if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(ConfigurationProblem) {
    let start = index
    index += 1
    if take("/") {
      while let scalar = next, scalar != "\n" { index += 1 }
    } else if take("*") {
      while index + 1 < scalars.count {
        if scalars[index] == "*", scalars[index + 1] == "/" {
          index += 2
          return
        }
        index += 1
      }
      throw problem("the comment that begins here does not end", at: start)
    } else {
      throw problem("'/' begins no comment", at: start)
    }
  }
}
