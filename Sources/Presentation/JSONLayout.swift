public import Conversation

/// JSON text (RFC 8259) with a member or an element on each line, indented by two spaces.
///
/// Only white space between tokens changes: names keep their order, and strings and numbers every byte. It neither
/// recurses nor keeps a tree.
struct JSONLayout {
  /// Deeper lines are indented no further, so that brackets without end stay cheap.
  private static let deepest = 40

  private let source: [UInt8]
  private var at = 0
  private var laidOut: [UInt8] = []
  /// The brackets that will close what is open.
  private var open: [UInt8] = []

  /// The text laid out; `nil` where the source is not one JSON value.
  static func text(of source: [UInt8]) -> String? {
    var layout = JSONLayout(source)
    guard layout.layOut() else { return nil }
    return String(decoding: layout.laidOut, as: UTF8.self) + "\n"
  }

  private init(_ source: [UInt8]) {
    self.source = source
  }

  private mutating func layOut() -> Bool {
    repeat {
      guard takeValue() else { return false }
    } while takeSeparators()
    return open.isEmpty && next == nil && !hasFailed
  }

  private var hasFailed = false

  /// Takes a scalar, or the bracket that opens a value and, in an object, the name behind it.
  private mutating func takeValue() -> Bool {
    while true {
      guard let byte = next else { return false }
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return takeScalar() }
      take(1)
      let close = byte + 2
      if next == close {
        take(1)
        return true
      }
      open.append(close)
      breakLine()
      if byte == UInt8(ascii: "{"), !takeName() { return false }
    }
  }

  /// Takes what stands behind a value; whether another value follows.
  private mutating func takeSeparators() -> Bool {
    while let close = open.last {
      if next == close {
        open.removeLast()
        breakLine()
        take(1)
      } else if next == UInt8(ascii: ",") {
        take(1)
        breakLine()
        hasFailed = close == UInt8(ascii: "}") && !takeName()
        return !hasFailed
      } else {
        return false
      }
    }
    return false
  }

  private mutating func takeName() -> Bool {
    guard next == UInt8(ascii: "\""), takeString(), next == UInt8(ascii: ":") else { return false }
    take(1)
    laidOut.append(.space)
    return true
  }

  private mutating func takeScalar() -> Bool {
    switch next {
    case UInt8(ascii: "\""): return takeString()
    case UInt8(ascii: "t"): return takeWord("true")
    case UInt8(ascii: "f"): return takeWord("false")
    case UInt8(ascii: "n"): return takeWord("null")
    default: return takeNumber()
    }
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard source[at...].starts(with: word.utf8) else { return false }
    take(word.utf8.count)
    return true
  }

  private mutating func takeString() -> Bool {
    var end = at + 1
    while end < source.count, source[end] != UInt8(ascii: "\"") {
      guard source[end] >= 0x20 else { return false }
      end += source[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < source.count else { return false }
    take(end + 1 - at)
    return true
  }

  private mutating func takeNumber() -> Bool {
    var end = at
    func digits() -> Int {
      let start = end
      while end < source.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[end]) {
        end += 1
      }
      return end - start
    }
    func skip(_ signs: String) -> Bool {
      guard end < source.count, signs.utf8.contains(source[end]) else { return false }
      end += 1
      return true
    }
    _ = skip("-")
    let isZero = end < source.count && source[end] == UInt8(ascii: "0")
    let count = digits()
    guard count > 0, count == 1 || !isZero else { return false }
    if skip("."), digits() == 0 { return false }
    if skip("eE") {
      _ = skip("+-")
      guard digits() > 0 else { return false }
    }
    take(end - at)
    return true
  }

  /// The next byte that is not white space; moves to it.
  private var next: UInt8? {
    mutating get {
      while at < source.count, source[at].isMarkdownSpace { at += 1 }
      return at < source.count ? source[at] : nil
    }
  }

  private mutating func take(_ count: Int) {
    laidOut += source[at..<at + count]
    at += count
  }

  private mutating func breakLine() {
    laidOut.append(.lineFeed)
    laidOut += repeatElement(.space, count: 2 * min(open.count, Self.deepest))
  }
}

extension Turn {
  /// The reply as data for people to read, a member on each line.
  public var indentedJSON: String {
    let source = JSONWriter.compact(json)
    return JSONLayout.text(of: Array(source.utf8)) ?? source + "\n"
  }
}
