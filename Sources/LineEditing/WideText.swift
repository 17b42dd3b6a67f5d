internal import CLibEdit

/// The wide characters of `text`, ending with a NUL as C wants it.
func wide(_ text: String) -> [wchar_t] {
  text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
}

/// A line as libedit returns it, without its end.
func lineText(_ characters: UnsafeBufferPointer<wchar_t>) -> String {
  var text = String.UnicodeScalarView()
  for character in characters {
    let scalar = Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}"
    // A C1 control is one of our own keys that came while a key was to be quoted.
    if !(0x80...0x9F).contains(scalar.value) { text.append(scalar) }
  }
  if text.last == "\n" { text.removeLast() }
  return String(text)
}

/// `text` with every control, bidirectional override and line separator in visible form.
///
/// So it stands in a line as text and can neither act as a key nor end the line. With `keepingLines`,
/// line feeds and tabs stay.
func visible(_ text: String, keepingLines: Bool = false) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09 where keepingLines, 0x0A where keepingLines:
      result.append(scalar)
    case 0x00...0x1F, 0x7F:
      result.append("^")
      result.append(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069:
      result.append(contentsOf: "\\u{\(hexadecimal(scalar.value))}".unicodeScalars)
    default:
      result.append(scalar)
    }
  }
  return String(result)
}

private func hexadecimal(_ value: UInt32) -> String {
  String(value, radix: 16, uppercase: true)
}

/// A prompt as libedit wants it: the SGR sequences between marks, as they take no place.
///
/// libedit prints such a sequence together with the character behind it, and drops it where there is
/// none. A sequence at the end therefore goes before the last character.
func promptCharacters(_ prompt: String) -> [wchar_t] {
  var cells: [(style: String, text: Character)] = []
  var style = ""
  var rest = Substring(prompt)
  while let first = rest.first {
    if let sequence = leadingSGR(in: rest) {
      style += sequence
      rest = rest.dropFirst(sequence.count)
    } else {
      for character in visible(String(first)) {
        cells.append((style, character))
        style = ""
      }
      rest = rest.dropFirst()
    }
  }
  if !cells.isEmpty { cells[cells.count - 1].style += style }
  let mark = String(Unicode.Scalar(UInt8(chat_edit_invisible_mark)))
  return wide(
    cells.map { $0.style.isEmpty ? "\($0.text)" : mark + $0.style + mark + "\($0.text)" }.joined()
  )
}

/// An SGR sequence (`ESC [ ... m`) at the start of `text`.
private func leadingSGR(in text: Substring) -> Substring? {
  guard text.hasPrefix("\u{1B}[") else { return nil }
  let parameters = text.dropFirst(2).prefix { $0.isASCII && $0.isNumber || $0 == ";" || $0 == ":" }
  guard text[parameters.endIndex...].first == "m" else { return nil }
  return text[...parameters.endIndex]
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
