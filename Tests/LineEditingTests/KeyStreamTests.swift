import Testing

@testable import LineEditing

/// Keys and pastes in bytes that come one at a time.
@Suite struct KeyStreamTests {
  /// What comes of the bytes; `|` stands for a while without any.
  private static func keys(_ text: String) -> [KeyStream.Key] {
    var stream = KeyStream()
    return text.utf8.flatMap { byte in
      byte == UInt8(ascii: "|") ? stream.giveUp() : stream.add(byte)
    }
  }

  private static func bytes(_ text: String) -> [KeyStream.Key] { text.utf8.map(KeyStream.Key.byte) }

  private static func paste(_ text: String) -> [KeyStream.Key] { [.paste(Array(text.utf8))] }

  @Test(arguments: [
    "abc", "\u{1B}[A", "\u{1B}\u{1B}[2", "\u{1B}[20x", "\u{1B}[202~", "\u{1B}|", "\u{1B}[2|01x",
  ])
  func `keys are handed on as they are`(text: String) {
    #expect(Self.keys(text + "|") == Self.bytes(text.filter { $0 != "|" }))
  }

  @Test func `pastes are handed on whole`() {
    #expect(
      Self.keys("a\u{1B}[200~b\rc\u{1B}[201~d") == Self.bytes("a") + Self.paste("b\rc")
        + Self.bytes("d")
    )
    #expect(Self.keys("\u{1B}[200~\u{1B}[201~") == Self.paste(""))
    #expect(
      Self.keys("\u{1B}[200~a\u{1B}[200~\u{1B}[201~\u{1B}[201~b") == Self.paste("a\u{1B}[200~")
        + Self.bytes("b")
    )
    #expect(Self.keys("\u{1B}[200~\u{1B}[201\u{1B}[201~") == Self.paste("\u{1B}[201"))
    #expect(Self.keys("\u{1B}\u{1B}[200~a\u{1B}[201~") == Self.bytes("\u{1B}") + Self.paste("a"))
  }

  @Test func `a paste is recognised also when its beginning comes slowly`() {
    #expect(Self.keys("\u{1B}|[200~a\u{1B}[201~") == Self.bytes("\u{1B}") + Self.paste("a"))
    #expect(Self.keys("\u{1B}[20|0~a\u{1B}[201~") == Self.bytes("\u{1B}[20") + Self.paste("a"))
  }

  @Test func `a paste without an end ends by itself`() {
    #expect(Self.keys("\u{1B}[200~a\u{1B}[20|\r") == Self.paste("a\u{1B}[20") + Self.bytes("\r"))
  }

  @Test func `ESC and Enter together are a further line, and apart two keys`() {
    #expect(Self.keys("\u{1B}\r\u{1B}\n") == [.newline, .newline])
    #expect(Self.keys("\u{1B}|\r") == Self.bytes("\u{1B}\r"))
  }

  @Test func `nothing is waited for when nothing is held back`() {
    var stream = KeyStream()
    #expect(stream.patience == nil)
    _ = stream.add(0x1B)
    #expect(stream.patience == 100)
    _ = stream.giveUp()
    #expect(stream.patience == nil)
    for byte in "[200~".utf8 { _ = stream.add(byte) }
    #expect(stream.patience == 1_000)
  }
}
