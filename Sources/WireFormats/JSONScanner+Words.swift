extension JSONScanner {
  /// The number that begins at `start` with a digit or a minus sign (RFC 8259 §6).
  static func number(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> JSONNode {
    var position = start
    if bytes[position] == JSONByte.minus { position += 1 }
    let first = position
    position = try endOfDigits(in: bytes, from: position, upTo: end)
    if bytes[first] == JSONByte.zero, position > first + 1 {
      throw JSONFault(.badNumber, at: first)
    }
    if position < end, bytes[position] == JSONByte.point {
      position = try endOfDigits(in: bytes, from: position + 1, upTo: end)
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == JSONByte.plus || bytes[position] == JSONByte.minus {
        position += 1
      }
      position = try endOfDigits(in: bytes, from: position, upTo: end)
    }
    return JSONNode(start: start, link: UInt32(truncatingIfNeeded: position))
  }

  /// The end of one digit or more.
  private static func endOfDigits(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> Int {
    guard start < end else { throw JSONFault(.cutToken, at: end) }
    var position = start
    while position < end, JSONByte.isDigit(bytes[position]) { position += 1 }
    guard position > start else { throw JSONFault(.badNumber, at: start) }
    return position
  }

  /// The word `true`, `false`, `null`, `NaN` or `Infinity` that begins at `start` with its first letter.
  static func word(
    in bytes: Span<UInt8>,
    from start: Int,
    upTo end: Int
  ) throws(JSONFault) -> JSONNode {
    var letters: UInt64 =
      switch bytes[start] {
      case UInt8(ascii: "t"): 0x0065_7572
      case UInt8(ascii: "f"): 0x6573_6C61
      case UInt8(ascii: "N"): 0x4E61
      case UInt8(ascii: "I"): 0x79_7469_6E69_666E
      default: 0x006C_6C75
      }
    var position = start + 1
    // The word's other letters, the next one lowest.
    while letters != 0 {
      guard position < end else { throw JSONFault(.cutToken, at: end) }
      guard UInt64(bytes[position]) == letters & 0xFF else { throw JSONFault(.badWord, at: start) }
      letters >>= 8
      position += 1
    }
    return JSONNode(start: start, link: UInt32(truncatingIfNeeded: position))
  }
}
