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

/// The bytes at the end that more bytes could still make a character of.
private func lengthOfUnfinishedSequence(atEndOf bytes: [UInt8]) -> Int {
  for length in 1...3 where length <= bytes.count {
    let lead = bytes[bytes.count - length]
    if lead & 0xC0 == 0x80 { continue }
    guard lead >= 0xC2, lead <= 0xF4, length < (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4) else {
      return 0
    }
    guard length > 1 else { return 1 }
    return secondBytes(after: lead).contains(bytes[bytes.count - length + 1]) ? length : 0
  }
  return 0
}

/// The bytes that may follow a lead byte (Unicode standard, table 3-7): no overlong form, no
/// surrogate, nothing beyond U+10FFFF.
private func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
  switch lead {
  case 0xE0: 0xA0...0xBF
  case 0xED: 0x80...0x9F
  case 0xF0: 0x90...0xBF
  case 0xF4: 0x80...0x8F
  default: 0x80...0xBF
  }
}
