internal import CLibEdit
internal import TerminalText

/// The wide characters of `text`, ending with a NUL as C wants it.
func wide(_ text: String) -> [wchar_t] {
  text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
}

/// A text as it can stand in a line: its line ends stay, and what would act as a key or cannot be seen is in visible form.
func insertable(_ text: String) -> [wchar_t] {
  let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  return wide(Sanitizer.sanitized(lines, in: .exact))
}

/// The text of a line, or of a part of it, as libedit holds it.
func lineText(_ characters: some Sequence<wchar_t>) -> String {
  var text = String.UnicodeScalarView()
  for character in characters {
    let scalar = Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}"
    // A C1 control is one of our own keys that came while a key was to be quoted.
    if !(0x80...0x9F).contains(scalar.value) { text.append(scalar) }
  }
  return String(text)
}

/// A prompt as libedit wants it: the sequences that set its styles between marks, as they take no place.
///
/// libedit prints a sequence together with the character behind it, and drops it where there is none. The one
/// that takes a style back therefore stands before the last character in that style.
func promptCharacters(_ prompt: StyledText, theme: Theme?) -> [wchar_t] {
  let mark = String(Unicode.Scalar(UInt8(chat_edit_invisible_mark)))
  var text = ""
  for span in prompt.spans {
    let shown = Sanitizer.singleLine(span.text)
    let select = ControlSequence.select(theme?.style(of: span.role) ?? .plain)
    if select.isEmpty {
      text += shown
    } else {
      let reset = ControlSequence.resetStyle
      text += mark + select + mark + shown.dropLast() + mark + reset + mark + shown.suffix(1)
    }
  }
  return wide(text)
}

/// Wide characters at an address that stays the same, for libedit to come back to.
final class WideBuffer {
  let start: UnsafeMutablePointer<wchar_t>

  init(_ characters: [wchar_t]) {
    start = .allocate(capacity: characters.count + 1)
    start.initialize(repeating: 0, count: characters.count + 1)
    start.update(from: characters, count: characters.count)
  }

  deinit {
    start.deallocate()
  }
}
