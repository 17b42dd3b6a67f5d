internal import Conversation

/// Glean's `ChatResponse`s to events.
///
/// Lines with the same `messageId` are deltas of one message; only `CONTENT` is the answer, `UPDATE` tells what is
/// being done, `ERROR` ends the reply. Message types, enum values and keys that are not known are passed over.
/// Nothing in the format says that an answer is complete, so the end of the body does; where the connection alone ends
/// the body, a last message that announces more makes the reply incomplete.
struct GleanDecoder: ReplyDecoder {
  private let isSelfDelimited: Bool
  private var lines = JSONLinesParser()
  private var content = GleanContent()
  private var firstBadLine: JSONBadLine?
  private var hasResponse = false
  private var hasFailed = false
  private var expectsMore = false
  private var stepKinds: [String: String] = [:]

  init(isSelfDelimited: Bool) {
    self.isSelfDelimited = isSelfDelimited
  }

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
    let end = try parser.finish { line throws(WireError) in try take(line, emit) }
    content.finish(emit)
    switch end {
    case .empty: throw .empty
    case .insideDocument(let line) where !hasResponse: throw notUnderstood(line, isCutOff: true)
    case .insideDocument: throw .incomplete
    case .complete: break
    }
    if !hasResponse, let firstBadLine { throw notUnderstood(firstBadLine, isCutOff: false) }
    if expectsMore && !isSelfDelimited { throw .incomplete }
    if !hasFailed { emit(.finished(.stop)) }
  }

  private func notUnderstood(_ line: JSONBadLine, isCutOff: Bool) -> WireError {
    if line.start.first(where: { !$0.isWhitespace }) == "<" { return .webPage(start: line.start) }
    return isCutOff ? .incomplete : line.wireError
  }

  private mutating func take(
    _ line: JSONLine,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    switch line {
    case .document(let response): try take(response, emit)
    case .bad(let line) where line.reason == .badUTF8: throw .notUTF8
    case .bad(let line):
      firstBadLine = firstBadLine ?? line
      if hasResponse {
        emit(.notice("line \(line.number) of the reply is damaged and was left out"))
      }
    }
  }
}

// MARK: - A response

extension GleanDecoder {
  private static let responseKeys = [
    "messages", "chatId", "followUpPrompts", "chatSessionTrackingToken", "backendTimeMillis",
    "queuedRequestId",
  ]

  private mutating func take(
    _ response: JSONView,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    guard Self.responseKeys.contains(where: { response[$0] != nil }) else {
      guard let error = BackendError(describedBy: response) else {
        throw .notUnderstood(reason: "it is JSON, but not Glean's", start: response.beginning)
      }
      hasFailed = true
      return emit(.failed(error))
    }
    if !hasResponse, let firstBadLine {
      emit(.notice("line \(firstBadLine.number) of the reply is damaged and was left out"))
    }
    hasResponse = true
    emitFacts(of: response, emit)
    for (index, message) in response.elements(of: "messages").enumerated() {
      take(message, isFirst: index == 0, emit)
    }
    emitFollowUps(of: response, emit)
    if response["queuedRequestId"]?.string != nil, response["messages"]?[0] == nil {
      hasFailed = true
      emit(.failed(.queued))
    }
  }

  private mutating func emitFacts(of response: JSONView, _ emit: (ReplyEvent) -> Void) {
    let facts = MessageFacts(
      conversationId: response["chatId"]?.string.flatMap { $0.isEmpty ? nil : $0 },
      sessionToken: response["chatSessionTrackingToken"]?.string,
      backendTimeMillis: response["backendTimeMillis"]?.int
    )
    content.emit(facts, emit)
    if facts.backendTimeMillis != nil { expectsMore = false }
  }

  private mutating func emitFollowUps(of response: JSONView, _ emit: (ReplyEvent) -> Void) {
    let prompts = response.elements(of: "followUpPrompts").compactMap(\.string)
    guard !prompts.isEmpty else { return }
    expectsMore = false
    emit(.followUps(numbered: prompts))
  }

  private mutating func take(
    _ message: JSONView,
    isFirst: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    guard message["author"]?.string != "USER" else { return }
    switch message["messageType"]?.string ?? "CONTENT" {
    case "CONTENT":
      expectsMore = message["hasMoreFragments"]?.bool == true && message["citations"] == nil
      content.take(message, continuesLast: isFirst, emit)
    case "UPDATE": takeStep(message, emit)
    case "HEADING": emitStep(kind: "heading", message, emit)
    case "CONTEXT": emitStep(kind: "context", message, emit)
    case "WARNING": emit(.notice(GleanFragment.text(of: message)))
    case "ERROR":
      let text = GleanFragment.text(of: message)
      hasFailed = true
      emit(.failed(BackendError(message: text.isEmpty ? "the backend gave no reason" : text)))
    case "SERVER_TOOL": for call in GleanFragment.toolCalls(of: message) { emit(.toolCall(call)) }
    default: break
    }
  }
}

// MARK: - Steps

extension GleanDecoder {
  /// A step's first delta begins with `**Searching:** `; later ones belong to it by their message's id.
  private mutating func takeStep(_ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    let id = message["messageId"]?.string ?? ""
    for call in GleanFragment.toolCalls(of: message) { emit(.toolCall(call)) }
    let text = GleanFragment.text(of: message)
    guard !text.isEmpty else { return }
    if let (kind, rest) = Self.labelled(text) {
      stepKinds[id] = kind
      emit(.step(Step(kind: kind, text: rest)))
    } else {
      emit(.step(Step(kind: stepKinds[id] ?? "update", text: text)))
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
