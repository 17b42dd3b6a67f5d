extension StringProtocol {
  /// The text as a part of a URL that has no meaning of its own, all but unreserved characters encoded (RFC 3986 §2).
  public var percentEncoded: String { percentEncoded(points: false) }

  /// The text as one segment of a path (RFC 3986 §3.3), whatever it holds: with points, one that is no more than them
  /// would lead to another place.
  var pathSegment: String { percentEncoded(points: true) }

  private func percentEncoded(points: Bool) -> String {
    let digits = Array("0123456789ABCDEF")
    return utf8.reduce(into: "") { text, byte in
      switch byte {
      // The condition belongs to the point alone.
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E,
        0x2E where !points:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }

  /// The text that was encoded so; what is no encoded byte stays as it is.
  var percentDecoded: String {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap(JSONByte.hexDigit)
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(UInt8(digits[0] << 4 | digits[1]))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
