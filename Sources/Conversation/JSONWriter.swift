/// Writes JSON text (RFC 8259) that is lossless and safe to show on a terminal.
///
/// Every control, bidirectional and invisible code point leaves as a `\u` escape, so no byte of the text can
/// act on a screen.
public struct JSONWriter {
  private var bytes: [UInt8] = []

  /// The value on one line, without a space between its parts.
  public static func compact(_ value: JSONValue) -> String {
    String(decoding: compactBytes(value), as: UTF8.self)
  }

  /// The same text as UTF-8, such as for the body of a request.
  public static func compactBytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(value)
    return writer.bytes
  }

  /// Adds a text to bytes as a string with its quotes, without building a value first.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    // The buffer is not used outside the closure.
    text.withUTF8 { appendContent(unsafe $0.span, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let string): write(string)
    case .array(let elements): write(elements)
    case .object(let members): write(members)
    }
  }

  private mutating func write(_ elements: [JSONValue]) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ members: [JSONValue.Member]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(member.name)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ string: String) {
    Self.append(string, to: &bytes)
  }

  /// Adds valid UTF-8; ASCII goes byte by byte, as most text is nothing else.
  private static func appendContent(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    var position = 0
    while position < text.count {
      let byte = text[position]
      switch byte {
      case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case 0x20...0x7E: bytes.append(byte)
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x80: appendEscape(Unicode.Scalar(byte), to: &bytes)
      default:
        position = appendScalar(at: position, of: text, to: &bytes)
        continue
      }
      position &+= 1
    }
  }

  /// Adds the scalar above ASCII that begins at `start`; returns the place behind it.
  private static func appendScalar(
    at start: Int,
    of text: Span<UInt8>,
    to bytes: inout [UInt8]
  ) -> Int {
    let first = text[start]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first & (0x7F >> UInt8(length)))
    for offset in 1..<length { value = value << 6 | UInt32(text[start + offset] & 0x3F) }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if mustEscape(scalar) || isVariationSelector(before: start, text) && 0xFE0E...0xFE0F ~= value {
      appendEscape(scalar, to: &bytes)
    } else {
      for offset in 0..<length { bytes.append(text[start + offset]) }
    }
    return start + length
  }

  /// Whether U+FE0E or U+FE0F ends before `end`: another one behind it shows as nothing.
  private static func isVariationSelector(before end: Int, _ text: Span<UInt8>) -> Bool {
    end >= 3 && text[end - 3] == 0xEF && text[end - 2] == 0xB8 && 0x8E...0x8F ~= text[end - 1]
  }

  private static func appendEscape(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
      let digits = String(unit, radix: 16)
      bytes += "\\u".utf8
      bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
      bytes += digits.utf8
    }
  }

  /// Controls, line separators, bidirectional controls, variation selectors beyond the common two, tags and
  /// the other code points that show as nothing; the joiners U+200C and U+200D stay, as emoji need them.
  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5: true
    case 0x180B...0x180F, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB: true
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
