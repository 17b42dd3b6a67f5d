public import Conversation

/// What the errors of the known backends look like in JSON: `{error: {message, code, type}}`, `{error: "…"}`,
/// `{detail: "…" | [{msg}] | {…}}`, `{error_code, detail}`, `{message}`, `{title, detail, code}` (RFC 9457) and
/// `{errorMessages: [{errorMessage}]}`.
extension BackendError {
  /// The failure of a response whose status is not a success, from its head and what came of its body.
  public init(head: HTTPResponseHead, body: [UInt8]) {
    let described = (try? JSONView(parsing: body)).flatMap(BackendError.init(describedBy:))
    self = described ?? BackendError(message: Self.plainText(of: body, head))
    status = head.status
    retryAfterMillis = head["Retry-After"].flatMap(Self.millis) ?? retryAfterMillis
  }

  /// The failure that a JSON value describes; `nil` when it does not look like one.
  init?(describedBy view: JSONView) {
    let error = view["error"]
    let detail = error ?? view["detail"] ?? view["errorMessages"]?[0] ?? view
    guard let message = Self.message(in: detail) ?? Self.message(in: view) else { return nil }
    let code = error?["code"] ?? error?["type"] ?? view["error_code"] ?? view["code"]
    self.init(message: message, code: code.flatMap { $0.string ?? $0.numberText })
  }

  private static func message(in view: JSONView) -> String? {
    if let text = view.string { return text.isEmpty ? nil : text }
    if let first = view[0] { return message(in: first) }
    for key in ["message", "detail", "errorMessage", "msg", "title", "error", "errorType"] {
      if let text = view[key]?.string, !text.isEmpty { return text }
    }
    return nil
  }

  /// The text of a body that is no JSON; of a web page, only its title.
  private static func plainText(of body: [UInt8], _ head: HTTPResponseHead) -> String {
    let text = String(decoding: body.prefix(2_048), as: UTF8.self).trimmed
    let isPage = text.hasPrefix("<") || head["Content-Type"]?.hasPrefix("text/html") == true
    guard isPage else { return text }
    guard let open = text.firstRange(of: "<title>"),
      let close = text[open.upperBound...].firstRange(of: "</title>")
    else { return "a web page" }
    return "a web page titled \"\(text[open.upperBound..<close.lowerBound].trimmed)\""
  }

  /// A wait in whole seconds (RFC 9110 §10.2.3), to milliseconds.
  private static func millis(_ value: String) -> Int? {
    guard let seconds = Int(value.trimmed), seconds >= 0, seconds < 1 << 31 else { return nil }
    return seconds * 1_000
  }
}
