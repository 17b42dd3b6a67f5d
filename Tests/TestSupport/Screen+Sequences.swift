/// What the screen does for the controls and sequences on its two lists.
extension Screen {
  mutating func performControl(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": cursor.column = 0
    case "\n": lineFeed()
    case "\u{07}": bells += 1
    case "\u{08}" where understandsLineEditing: move(columns: -1)
    default: recordViolation(String(scalar))
    }
  }

  /// CSI ends with a byte from `@` to `~`, OSC with BEL or ST; anything else is two characters long.
  func isComplete(_ sequence: String) -> Bool {
    let scalars = Array(sequence.unicodeScalars)
    guard scalars.count > 1 else { return false }
    switch scalars[1] {
    case "[": return scalars.count > 2 && ("@"..."~").contains(scalars[scalars.count - 1])
    case "]": return sequence.hasSuffix("\u{07}") || sequence.hasSuffix("\u{1B}\\")
    default: return true
    }
  }

  mutating func perform(_ sequence: String) {
    if sequence.hasPrefix("\u{1B}]8;") {
      link(String(sequence.dropFirst(4)))
    } else if sequence.hasPrefix("\u{1B}]52;c;"), sequence.hasSuffix("\u{1B}\\") {
      clipboard = String(sequence.dropFirst(7).dropLast(2))
    } else if sequence.hasPrefix("\u{1B}["), let final = sequence.last {
      let parameters = String(sequence.dropFirst(2).dropLast())
      if !performOurs(final, parameters), !performLineEditing(final, parameters) {
        recordViolation(sequence)
      }
    } else {
      recordViolation(sequence)
    }
  }

  private mutating func performOurs(_ final: Character, _ parameters: String) -> Bool {
    switch (final, parameters) {
    case ("m", _): return selectGraphics(parameters)
    case ("K", ""), ("K", "0"): eraseToEndOfLine()
    case ("h", "?25"): isCursorVisible = true
    case ("l", "?25"): isCursorVisible = false
    case ("h", "?2004"): hasBracketedPaste = true
    case ("l", "?2004"): hasBracketedPaste = false
    default: return false
    }
    return true
  }

  private mutating func performLineEditing(_ final: Character, _ parameters: String) -> Bool {
    guard understandsLineEditing, let count = parameters.isEmpty ? 1 : Int(parameters) else {
      return false
    }
    switch final {
    case "A": move(rows: -count)
    case "G": move(columns: count - 1 - min(cursor.column, columns - 1))
    case "H" where parameters.isEmpty: cursor = (0, 0)
    case "J" where count == 2: eraseAll()
    default: return false
    }
    return true
  }

  /// `parameters;URI` and its end.
  private mutating func link(_ rest: String) {
    let target = rest.drop { $0 != ";" }.dropFirst()
      .filter { $0 != "\u{07}" && $0 != "\u{1B}" && $0 != "\\" }
    style.link = target.isEmpty ? nil : String(target)
  }

  private mutating func selectGraphics(_ parameters: String) -> Bool {
    var codes = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
    while let first = codes.popFirst() {
      guard let code = first.isEmpty ? 0 : Int(first) else { return false }
      switch code {
      case 0: style = Style(keepingLinkOf: style)
      case 1...9: style.attributes.insert(code)
      case 22: style.attributes.subtract([1, 2])
      case 23...29: style.attributes.remove(code - 20)
      case 30...37, 90...97: style.foreground = "\(code)"
      case 40...47, 100...107: style.background = "\(code)"
      case 39: style.foreground = nil
      case 49: style.background = nil
      case 38, 48:
        let count = codes.first == "5" ? 2 : 4
        let color = ([String(code)] + codes.prefix(count).map(String.init)).joined(separator: ";")
        if code == 38 { style.foreground = color } else { style.background = color }
        codes = codes.dropFirst(count)
      default: return false
      }
    }
    return true
  }

  private mutating func recordViolation(_ sequence: String) {
    violations.append(sequence.unicodeScalars.map { $0.escaped(asASCII: true) }.joined())
  }
}

extension Screen.Style {
  fileprivate init(keepingLinkOf other: Screen.Style) {
    self.init()
    link = other.link
  }
}
