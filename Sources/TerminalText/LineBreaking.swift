// Where a line may end without a space: a small part of UAX 14, for text that is written without
// spaces.

/// Whether a line may end at the code point, which is then left out like a space.
func isBreakingSpace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  // Not the spaces that are made to hold words together: U+00A0, U+2007, U+202F.
  case 0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: true
  default: false
  }
}

/// Whether a line may end between two characters, given their first scalars: beside a wide one, but
/// not before closing or after opening punctuation.
func mayBreak(between left: Unicode.Scalar, and right: Unicode.Scalar) -> Bool {
  if left.isASCII && right.isASCII { return false }
  let leftIsWide = isWide(left)
  let rightIsWide = isWide(right)
  guard leftIsWide || rightIsWide else { return false }
  guard leftIsWide || isASCIILetterOrDigit(left), rightIsWide || isASCIILetterOrDigit(right) else {
    return false
  }
  return !UnicodeProperties(of: left).opens && !mayNotBegin(right)
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  DisplayWidth.cells(of: scalar) == 2
}

private func isASCIILetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "0"..."9", "A"..."Z", "a"..."z": true
  default: false
  }
}

/// Closing punctuation, signs that lengthen or repeat, and the small letters of Japanese (class
/// CJ).
private func mayNotBegin(_ scalar: Unicode.Scalar) -> Bool {
  if UnicodeProperties(of: scalar).closes { return true }
  switch scalar.value {
  case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E: return true
  case 0x3095, 0x3096, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5: return true
  case 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x31F0...0x31FF: return true
  default: return false
  }
}
