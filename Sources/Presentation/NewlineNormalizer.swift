/// Makes CRLF one LF and shows every other control but TAB: some of them are white space or line ends to a
/// Markdown parser, and would be gone before the sanitizer sees them.
struct NewlineNormalizer {
  private var endsWithReturn = false

  mutating func add(_ text: [UInt8]) -> [UInt8] {
    guard endsWithReturn || text.contains(where: Self.isShown) else { return text }
    var result: [UInt8] = []
    for byte in text {
      if endsWithReturn, byte != .lineFeed { result += Self.shown(0x0D) }
      endsWithReturn = byte == 0x0D
      if endsWithReturn { continue }
      if Self.isShown(byte) { result += Self.shown(byte) } else { result.append(byte) }
    }
    return result
  }

  /// A CR that nothing followed.
  mutating func finish() -> [UInt8] {
    defer { endsWithReturn = false }
    return endsWithReturn ? Self.shown(0x0D) : []
  }

  private static func isShown(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != .lineFeed && byte != .tab
  }

  /// The caret notation, as the sanitizer writes it.
  private static func shown(_ control: UInt8) -> [UInt8] {
    [UInt8(ascii: "^"), control ^ 0x40]
  }
}
