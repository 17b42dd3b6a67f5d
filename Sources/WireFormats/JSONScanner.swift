/// Finds where the tokens of JSON text end.
///
/// What is read ends at `end`, although eight bytes at a time may be looked at; where it ends inside a token,
/// so that more bytes could help, the fault is `cutToken`.
enum JSONScanner {
  /// The first place from `start` on that holds a quote, a backslash, a control or a byte above ASCII;
  /// `end` when there is none.
  @inline(__always)
  static func endOfPlainText(in bytes: Span<UInt8>, from start: Int, upTo end: Int) -> Int {
    var position = start
    while position &+ 8 <= bytes.count, position < end {
      let marks = marksOfSpecialBytes(word(in: bytes, at: position))
      if marks != 0 { return min(position &+ marks.trailingZeroBitCount / 8, end) }
      position &+= 8
    }
    while position < end {
      let byte = bytes[position]
      guard byte >= 0x20, byte < 0x80, byte != JSONByte.quote, byte != JSONByte.backslash
      else { break }
      position &+= 1
    }
    return min(position, end)
  }

  /// Eight bytes as a number whose lowest byte comes first.
  @inline(__always)
  private static func word(in bytes: Span<UInt8>, at position: Int) -> UInt64 {
    // The load checks the bounds; unsafe is only the type, and any eight bytes are a valid UInt64.
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
    return UInt64(littleEndian: word)
  }

  /// Sets the top bit of each byte that ends plain text.
  ///
  /// A borrow can set bits too many, but only above
  /// the lowest one that is right, and only the lowest is used.
  @inline(__always)
  private static func marksOfSpecialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(JSONByte.quote))
    let backslashes = word ^ (ones &* UInt64(JSONByte.backslash))
    let below = (word &- ones &* 0x20) & ~word
    let found = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
    return (below | found | word) & (ones &* 0x80)
  }

  /// The place of the next LF from `start` on; `nil` when there is none.
  static func lineFeed(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    while position &+ 8 <= bytes.count {
      let feeds = word(in: bytes, at: position) ^ (ones &* UInt64(JSONByte.lineFeed))
      let marks = (feeds &- ones) & ~feeds & (ones &* 0x80)
      if marks != 0 { return position &+ marks.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < bytes.count {
      if bytes[position] == JSONByte.lineFeed { return position }
      position &+= 1
    }
    return nil
  }

  /// The end of a string whose opening quote is at `start`, and what its text is made of.
  @inline(__always)
  static func string(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int,
    mode: JSONMode
  ) throws(JSONFault) -> JSONNode {
    var position = start &+ 1
    var marks: UInt32 = 0
    while true {
      position = endOfPlainText(in: bytes, from: position, upTo: end)
      guard position < end else { throw JSONFault(.cutToken, at: end) }
      let byte = bytes[position]
      if byte == JSONByte.quote {
        return JSONNode(start: start, link: UInt32(truncatingIfNeeded: position &+ 1) | marks)
      }
      if byte == JSONByte.backslash {
        marks |= JSONNode.escaped
        position = try endOfEscape(in: bytes, from: position, upTo: end, mode: mode, &marks)
      } else if byte >= 0x80 {
        position = try endOfScalars(in: bytes, from: position, upTo: end)
      } else {
        throw JSONFault(.controlCharacter, at: position)
      }
    }
  }

  /// The end of an escape whose backslash is at `start`; the two escapes of a surrogate pair are one.
  private static func endOfEscape(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int,
    mode: JSONMode,
    _ marks: inout UInt32
  ) throws(JSONFault) -> Int {
    guard start + 1 < end else { throw JSONFault(.cutToken, at: end) }
    switch bytes[start + 1] {
    case UInt8(ascii: "u"): break
    case JSONByte.quote, JSONByte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    default: throw JSONFault(.badEscape, at: start)
    }
    let unit = try codeUnit(in: bytes, from: start, upTo: end)
    guard UTF16.isSurrogate(unit) else { return start + 6 }
    if UTF16.isLeadSurrogate(unit) {
      guard start + 6 < end else { throw JSONFault(.cutToken, at: end) }
      if try followsTrailSurrogate(in: bytes, from: start + 6, upTo: end) { return start + 12 }
    }
    guard mode == .answer else { throw JSONFault(.loneSurrogate, at: start) }
    marks |= JSONNode.loneSurrogate
    return start + 6
  }

  private static func followsTrailSurrogate(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> Bool {
    guard bytes[start] == JSONByte.backslash else { return false }
    guard start + 1 < end else { throw JSONFault(.cutToken, at: end) }
    guard bytes[start + 1] == UInt8(ascii: "u") else { return false }
    return UTF16.isTrailSurrogate(try codeUnit(in: bytes, from: start, upTo: end))
  }

  /// What the four digits of the `\u` escape at `start` say.
  static func codeUnit(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for position in start + 2..<start + 6 {
      guard position < end else { throw JSONFault(.cutToken, at: end) }
      guard let digit = JSONByte.hexDigit(bytes[position]) else {
        throw JSONFault(.badEscape, at: start)
      }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// The end of the run of scalars above ASCII that begins at `start`: well-formed UTF-8 as in the
  /// Unicode Standard, table 3-7.
  private static func endOfScalars(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> Int {
    var position = start
    while position < end, bytes[position] >= 0x80 {
      let length: Int
      var valid: ClosedRange<UInt8> = 0x80...0xBF
      switch bytes[position] {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, valid) = (3, 0xA0...0xBF)
      case 0xED: (length, valid) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, valid) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, valid) = (4, 0x80...0x8F)
      default: throw JSONFault(.badUTF8, at: position)
      }
      for next in position + 1..<position + length {
        guard next < end else { throw JSONFault(.cutToken, at: end) }
        guard valid.contains(bytes[next]) else { throw JSONFault(.badUTF8, at: position) }
        valid = 0x80...0xBF
      }
      position += length
    }
    return position
  }
}
