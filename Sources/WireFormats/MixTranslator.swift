internal import Conversation

/// The events of a session's stream, and records of its turns, to events of a reply.
///
/// `complete` ends the turn, unless it is a sub-agent's, and so does `error`, unless the server says that it tries again.
/// Events that are not known are passed over.
struct MixTranslator: ReplyTranslator {
  private var text = MixText()
  private var tools = MixTools()
  private var agents = MixAgents()
  private var thought = ""
  private var thoughtJoiner = JSONDeltaJoiner()
  private var session: String?
  private var messageId: String?
  private var hasFailed = false
  private var hasEvent = false
  private var doubt: WireError?
  /// Whether the turn has ended.
  private(set) var isOver = false

  var isComplete: Bool { isOver }

  mutating func beginTurn() {
    let session = session
    self = MixTranslator()
    self.session = session
    hasEvent = true
  }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    guard !isOver else { return }
    switch frame.content {
    case .json(let json): take(frame.name, json, emit)
    case .text(let text) where frame.name == "error" && !text.isEmpty:
      fail(BackendError(message: text), emit)
    case .text: break
    case .bad where hasEvent: emit(.notice("an event of the reply is damaged and was left out"))
    case .bad(let line): doubt = doubt ?? line.doubt
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    text.finish(emit)
    guard !hasFailed else { return }
    guard !isOver else { return emit(.finished(.stop)) }
    if end == .empty { throw .empty }
    throw hasEvent ? .incomplete : doubt ?? .incomplete
  }

  /// Whether a value only says that a session works on a message.
  static func isReceipt(_ json: JSONView) -> Bool {
    json.words("status") == "processing" && json.words("sessionId") != nil
  }

  private mutating func take(_ name: String, _ json: JSONView, _ emit: (ReplyEvent) -> Void) {
    if name.isEmpty, let record = MixRecord.last(in: json) {
      emit(.started(record.facts(withPrompt: true)))
      add(record, emit)
      isOver = true
    } else if name.isEmpty, Self.isReceipt(json) {
      emit(.started(MessageFacts(conversationId: json.words("sessionId"))))
      fail(.elsewhere, emit)
    } else {
      let hasName = !name.isEmpty && name != "message"
      take(event: hasName ? name : json.words("type") ?? "", json, emit)
    }
  }

  /// The first failure ends the turn.
  private mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    isOver = true
    hasFailed = true
    emit(.failed(error))
  }
}

// MARK: - Records

extension MixTranslator {
  /// Adds the record of this very turn: of the message that was completed, or of the prompt.
  mutating func add(
    _ records: JSONView,
    ofTurnWith prompt: String,
    _ emit: (ReplyEvent) -> Void
  ) {
    let records = records.elements.compactMap(MixRecord.init)
    let record = records.last { record in
      messageId.map { $0 == record.id } == true || record.prompt?.trimmed == prompt.trimmed
    }
    guard let record else { return }
    emit(.started(record.facts(withPrompt: false)))
    add(record, emit)
  }

  /// Adds what has not come yet.
  private mutating func add(_ record: MixRecord, _ emit: (ReplyEvent) -> Void) {
    settle(reasoning: record.reasoning, millis: record.reasoningDuration, emit)
    for call in record.toolCalls { tools.add(call, emit) }
    for result in record.callbackResults { emit(.callbackResult(result)) }
    if text.isEmpty, let answer = record.answer { text.settle(answer, emit) }
    if let usage = record.usage { emit(.usage(usage)) }
  }

  /// Takes the reasoning as a whole: what is new of it, and how long it took.
  private mutating func settle(reasoning: String?, millis: Int?, _ emit: (ReplyEvent) -> Void) {
    let new = reasoning?.rest(behind: thought) ?? ""
    guard !new.isEmpty || millis != nil else { return }
    thought += new
    emit(.reasoning(Reasoning(text: new, durationMillis: millis)))
  }
}

