public import Conversation

/// What the errors of the known backends look like in JSON: `{error: {message, code, type}}`, `{error: "…"}`,
/// `{detail: "…" | [{loc, msg}] | {…}}`, `{error_code, detail}`, `{message}`, `{title, detail, code, errors: [{pointer,
/// detail}]}` (RFC 9457), `{errorText}` and `{errorMessages: [{errorMessage}]}`.
extension BackendError {
  /// The failure of a response whose status is not a success, from its head and what came of its body.
  public init(head: HTTPResponseHead, body: [UInt8]) {
    let view = (try? JSONView(parsing: body)) ?? FrameCutter.firstEvent(of: body)
    let described = view.flatMap(BackendError.init(describedBy:))
    self = described ?? BackendError(message: ErrorText.text(of: body))
    status = head.status
    retryAfterMillis = RetryAfter.millis(in: head) ?? retryAfterMillis
  }

  /// The failure that a JSON value describes, when it is known to be about one; `nil` when it has no words.
  init?(describedBy view: JSONView) {
    guard var message = Self.message(in: view, depth: 4) else { return nil }
    // A problem names the members that are wrong beside its own words.
    let fields = (view.given("errors") ?? view["error"]?.given("errors")).map(Self.fields) ?? []
    let more = fields.filter { !message.contains($0) }
    if !more.isEmpty { message += " (\(more.joined(separator: "; ")))" }
    self.init(
      message: message,
      code: Self.code(in: view),
      retryAfterMillis: RetryAfter.millis(in: view)
    )
  }

  /// The failure in a reply that the backend calls a success; `nil` when it names none.
  init?(reportedBy reply: JSONView) {
    let members = reply["error"]?.members
    let hasError =
      reply.words("error") != nil || members?.contains { _ in true } == true
      || reply["error"]?.bool == true
    guard hasError || Self.errorKeys.contains(where: { reply.given($0) != nil }) else { return nil }
    self =
      BackendError(describedBy: reply)
      ?? BackendError(message: Self.noReason, code: Self.code(in: reply))
  }

  /// What stands for words that the backend did not find.
  static let noReason = "the backend gave no reason"

  /// A failure of which nothing is told.
  static let unexplained = BackendError(message: noReason)

  private static let errorKeys = ["error_code", "errorMessages", "errorText", "errorType"]

  /// Names under which the words stand, the most telling first.
  private static let messageKeys = [
    "message", "error_description", "error", "detail", "errorMessages", "errorMessage", "errorText",
    "msg", "title", "errors", "errorType",
  ]

  private static func message(in view: JSONView, depth: Int) -> String? {
    if let text = view.string { return text.isEmpty ? nil : text }
    guard depth > 0 else { return nil }
    if let first = view[0] {
      let fields = hasPlace(first) ? fields(in: view) : []
      return fields.isEmpty ? message(in: first, depth: depth - 1) : fields.joined(separator: "; ")
    }
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
}

// MARK: - Members of the request that are wrong

extension BackendError {
  /// The most members that are told.
  private static let mostFields = 5

  private static func hasPlace(_ error: JSONView) -> Bool {
    error["loc"]?.kind == .array || error.words("pointer") != nil
  }

  /// `member: what is wrong with it` for each error of a list, or of an object that has them by member.
  private static func fields(in errors: JSONView) -> [String] {
    let listed = errors.elements.prefix(mostFields).compactMap { error -> String? in
      let keys = ["msg", "detail", "message"]
      guard let words = error.nonEmpty ?? keys.lazy.compactMap({ error.words($0) }).first else {
        return nil
      }
      return place(of: error).map { "\($0): \(words)" } ?? words
    }
    let named = errors.members.prefix(mostFields).compactMap { name, value in
      message(in: value, depth: 2).map { "\(name): \($0)" }
    }
    return listed + named
  }

  /// The path to a member, joined by points: from FastAPI's `loc`, without the part of the request that it begins with, or
  /// from a JSON pointer.
  private static func place(of error: JSONView) -> String? {
    let parts = ["body", "query", "path", "header"]
    var path = error.elements(of: "loc").compactMap { $0.string ?? $0.numberText }
    if let first = path.first, parts.contains(first), path.count > 1 { path.removeFirst() }
    let pointer = error.words("pointer")?.drop { $0 == "#" || $0 == "/" }
    let place = pointer.map { String($0.replacing("/", with: ".")) } ?? path.joined(separator: ".")
    return place.isEmpty ? nil : place
  }
}
