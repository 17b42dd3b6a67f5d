/// The name of a file as a person types it, or as a terminal puts it into the line when a file is dropped on it.
enum TypedPath {
  /// The name without the quotes around it, or the backslashes in it, that a shell would take away.
  static func unquoted(_ typed: String) -> String {
    if typed.count > 1, typed.hasPrefix("'"), typed.hasSuffix("'") {
      return String(typed.dropFirst().dropLast()).replacing("'\\''", with: "'")
    }
    let isQuoted = typed.count > 1 && typed.hasPrefix("\"") && typed.hasSuffix("\"")
    var path = ""
    var isEscaped = false
    for character in isQuoted ? typed.dropFirst().dropLast() : typed[...] {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        path.append(character)
        isEscaped = false
      }
    }
    return path
  }
}
