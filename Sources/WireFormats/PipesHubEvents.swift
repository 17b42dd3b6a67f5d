internal import Conversation

/// The events of 2026-02, and those that only its documentation names.
extension PipesHubTranslator {
  /// Takes an event; answers whether it is known.
  mutating func takeEvent(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    switch name {
    case "connected", "heartbeat": break
    case "status":
      if let text = event.words("message") {
        emit(.step(Step(kind: event.words("status") ?? name, text: text)))
      }
    case "answer_chunk", "chunk": takeChunk(event, emit)
    case "citation": reply.sources.append((event.object("citation") ?? event).view)
    case "restreaming": reply.restart(emit)
    case "tool_call", "tool_success", "tool_error": takeToolEvent(name, event, emit)
    case "complete": takeEnd(event, emit)
    case "error": takeError(event, emit)
    default: return false
    }
    return true
  }

  /// The text so far stands for what was sent before, because citations may have been numbered anew.
  private mutating func takeChunk(_ event: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    if let whole = event.words("accumulated") {
      reply.answer.rewrite(whole, emit)
    } else {
      let keys = ["chunk", "content", "text", "delta"]
      if let delta = keys.lazy.compactMap({ event[$0] }).first { reply.answer.append(delta, emit) }
    }
    let sources = event.elements("citations")
    if !sources.isEmpty { reply.sources = sources }
    reply.confidence = event["confidence"].flatMap(Confidence.init(told:)) ?? reply.confidence
  }

  private mutating func takeToolEvent(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) {
    let tool = event.words("toolName")
    guard let id = event.words("callId") ?? tool else { return }
    if name == "tool_call" {
      return reply.tools.start(id, name: tool, input: event["toolArgs"], emit)
    }
    let isError = name == "tool_error"
    let result = event[isError ? "error" : "summary"] ?? event["recordInfo"]
    reply.tools.end(
      id,
      PipesHubTools.Outcome(
        name: tool,
        status: isError ? "error" : "completed",
        result: result.map(PipesHubTools.text),
        isError: isError
      ),
      emit
    )
  }

  /// `{error, details?, conversation?}`, or `{status, message}` where nothing was found.
  private mutating func takeError(_ event: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    if let id = event.object("conversation")?.id {
      emit(.started(MessageFacts(conversationId: id)))
    }
    var error =
      BackendError(describedBy: event.view) ?? BackendError(message: BackendError.noReason)
    if let details = event["details"].flatMap({ BackendError(describedBy: $0) })?.message,
      details != error.message
    {
      error.message += ": " + details
    }
    error.code = error.code ?? event.words("status")
    reply.fail(error, emit)
  }
}
