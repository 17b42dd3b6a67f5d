/// Bodies for `Content-Encoding: gzip` (RFC 1952).
enum CompressedBytes {
  /// The line `{"text":"hello"}`, four times.
  static let hello: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56,
    0x2A, 0x49, 0xAD, 0x28, 0x51, 0xB2, 0x52, 0xCA, 0x48, 0xCD, 0xC9, 0xC9,
    0x57, 0xAA, 0xE5, 0xAA, 0x26, 0x5D, 0x00, 0x00, 0x17, 0x9E, 0x0B, 0x91,
    0x44, 0x00, 0x00, 0x00,
  ]

  /// About 158 times as many NUL bytes as there are bytes here; the trailer is missing.
  ///
  /// The only block uses fixed codes (RFC 1951 section 3.2.6): a literal 0, and then ever the same copy of 258
  /// bytes from a distance of 1, which takes 13 bits.
  static func bomb(size: Int) -> [UInt8] {
    var bits = Bits()
    bits.append(0b011, count: 3)
    bits.append(0b0000_1100, count: 8)
    for _ in 0..<(size / 258) { bits.append(0b00000_10100011, count: 13) }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bits.bytes
  }
}

/// Bits that fill bytes from the lowest one on.
private struct Bits {
  private(set) var bytes: [UInt8] = []
  private var rest = 0
  private var count = 0

  mutating func append(_ bits: Int, count added: Int) {
    rest |= bits << count
    count += added
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
      count -= 8
    }
  }
}
