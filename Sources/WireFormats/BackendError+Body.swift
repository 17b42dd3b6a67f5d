public import Conversation

/// What the errors of the known backends look like in JSON: `{error: {message, code, type}}`, `{error: "…"}`,
/// `{detail: "…" | [{msg}] | {…}}`, `{error_code, detail}`, `{message}`, `{title, detail, code}` (RFC 9457),
/// `{errorText}` and `{errorMessages: [{errorMessage}]}`.
extension BackendError {
  /// The failure of a response whose status is not a success, from its head and what came of its body.
  public init(head: HTTPResponseHead, body: [UInt8]) {
    let view = (try? JSONView(parsing: body)) ?? FrameCutter.firstEvent(of: body)
    let described = view.flatMap(BackendError.init(describedBy:))
    self = described ?? BackendError(message: ErrorText.text(of: body))
    status = head.status
    retryAfterMillis = head["Retry-After"].flatMap(Self.millis)
  }

  /// The failure that a JSON value describes, when it is known to be about one; `nil` when it has no words.
  init?(describedBy view: JSONView) {
    guard let message = Self.message(in: view, depth: 4) else { return nil }
    self.init(message: message, code: Self.code(in: view))
  }

  /// The failure in a reply that the backend calls a success; `nil` when it names none.
  init?(reportedBy reply: JSONView) {
    let members = reply["error"]?.members
    let hasError = reply.words("error") != nil || members?.contains { _ in true } == true
    guard hasError || Self.errorKeys.contains(where: { reply.given($0) != nil }) else { return nil }
    self =
      BackendError(describedBy: reply)
      ?? BackendError(message: Self.noReason, code: Self.code(in: reply))
  }

  /// What stands for words that the backend did not find.
  static let noReason = "the backend gave no reason"

  private static let errorKeys = ["error_code", "errorMessages", "errorText", "errorType"]

  /// Names under which the words stand, the most telling first.
  private static let messageKeys = [
    "message", "error_description", "error", "detail", "errorMessages", "errorMessage", "errorText",
    "msg", "title", "errorType",
  ]

  private static func message(in view: JSONView, depth: Int) -> String? {
    if let text = view.string { return text.isEmpty ? nil : text }
    guard depth > 0 else { return nil }
    if let first = view[0] { return message(in: first, depth: depth - 1) }
    for key in messageKeys {
      if let text = view[key].flatMap({ message(in: $0, depth: depth - 1) }) { return text }
    }
    return nil
  }

  private static func code(in view: JSONView) -> String? {
    let part = view.given("error") ?? view.given("detail")
    // Outside, `type` is a URL (RFC 9457) or says no more than that this is an error.
    return part.flatMap { code(in: $0[0] ?? $0, ["code", "type"]) }
      ?? code(in: view, ["code", "error_code"])
  }

  private static func code(in view: JSONView, _ keys: [String]) -> String? {
    keys.lazy.compactMap { view.words($0) ?? view[$0]?.numberText }.first
  }

  /// A wait in whole seconds (RFC 9110 §10.2.3), to milliseconds.
  private static func millis(_ value: String) -> Int? {
    let digits = value.trimmed
    guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let seconds = Int(digits),
      seconds < 1 << 31
    else { return nil }
    return seconds * 1_000
  }
}
