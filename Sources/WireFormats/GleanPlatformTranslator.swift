internal import Conversation

/// The events of Glean's Platform API, or its one response object, to events of ours.
///
/// `RESPONSE_COMPLETED` carries the whole response, and without it a stream is incomplete. Types that are not known are
/// passed over, unless they speak of a failure.
struct GleanPlatformTranslator: ReplyTranslator {
  private var answer = AnswerText()
  private var facts = MessageFacts()
  /// Where the text that is being streamed begins in the answer.
  private var partStart = ""
  private var status: String?
  private var hasFailed = false
  private var hasEvent = false
  private var doubt: WireError?

  var isComplete: Bool { status == "COMPLETED" || hasFailed }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    switch frame.content {
    case .json(let view) where view.kind == .object: take(view, frame.name, emit)
    case .json(let view): noteForeign(view.beginning)
    case .text(let text) where !text.isEmpty: noteForeign(text)
    case .text: break
    case .bad where hasEvent: emit(.notice("a damaged piece of the reply was left out"))
    case .bad(let line): doubt = doubt ?? line.doubt
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    answer.finish(emit)
    guard !hasFailed else { return }
    if end == .empty { throw .empty }
    if !hasEvent, end != .insideFrame, let doubt { throw doubt }
    guard status == "COMPLETED" else { throw .incomplete }
    emit(.finished(.stop))
  }

  private mutating func take(_ view: JSONView, _ name: String, _ emit: (ReplyEvent) -> Void) {
    let type = view.words("type") ?? name
    switch type {
    case "RESPONSE_CREATED": facts.add(MessageFacts(id: view.words("response_id")), emit)
    case "RESPONSE_PROGRESS":
      if let text = view.words("text")?.trimmed, !text.isEmpty {
        emit(.step(Step(kind: "progress", text: text)))
      }
    case "RESPONSE_OUTPUT_TEXT_DELTA":
      if let delta = view["delta"] { answer.append(delta, emit) }
    case "RESPONSE_OUTPUT_TEXT_DONE":
      if let text = view["text"]?.string { answer.settle(partStart + text, emit) }
      partStart = answer.text
    case "RESPONSE_COMPLETED": complete(view["response"] ?? view, emit)
    case _ where view["object"]?.string == "RESPONSE": complete(view, emit)
    case _ where Self.speaksOfFailure(type, view):
      let inner = view.given("response") ?? view
      fail(BackendError(describedBy: inner.given("error") ?? inner) ?? .unexplained, emit)
    case _ where type.hasPrefix("RESPONSE_"): break
    default: return noteForeign(view.beginning)
    }
    hasEvent = true
  }

  /// A type with such a word, an `error`, or a problem (RFC 9457) in the place of a response.
  private static func speaksOfFailure(_ type: String, _ view: JSONView) -> Bool {
    let word = type.uppercased()
    return word.contains("ERROR") || word.contains("FAILED")
      || BackendError(reportedBy: view) != nil
      || view.words("title") != nil && view["status"]?.int != nil
  }

  private mutating func complete(_ response: JSONView, _ emit: (ReplyEvent) -> Void) {
    let content = GleanPlatformContent(of: response, streamed: answer.text)
    status = response.words("status")?.uppercased() ?? (content.isEmpty ? nil : "COMPLETED")
    facts.add(Self.facts(of: response), emit)
    if !content.isEmpty { answer.settle(content.text, emit) }
    if !content.citations.isEmpty { emit(.citations(content.citations)) }
    let isFailed = ["FAILED", "ERROR", "CANCELLED"].contains(status)
    guard isFailed || BackendError(reportedBy: response) != nil else { return }
    let words = response.given("error").flatMap(BackendError.init(describedBy:))
    fail(words ?? .unexplained, emit)
  }

  private static func facts(of response: JSONView) -> MessageFacts {
    let rest = ["request_id", "store"].compactMap { name in
      response.given(name).map { JSONValue.Member(name, $0.value) }
    }
    return MessageFacts(
      id: response.words("id"),
      conversationId: response.words("conversation_id"),
      model: response.words("model"),
      createdAt: response["created_at"]?.moment,
      metadata: rest.isEmpty ? nil : .object(rest)
    )
  }

  private mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    hasFailed = true
    emit(.failed(error))
  }

  private mutating func noteForeign(_ start: String) {
    guard !hasEvent, doubt == nil else { return }
    let reason = "it is no answer of Glean's Platform API"
    doubt = .notUnderstood(reason: reason, start: String(start.prefix(JSONBadLine.longestStart)))
  }
}
