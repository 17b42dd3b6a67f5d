internal import CUTF8Proc

/// What utf8proc knows about a code point; the only file that asks it.
struct UnicodeProperties {
  private let value: utf8proc_property_t

  init(of scalar: Unicode.Scalar) {
    // The pointer leads into a constant table and is never null (utf8proc_get_property).
    value = unsafe utf8proc_get_property(utf8proc_int32_t(bitPattern: scalar.value)).pointee
  }

  /// The cells of the code point alone, by East Asian Width: 0, 1 or 2.
  var charWidth: Int { Int(value.charwidth) }

  /// Whether the version of Unicode that utf8proc was made from does not know the code point.
  var isUnassigned: Bool { has(UTF8PROC_CATEGORY_CN) }

  /// Whether the code point belongs to the character before it: a mark, a joiner, a medial or final
  /// letter of a Hangul syllable.
  var continuesCharacter: Bool {
    has(UTF8PROC_CATEGORY_MN) || has(UTF8PROC_CATEGORY_MC) || has(UTF8PROC_CATEGORY_ME)
      || bounds(UTF8PROC_BOUNDCLASS_EXTEND) || bounds(UTF8PROC_BOUNDCLASS_ZWJ)
      || bounds(UTF8PROC_BOUNDCLASS_SPACINGMARK) || isHangulContinuation
  }

  /// A medial or final letter of a Hangul syllable, drawn into the cells of its first letter.
  var isHangulContinuation: Bool { bounds(UTF8PROC_BOUNDCLASS_V) || bounds(UTF8PROC_BOUNDCLASS_T) }

  /// A sign that stands before a number and is visible, such as U+0600.
  var isPrepended: Bool { bounds(UTF8PROC_BOUNDCLASS_PREPEND) }

  /// Whether a line may not end after the code point: an opening bracket or quotation mark.
  var opens: Bool { has(UTF8PROC_CATEGORY_PS) || has(UTF8PROC_CATEGORY_PI) }

  /// Whether a line may not begin with the code point: other punctuation, and signs that lengthen
  /// or repeat.
  var closes: Bool {
    has(UTF8PROC_CATEGORY_PE) || has(UTF8PROC_CATEGORY_PF) || has(UTF8PROC_CATEGORY_PO)
      || has(UTF8PROC_CATEGORY_LM)
  }

  private func has(_ category: utf8proc_category_t) -> Bool {
    UInt32(truncatingIfNeeded: value.category) == category.rawValue
  }

  private func bounds(_ boundClass: utf8proc_boundclass_t) -> Bool {
    value.boundclass == boundClass.rawValue
  }
}

/// Whether a character ends between `left` and `right` (UAX 29); `state` carries what came before.
func endsCharacter(
  between left: Unicode.Scalar,
  and right: Unicode.Scalar,
  state: inout Int32
) -> Bool {
  unsafe utf8proc_grapheme_break_stateful(
    utf8proc_int32_t(bitPattern: left.value),
    utf8proc_int32_t(bitPattern: right.value),
    &state
  )
}
