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
    let body = body(of: request, without: files)
    lines.append(String(decoding: body, as: UTF8.self))
    let command = CurlCommand(request, token: token, reach: reach).text
    let isWhole = body == request.body
    lines += ["", isWhole ? command : "(no command for curl: its files do not fit in it)"]
    let mask = SecretMask(token)
    let shown = lines.map { Sanitizer.sanitized(mask.masking($0), in: .exact) }
    return StyledText(shown.joined(separator: "\n") + "\n")
  }

  /// The body, in which what is in a file stands neither as it is nor in base 64.
  private static func body(of request: HTTPRequest, without files: [Attachment]) -> [UInt8] {
    files.reduce(into: request.body) { body, file in
      let placeholder = "(\(file.bytes.count) bytes of \(file.name))"
      for form in [file.bytes, Array(file.base64.utf8)] {
        while let place = body.firstRange(of: form) {
          body.replaceSubrange(place, with: placeholder.utf8)
        }
      }
    }
  }

  /// Nothing of the secret; of a credential its scheme (RFC 9110 §11.4), where there is one.
  static func masked(_ field: HTTPHeaderField) -> String {
    let parts = field.value.split(separator: " ", maxSplits: 1)
    let hasScheme = field.name.lowercased().hasSuffix("authorization") && parts.count == 2
    return hasScheme ? "\(parts[0]) ***" : "***"
  }
}
