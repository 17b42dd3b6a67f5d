internal import TerminalText
internal import WireFormats

/// A request in words, for `--dry-run`: method and URL, header fields with secrets masked, body.
enum RequestListing {
  static func text(of request: HTTPRequest) -> StyledText {
    var lines = ["\(request.method) \(request.url)"]
    for field in request.headerFields {
      lines.append("\(field.name): \(field.isSecret ? masked(field.value) : field.value)")
    }
    lines.append("")
    lines.append(String(decoding: request.body, as: UTF8.self))
    let shown = lines.map { Sanitizer.sanitized($0, in: .exact) }
    return StyledText(shown.joined(separator: "\n") + "\n")
  }

  /// The scheme, where there is one, and nothing of the secret.
  private static func masked(_ value: String) -> String {
    let parts = value.split(separator: " ", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0]) ***" : "***"
  }
}
