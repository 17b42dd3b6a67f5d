/// One value of a JSON text: where it stands, and what lies behind it.
///
/// What kind of value it is, its first byte in the text tells.
struct JSONNode {
  /// Set in `link` when the string holds an escape.
  static let escaped: UInt32 = 1 << 31
  /// Set in `link` when an escape of the string is half a surrogate pair.
  static let loneSurrogate: UInt32 = 1 << 30
  /// The longest text whose offsets leave the two marks free.
  static let maximumOffset = 1 << 30 - 1

  /// The offset of the value's first byte.
  var start: UInt32
  /// For an array or object the index of the node behind its subtree, or while it is open that of the
  /// container around it; for all others the offset behind the last byte, and the marks.
  var link: UInt32

  init(start: Int, link: UInt32) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.link = link
  }

  var end: Int { Int(link & ~(Self.escaped | Self.loneSurrogate)) }
}

/// Reads JSON text (RFC 8259) in one pass into a flat list of nodes.
///
/// A value comes before its parts and a member's name before its value. The parser keeps its own place in the text, so that a text that breaks off between two
/// tokens can be read on when there is more of it.
struct JSONParser {
  private enum Expectation {
    case value
    case firstElement
    case firstName
    case name
    case colon
    case separator
    case nothing
  }

  private static let none = UInt32.max

  private(set) var nodes: [JSONNode] = []
  private var mode = JSONMode.answer
  private var position = 0
  private var expectation = Expectation.value
  private var open = none
  private(set) var depth = 0

  /// Whether a whole value has been read.
  var isComplete: Bool { expectation == .nothing }

  /// Whether a value has just ended, with no comma behind it yet.
  var isBehindValue: Bool { expectation == .separator }

  /// Forgets what was read and starts again at `start`.
  mutating func begin(_ bytes: [UInt8], _ range: Range<Int>, mode: JSONMode) {
    // One huge document must not hold its memory through a long stream of small ones.
    nodes.removeAll(keepingCapacity: nodes.capacity <= 1 << 16)
    self.mode = mode
    position = range.lowerBound
    expectation = .value
    open = Self.none
    depth = 0
    if mode == .answer, bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
  }

  /// Reads on to `end`, which is a fault only in the middle of a token.
  mutating func advance(over bytes: Span<UInt8>, upTo end: Int) throws(JSONFault) {
    while true {
      while position < end, JSONByte.isWhiteSpace(bytes[position]) { position &+= 1 }
      guard position < end else { return }
      let byte = bytes[position]
      switch expectation {
      case .value: try readValue(byte, bytes, end)
      case .firstElement:
        if byte == JSONByte.closeBracket { close(bytes) } else { try readValue(byte, bytes, end) }
      case .firstName:
        if byte == JSONByte.closeBrace { close(bytes) } else { try readName(byte, bytes, end) }
      case .name: try readName(byte, bytes, end)
      case .colon:
        guard byte == JSONByte.colon else { throw JSONFault(.unexpectedCharacter, at: position) }
        position &+= 1
        expectation = .value
      case .separator: try readSeparator(byte, bytes)
      case .nothing: throw JSONFault(.textBehindValue, at: position)
      }
    }
  }

  /// Takes note that the text ends at `end`.
  func finish(at end: Int) throws(JSONFault) {
    guard !isComplete else { return }
    throw JSONFault(nodes.isEmpty ? .empty : .unexpectedEnd, at: end)
  }

  @inline(__always)
  private mutating func readValue(
    _ byte: UInt8,
    _ bytes: Span<UInt8>,
    _ end: Int
  ) throws(JSONFault) {
    switch byte {
    case JSONByte.quote:
      try append(JSONScanner.string(in: bytes, from: position, upTo: end, mode: mode))
    case JSONByte.openBrace: try open(.firstName)
    case JSONByte.openBracket: try open(.firstElement)
    case JSONByte.minus where isNotANumber(behind: position, bytes, end):
      // The sign is left out, so that the value begins with the letter that tells what it is.
      try append(JSONScanner.word(in: bytes, from: position &+ 1, upTo: end))
    case JSONByte.minus, UInt8(ascii: "0")...UInt8(ascii: "9"):
      try append(JSONScanner.number(in: bytes, from: position, upTo: end))
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      try append(JSONScanner.word(in: bytes, from: position, upTo: end))
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      guard readsNotANumber else { throw JSONFault(.unexpectedCharacter, at: position) }
      try append(JSONScanner.word(in: bytes, from: position, upTo: end))
    default: throw JSONFault(.unexpectedCharacter, at: position)
    }
  }

  /// Whether `NaN` and the infinities are read, as `null`: some encoders write them for a number that is none.
  ///
  /// A whole text of that kind is prose.
  private var readsNotANumber: Bool { mode == .answer && open != Self.none }

  private func isNotANumber(behind sign: Int, _ bytes: Span<UInt8>, _ end: Int) -> Bool {
    sign &+ 1 < end && bytes[sign &+ 1] == UInt8(ascii: "I") && readsNotANumber
  }

  @inline(__always)
  private mutating func append(_ scalar: JSONNode) {
    nodes.append(scalar)
    position = scalar.end
    expectation = open == Self.none ? .nothing : .separator
  }

  @inline(__always)
  private mutating func readName(
    _ byte: UInt8,
    _ bytes: Span<UInt8>,
    _ end: Int
  ) throws(JSONFault) {
    guard byte == JSONByte.quote else { throw JSONFault(.unexpectedCharacter, at: position) }
    let name = try JSONScanner.string(in: bytes, from: position, upTo: end, mode: mode)
    nodes.append(name)
    position = name.end
    expectation = .colon
  }

  @inline(__always)
  private mutating func open(_ first: Expectation) throws(JSONFault) {
    guard depth < JSONDocument.maximumDepth else { throw JSONFault(.tooDeep, at: position) }
    depth &+= 1
    let index = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(JSONNode(start: position, link: open))
    open = index
    position &+= 1
    expectation = first
  }

  @inline(__always)
  private mutating func readSeparator(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONFault) {
    let isObject = bytes[Int(nodes[Int(open)].start)] == JSONByte.openBrace
    if byte == JSONByte.comma {
      position &+= 1
      expectation = isObject ? .name : .value
    } else if byte == (isObject ? JSONByte.closeBrace : JSONByte.closeBracket) {
      close(bytes)
    } else {
      throw JSONFault(.unexpectedCharacter, at: position)
    }
  }

  @inline(__always)
  private mutating func close(_ bytes: Span<UInt8>) {
    let outer = nodes[Int(open)].link
    nodes[Int(open)].link = UInt32(truncatingIfNeeded: nodes.count)
    open = outer
    depth &-= 1
    position &+= 1
    expectation = outer == Self.none ? .nothing : .separator
  }
}
