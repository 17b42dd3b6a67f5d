/// An escape in the text of a JSON string that the scanner has found to be valid.
struct JSONEscape {
  /// What the escape stands for; U+FFFD for half a surrogate pair.
  let scalar: Unicode.Scalar
  /// The half of a surrogate pair that the escape is; `nil` when it is none.
  let loneSurrogate: UInt16?
  /// The offset behind the escape.
  let end: Int

  /// Reads the escape whose backslash is at `start`, in a text that ends at `end`.
  init(in bytes: Span<UInt8>, at start: Int, upTo end: Int) {
    let letter = bytes[start + 1]
    guard letter == UInt8(ascii: "u") else {
      self.init(scalar: Self.scalar(for: letter), loneSurrogate: nil, end: start + 2)
      return
    }
    let unit = Self.codeUnit(in: bytes, at: start)
    if let scalar = Unicode.Scalar(unit) {
      self.init(scalar: scalar, loneSurrogate: nil, end: start + 6)
    } else if let scalar = Self.pair(unit, in: bytes, at: start + 6, upTo: end) {
      self.init(scalar: scalar, loneSurrogate: nil, end: start + 12)
    } else {
      self.init(scalar: "\u{FFFD}", loneSurrogate: unit, end: start + 6)
    }
  }

  private init(scalar: Unicode.Scalar, loneSurrogate: UInt16?, end: Int) {
    self.scalar = scalar
    self.loneSurrogate = loneSurrogate
    self.end = end
  }

  private static func scalar(for letter: UInt8) -> Unicode.Scalar {
    switch letter {
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: Unicode.Scalar(letter)
    }
  }

  private static func codeUnit(in bytes: Span<UInt8>, at start: Int) -> UInt16 {
    (start + 2..<start + 6).reduce(0) { $0 << 4 | (JSONByte.hexDigit(bytes[$1]) ?? 0) }
  }

  private static func pair(
    _ high: UInt16,
    in bytes: Span<UInt8>,
    at start: Int,
    upTo end: Int
  ) -> Unicode.Scalar? {
    guard start + 6 <= end, bytes[start] == JSONByte.backslash,
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return scalar(high: high, low: codeUnit(in: bytes, at: start))
  }

  /// The scalar that the two halves of a surrogate pair make; `nil` when they make none.
  static func scalar(high: UInt16, low: UInt16) -> Unicode.Scalar? {
    guard UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low) else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(high) & 0x3FF) << 10 + UInt32(low) & 0x3FF)
  }
}
