/// Turns bytes from the terminal into characters as they come, whatever the locale.
///
/// Each ill-formed sequence becomes one U+FFFD per maximal subpart (the Unicode Standard, section 3.9).
/// C1 controls become U+FFFD too: libedit would take them for keys.
struct UTF8Decoder {
  private var value: UInt32 = 0
  private var missing = 0
  /// What the next byte may be; narrower than 0x80...0xBF after some lead bytes.
  private var continuation: ClosedRange<UInt8> = 0x80...0xBF
  private var ready: [Unicode.Scalar] = []

  /// Takes one byte.
  mutating func push(_ byte: UInt8) {
    if missing == 0 {
      begin(byte)
    } else if continuation.contains(byte) {
      value = value << 6 | UInt32(byte & 0x3F)
      missing -= 1
      continuation = 0x80...0xBF
      if missing == 0 { finish() }
    } else {
      missing = 0
      ready.append("\u{FFFD}")
      begin(byte)
    }
  }

  /// The next complete character.
  mutating func next() -> Unicode.Scalar? {
    ready.isEmpty ? nil : ready.removeFirst()
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x00...0x7F: ready.append(Unicode.Scalar(byte))
    case 0xC2...0xDF: expect(1, after: byte & 0x1F)
    case 0xE0: expect(2, after: 0, from: 0xA0...0xBF)
    case 0xED: expect(2, after: 0x0D, from: 0x80...0x9F)
    case 0xE1...0xEF: expect(2, after: byte & 0x0F)
    case 0xF0: expect(3, after: 0, from: 0x90...0xBF)
    case 0xF1...0xF3: expect(3, after: byte & 0x07)
    case 0xF4: expect(3, after: 4, from: 0x80...0x8F)
    default: ready.append("\u{FFFD}")
    }
  }

  private mutating func expect(
    _ count: Int,
    after bits: UInt8,
    from range: ClosedRange<UInt8> = 0x80...0xBF
  ) {
    missing = count
    value = UInt32(bits)
    continuation = range
  }

  private mutating func finish() {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    ready.append((0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)
  }
}
