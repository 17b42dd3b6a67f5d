extension JSONView {
  /// The text of a number as it came; `nil` for any other kind.
  public var numberText: String? {
    kind == .number ? String(decoding: bytes[Int(node.start)..<node.end], as: UTF8.self) : nil
  }

  /// The number as a whole one, also from `1e3` or `20.0`; `nil` when it has a fraction or does not fit.
  public var int: Int? {
    guard kind == .number else { return nil }
    var number = DecimalNumber(bytes[Int(node.start)..<node.end])
    return number.whole()
  }

  /// The nearest floating-point number; `nil` when it is too large for one.
  public var double: Double? {
    guard let text = numberText, let number = Double(text), number.isFinite else { return nil }
    return number
  }
}

/// A valid JSON number taken apart: its digits without the point, and the power of ten that they count.
private struct DecimalNumber {
  private var isNegative = false
  private var digits: [UInt8] = []
  private var exponent = 0

  init(_ text: ArraySlice<UInt8>) {
    var isExponentNegative = false
    var part = UInt8(ascii: " ")
    var written = 0
    for byte in text {
      switch byte {
      case JSONByte.minus where part == UInt8(ascii: "e"): isExponentNegative = true
      case JSONByte.minus: isNegative = true
      case JSONByte.plus: break
      case JSONByte.point: part = byte
      case UInt8(ascii: "e"), UInt8(ascii: "E"): part = UInt8(ascii: "e")
      case _ where part == UInt8(ascii: "e"):
        // Far beyond any Int, and far from an overflow of its own.
        written = min(written * 10 + Int(byte - JSONByte.zero), 1 << 40)
      default:
        if part == JSONByte.point { exponent -= 1 }
        digits.append(byte - JSONByte.zero)
      }
    }
    exponent += isExponentNegative ? -written : written
  }

  /// The number as a whole one; `nil` when it is none or too large.
  mutating func whole() -> Int? {
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    guard !digits.isEmpty else { return 0 }
    guard 0...18 ~= exponent else { return nil }
    var result = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      // Counted down for a negative number, which reaches one further.
      let (shifted, tooLarge) = result.multipliedReportingOverflow(by: 10)
      let signed = isNegative ? -Int(digit) : Int(digit)
      let (sum, over) = shifted.addingReportingOverflow(signed)
      guard !tooLarge, !over else { return nil }
      result = sum
    }
    return result
  }
}
