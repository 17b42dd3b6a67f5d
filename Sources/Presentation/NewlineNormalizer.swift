/// Makes CRLF one LF and shows every other control but TAB: some of them are white space or line ends to a
/// Markdown parser, and would be gone before the sanitizer sees them.
struct NewlineNormalizer {
  private var endsWithReturn = false

  mutating func add(_ text: String) -> String {
    guard endsWithReturn || text.utf8.contains(where: { $0 < 0x20 && Self.isShown($0) }) else {
      return text
    }
    var result: [UInt8] = []
    for byte in text.utf8 {
      if endsWithReturn, byte != .lineFeed { result += Self.shown(0x0D) }
      endsWithReturn = byte == 0x0D
      if endsWithReturn { continue }
      if Self.isShown(byte) { result += Self.shown(byte) } else { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A CR that nothing followed.
  mutating func finish() -> String {
    defer { endsWithReturn = false }
    return endsWithReturn ? "^M" : ""
  }

  private static func isShown(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != .lineFeed && byte != .tab
  }

  /// The caret notation, as the sanitizer writes it.
  private static func shown(_ control: UInt8) -> [UInt8] {
    [UInt8(ascii: "^"), control ^ 0x40]
  }
}
