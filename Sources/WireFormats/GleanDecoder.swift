internal import Conversation

/// Glean's `ChatResponse`s to events.
///
/// Lines with the same `messageId` are deltas of one message; only `CONTENT` is the answer, `UPDATE` tells what is
/// being done, `ERROR` ends the reply. Message types, enum values and keys that are not known are passed over.
///
/// Nothing in the format says that an answer is complete, so the end of the body does. A reply without any answer is
/// incomplete all the same. Where the connection alone ends the body, so is one that ends inside a damaged line, or
/// behind a message that announces more or a step that nothing follows, unless the facts of a finished answer came.
struct GleanDecoder: ReplyDecoder {
  private let isSelfDelimited: Bool
  private var lines = JSONLinesParser()
  private var content = GleanContent()
  /// What the first line that is no response of Glean's means if there is none at all.
  private var doubt: WireError?
  /// The number of the first damaged line, while there is no response.
  private var damagedLine: Int?
  private var hasResponse = false
  private var hasAnswer = false
  private var hasFailed = false
  private var isQueued = false
  private var expectsMore = false
  private var stepKinds: [String: String] = [:]

  init(isSelfDelimited: Bool) {
    self.isSelfDelimited = isSelfDelimited
  }

  /// Only a failure says that nothing more comes.
  var isComplete: Bool { hasFailed }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    // The parser is taken out while it runs, because what it finds changes the rest of the decoder.
    var parser = JSONLinesParser()
    swap(&parser, &lines)
    defer { swap(&parser, &lines) }
    try parser.receive(bytes) { line throws(WireError) in try take(line, emit) }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    var parser = JSONLinesParser()
    swap(&parser, &lines)
    let end = try parser.finish { line throws(WireError) in
      try take(line, emit)
      if case .bad = line { expectsMore = true }
    }
    content.finish(emit)
    if isQueued, !hasAnswer { fail(.queued, emit) }
    guard !hasFailed else { return }
    if let reason = shortfall(end) { throw reason }
    emit(.finished(.stop))
  }

  /// What a reply that ends so lacks; `nil` when it is complete.
  private func shortfall(_ end: JSONLinesEnd) -> WireError? {
    if end == .empty { return .empty }
    if !hasResponse, let doubt { return doubt }
    let isComplete = hasAnswer && end == .complete && (isSelfDelimited || !expectsMore)
    return isComplete ? nil : .incomplete
  }

  private mutating func take(
    _ line: JSONLine,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    switch line {
    case .document(let response) where response.kind == .object: take(response, emit)
    case .document(let value):
      if hasResponse { emit(.notice("a line of the reply is no object and was left out")) }
      noteForeign(value)
    case .bad(let line) where line.reason == .badUTF8: throw .notUTF8
    case .bad(let line) where hasResponse: emit(.notice(Self.leftOut(line: line.number)))
    case .bad(let line):
      doubt = doubt ?? line.doubt
      damagedLine = damagedLine ?? line.number
    }
  }

  private static func leftOut(line number: Int) -> String {
    "line \(number) of the reply is damaged and was left out"
  }

  private mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    hasFailed = true
    emit(.failed(error))
  }
}

// MARK: - A response

extension GleanDecoder {
  private mutating func take(_ response: JSONView, _ emit: (ReplyEvent) -> Void) {
    if !hasResponse { takeFirst(response, emit) }
    let millis = Self.millis(of: response)
    emitFacts(of: response, millis, emit)
    var isFirst = true
    for message in response.elements(of: "messages") where message.kind == .object {
      take(message, &isFirst, emit)
    }
    emitFollowUps(of: response, emit)
    if millis != nil { expectsMore = false }
    if response.words("queuedRequestId") != nil { isQueued = true }
    if let error = BackendError(reportedBy: response) { fail(error, emit) }
  }

  /// Takes note of whether the reply is Glean's, which the first response that tells settles.
  private mutating func takeFirst(_ response: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard Self.isGleans(response) else { return noteForeign(response) }
    if let damagedLine { emit(.notice(Self.leftOut(line: damagedLine))) }
    hasResponse = true
  }

  private mutating func noteForeign(_ value: JSONView) {
    guard !hasResponse, doubt == nil else { return }
    doubt = .notUnderstood(reason: "it is JSON, but no answer of Glean's", start: value.beginning)
  }

