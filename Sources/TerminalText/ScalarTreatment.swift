/// What becomes of a code point on its way to a terminal.
enum ScalarTreatment {
  /// Shown as it is.
  case plain
  /// Shown as it is, up to the limit for one base.
  case mark
  /// Shown as it is, unless it follows another one.
  case variationSelector
  /// Shown as it is; tags may follow it.
  case blackFlag
  /// Part of a line end, or visible.
  case carriageReturn
  /// Left out: common, harmless and without a look of its own.
  case leftOut
  /// Shown by its name.
  case visible

  init(of scalar: Unicode.Scalar, in context: Sanitizer.Context) {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E: self = .plain
    case 0x0D: self = .carriageReturn
    case 0...0x1F, 0x7F...0x9F: self = .visible
    case 0xAD, 0x200B, 0x2060, 0xFEFF: self = context == .prose ? .leftOut : .visible
    // Marks, because they take no cell and so could hide a longer pile of marks.
    case 0x061C, 0x200E, 0x200F: self = context == .prose ? .mark : .visible
    case 0xFE00...0xFE0F: self = .variationSelector
    case 0x1F3F4: self = .blackFlag
    case 0..<0x300: self = .plain
    default: self = Self.isDeceptive(scalar.value) ? .visible : Self(ofOther: scalar)
    }
  }

  private init(ofOther scalar: Unicode.Scalar) {
    self = UnicodeProperties(of: scalar).continuesCharacter ? .mark : .plain
  }

  /// Code points that reorder text or show as nothing, and so carry what the eye does not see.
  private static func isDeceptive(_ value: UInt32) -> Bool {
    switch value {
    // Bidirectional embeddings, overrides and isolates; line and paragraph separators; deprecated
    // formats.
    case 0x2028...0x202E, 0x2061...0x206F: true
    // Fillers, joiners and vowels without a look.
    case 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: true
    // Interlinear annotations; formats of shorthand and music.
    case 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: true
    // Tags, the supplementary variation selectors, and what is reserved to be invisible like them.
    case 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
