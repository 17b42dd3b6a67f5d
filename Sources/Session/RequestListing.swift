internal import CommandLine
internal import TerminalText
internal import WireFormats

/// A request in words, for `--dry-run`: method and URL, header fields, body, and the command for curl that sends the
/// same; secrets are masked.
///
/// The data of images, which nobody reads, are only told of, and so is the command, which would be too long for a shell.
enum RequestListing {
  static func text(
    of request: HTTPRequest,
    sending files: [Attachment] = [],
    token: String? = nil,
    reach: Reach = Reach()
  ) -> StyledText {
    var lines = ["\(request.method) \(ShownURL.text(of: request.url))"]
    for field in request.headerFields {
      lines.append("\(field.name): \(field.isSecret ? masked(field) : field.value)")
    }
    lines.append("")
    let body = String(decoding: request.body, as: UTF8.self)
    lines.append(files.reduce(body) { $0.replacing($1.base64, with: placeholder($1)) })
    let command = CurlCommand(request, token: token, reach: reach).text
    lines += ["", files.isEmpty ? command : "(no command for curl: its files do not fit in it)"]
    let mask = SecretMask(token)
    let shown = lines.map { Sanitizer.sanitized(mask.masking($0), in: .exact) }
    return StyledText(shown.joined(separator: "\n") + "\n")
  }

  private static func placeholder(_ file: Attachment) -> String {
    "(\(file.bytes.count) bytes of \(file.name))"
  }

  /// Nothing of the secret; of a credential its scheme (RFC 9110 §11.4), where there is one.
  static func masked(_ field: HTTPHeaderField) -> String {
    let parts = field.value.split(separator: " ", maxSplits: 1)
    let hasScheme = field.name.lowercased().hasSuffix("authorization") && parts.count == 2
    return hasScheme ? "\(parts[0]) ***" : "***"
  }
}
