/// Turns bytes that arrive in pieces into text (UTF-8, RFC 3629).
///
/// Each maximal subpart of an ill-formed sequence becomes one U+FFFD, as the Unicode standard
/// recommends (chapter 3, "U+FFFD Substitution of Maximal Subparts"). The text is the same for
/// every way of cutting the bytes into pieces.
public struct UTF8Decoder: Sendable {
  /// The start of a sequence whose end has not come: at most three bytes.
  private var held: [UInt8] = []

  /// A decoder at the start of a text.
  public init() {}

  /// Takes the next bytes; returns the text that is complete.
  public mutating func add(_ bytes: [UInt8]) -> String {
    let all = held.isEmpty ? bytes : held + bytes
    let end = all.count - lengthOfUnfinishedSequence(atEndOf: all)
    held = Array(all[end...])
    return String(decoding: all[..<end], as: UTF8.self)
  }

  /// Ends the text; an unfinished sequence becomes U+FFFD.
  public mutating func finish() -> String {
    defer { held = [] }
    return String(decoding: held, as: UTF8.self)
  }
}

/// The bytes at the end that begin with a lead byte and are fewer than it announces.
///
/// They need not be well formed: a sequence that begins at a lead byte decodes the same whatever
/// stands before it, so all that matters is not to cut within one.
private func lengthOfUnfinishedSequence(atEndOf bytes: [UInt8]) -> Int {
  for length in 1...3 where length <= bytes.count {
    let byte = bytes[bytes.count - length]
    if byte & 0xC0 == 0x80 { continue }
    let announced = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    return length < announced ? length : 0
  }
  return 0
}
