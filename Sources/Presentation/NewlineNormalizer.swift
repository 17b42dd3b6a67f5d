/// Makes CRLF one LF and shows the two controls that a Markdown parser would change before the sanitizer sees them:
/// a CR without LF, and NUL.
struct NewlineNormalizer {
  private var endsWithReturn = false

  mutating func add(_ text: String) -> String {
    guard endsWithReturn || text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else {
      return text
    }
    var result = ""
    for scalar in text.unicodeScalars {
      if endsWithReturn, scalar != "\n" { result += "^M" }
      endsWithReturn = scalar == "\r"
      switch scalar {
      case "\r": break
      case "\0": result += "^@"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A CR that nothing followed.
  mutating func finish() -> String {
    defer { endsWithReturn = false }
    return endsWithReturn ? "^M" : ""
  }
}
