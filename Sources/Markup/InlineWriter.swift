/// Inlines to Markdown source.
struct InlineWriter {
  /// Where the inlines stand.
  enum Place {
    case paragraph
    case heading
    case cell
  }

  private let place: Place
  private var text = ""
  private var isInLink = false
  /// The styles around, which add nothing inside themselves.
  private var open: Set<String> = []

  static func text(of inlines: [Inline], in place: Place) -> String {
    var writer = InlineWriter(place: place)
    writer.write(inlines)
    var text = writer.text
    while text.hasSuffix("\\\n") { text.removeLast(2) }
    return place == .cell ? text.replacing("|", with: "\\|") : text
  }

  private init(place: Place) {
    self.place = place
  }

  private mutating func write(_ inlines: [Inline]) {
    let inlines = inlines.joiningTexts
    for (index, inline) in inlines.enumerated() {
      if case .text(let words) = inline {
        write(words, before: index + 1 < inlines.count ? inlines[index + 1] : nil)
      } else {
        write(inline)
      }
    }
  }

  private mutating func write(_ inline: Inline) {
    switch inline {
    case .text(let words): write(words, before: nil)
    case .code(let code): text += Self.code(code.replacing("\n", with: " "))
    case .emphasis(let inlines): write(inlines, marks: ["*", "_"], kind: "emphasis")
    case .strong(let inlines): write(inlines, marks: ["**", "__"], kind: "strong")
    case .strikethrough(let inlines): write(inlines, marks: ["~~"], kind: "strikethrough")
    case .link(let destination, let inlines): write(inlines, destination: destination)
    case .image(let source, let inlines):
      text += "!"
      writeBracketed(inlines)
      text += "(" + Self.destination(source) + ")"
    case .softBreak: text += place == .paragraph ? "\n" : " "
    case .lineBreak: text += place == .paragraph ? "\\\n" : place == .cell ? "<br>" : " "
    case .html(let source): text += source
    }
  }

  private mutating func write(_ words: String, before next: Inline?) {
    let isBeforeLink = if case .link? = next { true } else { false }
    let isLineStart = place == .paragraph && (text.isEmpty || text.utf8.last == UInt8(ascii: "\n"))
    let words = place == .paragraph ? words : words.replacing("\n", with: " ")
    text += MarkdownEscaping.escaped(
      words,
      atLineStart: isLineStart,
      isInLink: isInLink,
      isBeforeLink: isBeforeLink
    )
  }

  private mutating func write(_ inlines: [Inline], destination: String) {
    guard !isInLink else { return write(inlines) }
    writeBracketed(inlines)
    text += "(" + Self.destination(destination) + ")"
  }

  private mutating func writeBracketed(_ inlines: [Inline]) {
    let was = isInLink
    isInLink = true
    text += "["
    write(inlines)
    text += "]"
    isInLink = was
  }

  /// Writes a style with the first marks that are read as such in this place, and else without.
  private mutating func write(_ inlines: [Inline], marks: [String], kind: String) {
    guard open.insert(kind).inserted else { return write(inlines) }
    defer { open.remove(kind) }
    let start = text.endIndex
    var inner = self
    // The first word of a style begins no block: this stands for the mark in front of it.
    inner.text = "\u{200B}"
    inner.write(inlines)
    let content = String(inner.text.unicodeScalars.dropFirst())
    guard let first = content.unicodeScalars.first, let last = content.unicodeScalars.last else {
      return
    }
    let before = text[..<start].unicodeScalars.last
    let mark = marks.first { mark in
      let sign = mark.unicodeScalars.first
      guard before != sign, first != sign, last != sign else { return false }
      let isWord = before.map { $0.isWordPart } ?? false
      if mark.hasPrefix("_") && isWord { return false }
      return !first.properties.isWhitespace && !last.properties.isWhitespace
        && (first.isWordPart || !isWord)
    }
    text += (mark ?? "") + content + (mark ?? "")
  }

  private static func code(_ code: String) -> String {
    guard !code.isEmpty else { return "" }
    let fence = String(repeating: "`", count: code.shortestFence)
    let isPadded =
      code.first == "`" || code.last == "`"
      || code.first == " " && code.last == " " && code.contains { $0 != " " }
    let pad = isPadded ? " " : ""
    return fence + pad + code + pad + fence
  }

  private static func destination(_ destination: String) -> String {
    let isPlain = destination.utf8.allSatisfy { byte in
      byte > 0x20 && byte != 0x7F && !"<>()\\`".utf8.contains(byte)
    }
    // What looks like an entity ends in a semicolon.
    if isPlain && !(destination.contains("&") && destination.contains(";")) { return destination }
    var result = "<"
    for scalar in destination.unicodeScalars {
      switch scalar {
      case "\n", "\r": result += "%0A"
      case "&": result += "&amp;"
      case "<", ">", "\\", "`": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + ">"
  }
}

extension [Inline] {
  /// Texts next to each other made one, and codes too, which would be read as one with a sign in it.
  fileprivate var joiningTexts: [Inline] {
    var result: [Inline] = []
    var (text, code) = ("", "")
    func flush() {
      if !text.isEmpty { result.append(.text(text)) }
      if !code.isEmpty { result.append(.code(code)) }
      (text, code) = ("", "")
    }
    for inline in self {
      switch inline {
      case .text(let words):
        if !code.isEmpty { flush() }
        text += words
      case .code(let words):
        if !text.isEmpty { flush() }
        code += words
      default:
        flush()
        result.append(inline)
      }
    }
    flush()
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool {
    properties.isAlphabetic || properties.numericType != nil
  }
}

extension String {
  /// The length of a run of backticks that ends nothing inside.
  fileprivate var shortestFence: Int {
    longestRun(of: "`") + 1
  }
}
