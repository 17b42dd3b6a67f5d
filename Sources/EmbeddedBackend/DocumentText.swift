/// The text in the bytes of a file.
enum DocumentText {
  /// The text with line feeds as its line ends; `nil` for what is no text, as a NUL tells.
  ///
  /// UTF-8 is the rule; a byte-order mark announces UTF-16; whatever else is not UTF-8 is read as Windows-1252, the usual
  /// superset of Latin-1 (WHATWG Encoding Standard §9).
  static func decoded(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes, low: 0, high: 1) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes, low: 1, high: 0) }
    guard !bytes.contains(0) else { return nil }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let text = String(validating: hasMark ? bytes[3...] : bytes[...], as: UTF8.self)
    return withPlainLineEnds(text ?? windows1252(bytes))
  }

  private static func utf16(_ bytes: [UInt8], low: Int, high: Int) -> String {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + low])
    }
    return withPlainLineEnds(String(decoding: units, as: UTF16.self))
  }

  private static func windows1252(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let code = (0x80...0x9F).contains(byte) ? upperControls[Int(byte) - 0x80] : UInt16(byte)
      text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return String(text)
  }

  private static func withPlainLineEnds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// What Windows-1252 has in place of the controls U+0080 to U+009F.
  private static let upperControls: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