  /// Whether a response can be Glean's; other keys say nothing on their own.
  private static func isGleans(_ response: JSONView) -> Bool {
    isMarked(response) || millis(of: response) != nil
      || response["followUpPrompts"]?.kind == .array
  }

  /// Whether a response has what no other backend's has.
  static func isMarked(_ response: JSONView) -> Bool {
    ["chatSessionTrackingToken", "queuedRequestId"].contains { response.words($0) != nil }
      || response.elements(of: "messages").contains { message in
        message["fragments"] != nil || ["USER", "GLEAN_AI"].contains(message.words("author"))
      }
  }

  private mutating func emitFacts(
    of response: JSONView,
    _ millis: Int?,
    _ emit: (ReplyEvent) -> Void
  ) {
    let facts = MessageFacts(
      conversationId: response.words("chatId"),
      sessionToken: response.words("chatSessionTrackingToken"),
      backendTimeMillis: millis
    )
    content.emit(facts, emit)
  }

  private mutating func emitFollowUps(of response: JSONView, _ emit: (ReplyEvent) -> Void) {
    let prompts = response.elements(of: "followUpPrompts").compactMap(\.string)
    content.emit(followUps: prompts, emit)
    if !prompts.isEmpty { expectsMore = false }
  }

  private static func millis(of response: JSONView) -> Int? {
    response["backendTimeMillis"]?.int.flatMap { $0 < 0 ? nil : $0 }
  }

  /// Takes a message; `isFirst` is whether none of its response before it was part of the answer.
  private mutating func take(
    _ message: JSONView,
    _ isFirst: inout Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    guard message["author"]?.string != "USER" else { return }
    switch message.given("messageType").map({ $0.string ?? "" }) ?? "CONTENT" {
    case "CONTENT":
      hasAnswer = true
      expectsMore =
        message["hasMoreFragments"]?.bool == true && message["citations"]?.kind != .array
      content.take(message, continuesLast: isFirst, emit)
      isFirst = false
    case "UPDATE": takeStep(message, emit)
    case "HEADING": emitStep(kind: "heading", message, emit)
    case "CONTEXT": emitStep(kind: "context", message, emit)
    case "WARNING":
      let text = GleanFragment.text(of: message)
      if !text.isEmpty { emit(.notice(text)) }
    case "ERROR":
      let text = GleanFragment.text(of: message)
      fail(text.isEmpty ? .unexplained : BackendError(message: text), emit)
    case "SERVER_TOOL":
      hasAnswer = true
      expectsMore = false
      for call in GleanFragment.toolCalls(of: message) { emit(.toolCall(call)) }
    default: break
    }
  }
}

// MARK: - Steps

extension GleanDecoder {
  /// A step's first delta begins with `**Searching:** `; later ones belong to it by their message's id.
  private mutating func takeStep(_ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    let id = message.words("messageId")
    for call in GleanFragment.toolCalls(of: message) { emit(.toolCall(call)) }
    let text = GleanFragment.text(of: message)
    guard !text.isEmpty else { return }
    expectsMore = message["isStepComplete"]?.bool != true
    if let (kind, rest) = Self.labelled(text) {
      if let id { stepKinds[id] = kind }
      if !rest.isEmpty { emit(.step(Step(kind: kind, text: rest))) }
    } else {
      emit(.step(Step(kind: id.flatMap { stepKinds[$0] } ?? "update", text: text)))
    }
  }

  private func emitStep(kind: String, _ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    let text = GleanFragment.text(of: message)
    if !text.isEmpty { emit(.step(Step(kind: kind, text: text))) }
  }

  /// `**Reading:** the plan` is `reading` and `the plan`.
  private static func labelled(_ text: String) -> (kind: String, rest: String)? {
    guard text.hasPrefix("**"), let end = text.dropFirst(2).firstRange(of: ":**") else {
      return nil
    }
    let kind = text[..<end.lowerBound].dropFirst(2)
    guard !kind.isEmpty, kind.allSatisfy(\.isLetter) else { return nil }
    return (kind.lowercased(), text[end.upperBound...].trimmed)
  }
}

extension BackendError {
  /// Status 202: another request of the same chat is still running.
  fileprivate static let queued = BackendError(
    message: "the chat is busy with another request; the answer will be in the saved chat",
    code: "queued",
    status: 202
  )
}