// MARK: - Events

extension MixTranslator {
  private static let silent: Set = [
    "connected", "heartbeat", "user_message_created", "session_created", "session_deleted",
  ]

  private mutating func take(
    event name: String,
    _ data: JSONView,
    _ emit: (ReplyEvent) -> Void
  ) {
    let isKnown = takeQuestion(name, data, emit) || takeWords(name, data, emit)
    if isKnown || Self.silent.contains(name) {
      hasEvent = true
    } else if name.isEmpty, let error = BackendError(reportedBy: data) {
      fail(error, emit)
    } else if !hasEvent {
      doubt =
        doubt ?? .notUnderstood(reason: "it is JSON, but no answer of Mix's", start: data.beginning)
    }
  }

  /// Questions are asked for sub-agents too.
  private func takeQuestion(
    _ name: String,
    _ data: JSONView,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    switch name {
    case "permission": Inquiry(permission: data).map { emit(.inquiry($0)) }
    case "notification": Inquiry(notification: data).map { emit(.inquiry($0)) }
    default: return false
    }
    return true
  }

  private mutating func takeWords(
    _ name: String,
    _ data: JSONView,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    if let parent = data.words("parentToolCallId") {
      agents.take(name, data, of: parent, emit)
      return true
    }
    switch name {
    case "connected": connect(data, emit)
    case "thinking": think(data, emit)
    case "content": text.append(data, emit)
    case "summarize":
      if let progress = data.words("progress") {
        emit(.step(Step(kind: "summarizing", text: progress)))
      }
    case "complete": complete(data, emit)
    case "error", "rate_limit_error": takeError(data, emit)
    case "session_deleted" where data.words("sessionId") == session && session != nil:
      fail(BackendError(message: "the session was deleted", code: name), emit)
    default: return tools.take(name, data, emit)
    }
    return true
  }

  private mutating func connect(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard let id = data.words("sessionId"), id != session else { return }
    session = id
    emit(.started(MessageFacts(conversationId: id)))
  }

  private mutating func think(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard let delta = data["content"].flatMap({ thoughtJoiner.join($0) }), !delta.isEmpty else {
      return
    }
    thought += delta
    emit(.reasoning(Reasoning(text: delta)))
  }

  private mutating func complete(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    settle(
      reasoning: data.words("reasoning"),
      millis: data["reasoningDuration"]?.int.flatMap { $0 > 0 ? $0 : nil },
      emit
    )
    if let content = data.words("content") { text.settle(content, emit) }
    if let id = data.words("messageId"), id != messageId {
      messageId = id
      emit(.started(MessageFacts(id: id)))
    }
    if data["done"]?.bool != false { isOver = true }
  }

  /// An error is only trouble on the way while the server has attempts left.
  private mutating func takeError(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    var error = BackendError(describedBy: data) ?? BackendError(message: BackendError.noReason)
    if let type = data.words("type"), type != "error" { error.code = type }
    error.retryAfterMillis = data["retryAfter"]?.int.flatMap(Self.millis)
    guard let attempt = data["attempt"]?.int, let most = data["maxAttempts"]?.int, attempt < most
    else { return fail(error, emit) }
    let wait = error.retryAfterMillis.map { ", again in \(($0 + 999) / 1_000) s" } ?? ""
    emit(.notice("\(error.message) (attempt \(attempt) of \(most)\(wait))"))
  }

  /// A wait: milliseconds by the documents, but seconds from servers of 2025-08, which nobody would count in thousands.
  private static func millis(_ wait: Int) -> Int? {
    guard (1..<1 << 31).contains(wait) else { return nil }
    return wait < 1_000 ? wait * 1_000 : wait
  }
}

extension BackendError {
  /// Status 202 of a message: the answer comes on another connection.
  fileprivate static let elsewhere = BackendError(
    message: "the session works on the message; with --api mix its answer is read too",
    code: "processing",
    status: 202
  )
}
