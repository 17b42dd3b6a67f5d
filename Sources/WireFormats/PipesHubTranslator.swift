internal import Conversation

/// The replies of PipesHub to events: whole conversations, messages and answers of the query service, the events of
/// 2026-02 with those that its documentation names, and AG-UI.
///
/// `complete`, `error`, `RUN_FINISHED` or `RUN_ERROR` end a stream; without one of them it is incomplete. Events and
/// members that are not known are passed over.
struct PipesHubTranslator: ReplyTranslator {
  var reply = PipesHubReply()
  var children = PipesHubChildren()
  private var hasReply = false
  /// What the first piece that is none of PipesHub's means if there is no other.
  private var doubt: WireError?
  /// Whether the piece before was damaged; of the last one, only the end tells whether it was cut.
  private var isBehindDamage = false

  var isComplete: Bool { !reply.isOpen }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    guard reply.isOpen else { return }
    tellOfDamage(emit)
    switch frame.content {
    case .json(let view): take(view, named: frame.name, emit)
    case .text(let text) where frame.name == "chunk": reply.answer.append(text, emit)
    case .text where frame.name == "restreaming": reply.restart(emit)
    case .text: break
    case .bad where hasReply: isBehindDamage = true
    case .bad(let line): doubt = doubt ?? Self.doubt(about: line)
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    if end == .complete { tellOfDamage(emit) }
    reply.finish(emit)
    guard reply.isOpen else { return }
    if end == .empty { throw .empty }
    if !hasReply, let doubt { throw doubt }
    throw .incomplete
  }

  private mutating func take(
    _ view: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) {
    if let event = PipesHubObject(view) {
      // The name stands in the data as well where AG-UI is spoken, so that it may come alone.
      let name = name.isEmpty ? event.words("type") ?? "" : name
      if takeRunEvent(name, event, emit) || takeEvent(name, event, emit) || takeWhole(event, emit) {
        hasReply = true
        return
      }
    } else if name == "chunk", let text = view.string ?? view.numberText {
      hasReply = true
      return reply.answer.append(text, emit)
    }
    guard !hasReply, doubt == nil else { return }
    doubt = .notUnderstood(
      reason: "it is JSON, but no answer of PipesHub's",
      start: view.beginning
    )
  }

  private mutating func tellOfDamage(_ emit: (ReplyEvent) -> Void) {
    guard isBehindDamage else { return }
    isBehindDamage = false
    emit(.notice("a part of the reply is damaged and was left out"))
  }

  private static func doubt(about line: JSONBadLine) -> WireError {
    let isObject = line.start.first { !$0.isWhitespace } == "{"
    let isCutOff = line.reason == .unexpectedEnd || line.reason == .cutToken
    return isObject && isCutOff ? .incomplete : line.doubt
  }
}

// MARK: - Whole replies

extension PipesHubTranslator {
  /// Takes an object that is a reply by itself; answers whether it is one.
  private mutating func takeWhole(
    _ object: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    switch PipesHubShape(object.view) {
    case .conversation(let conversation, let envelope):
      takeConversation(conversation, envelope, emit)
    case .message(let message): reply.complete(with: PipesHubMessage(message), emit)
    case .answer(let answer): reply.complete(with: PipesHubMessage(answer: answer), emit)
    case nil:
      guard let error = BackendError(reportedBy: object.view) else { return false }
      // What the model said, where the query service could not read it.
      if let text = object.words("rawResponse") { reply.answer.settle(text, emit) }
      reply.fail(error, emit)
    }
    return true
  }

  /// Takes what the end of a stream brings; an empty one says that the answer is what came.
  mutating func takeEnd(_ object: PipesHubObject?, _ emit: (ReplyEvent) -> Void) {
    if let object, takeWhole(object, emit), !reply.isOpen { return }
    if let id = object?.object("conversation")?.id {
      emit(.started(MessageFacts(conversationId: id)))
    }
    if !reply.answer.text.isEmpty { reply.complete(emit) }
  }

  private mutating func takeConversation(
    _ conversation: PipesHubObject,
    _ envelope: PipesHubObject?,
    _ emit: (ReplyEvent) -> Void
  ) {
    if let id = conversation.id { emit(.started(MessageFacts(conversationId: id))) }
    guard let answer = conversation.lastReply else {
      guard conversation.words("status")?.lowercased() == "failed" else { return }
      let reason = conversation.words("failReason") ?? BackendError.noReason
      return reply.fail(BackendError(message: reason), emit)
    }
    var message = PipesHubMessage(answer)
    message.setBackendTime(envelope?.object("meta")?["duration"]?.int)
    if let envelope {
      message.add(envelope.rest(without: ["conversation", "filters", "type", "citations"]))
    }
    reply.complete(with: message, emit)
  }
}

extension PipesHubObject {
  /// A conversation's last message that answers: behind the last question, one of the bot where there is one.
  fileprivate var lastReply: PipesHubObject? {
    var messages = objects("messages")
    if let first = messages.first?.time("createdAt"), let last = messages.last?.time("createdAt"),
      first > last
    {
      // A page of a conversation begins with its newest message.
      messages.reverse()
    }
    let question = messages.lastIndex { $0.words("messageType") == MessageType.userQuery.rawValue }
    let answers = messages[(question.map { $0 + 1 } ?? 0)...]
    return answers.last { $0.words("messageType") == MessageType.botResponse.rawValue }
      ?? answers.last
  }
}
