internal import Conversation

/// The ids that belong to runs inside the run that answers, and are no part of the answer.
struct PipesHubChildren {
  private var ids: Set<String> = []

  /// Whether an event belongs to such a run: it says so itself, or names one, or goes on with what one began.
  mutating func include(_ event: PipesHubObject) -> Bool {
    let run = event.words("runId")
    let others = ["messageId", "toolCallId"].compactMap { event.words($0) }
    let own = run.map { [$0] } ?? []
    let telling = own.isEmpty ? others : own
    let isChild = event.words("parentRunId") != nil || telling.contains(where: ids.contains)
    if isChild { ids.formUnion(own + others) }
    return isChild
  }
}

/// The events of 2026-08, which are those of AG-UI.
extension PipesHubTranslator {
  /// The beginnings of the names of AG-UI's events.
  static let runEventNames = [
    "RUN_", "STEP_", "TEXT_MESSAGE_", "REASONING_", "THINKING_", "TOOL_CALL_", "STATE_",
    "MESSAGES_SNAPSHOT", "ACTIVITY_", "CUSTOM", "RAW", "HEARTBEAT",
  ]

  /// The events behind which the first piece of a text still waits, or that settle it.
  private static let keepsTextWaiting: Set = [
    "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_CHUNK", "STATE_DELTA", "HEARTBEAT", "RUN_FINISHED",
  ]

  /// Takes an event; answers whether it is one of AG-UI.
  mutating func takeRunEvent(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    guard Self.runEventNames.contains(where: name.hasPrefix) else { return false }
    let isChild = children.include(event)
    if name == "STEP_STARTED" {
      takeStep(event.words("stepName"), emit)
    } else if !isChild {
      takeRootEvent(name, event, emit)
    }
    return true
  }

  private mutating func takeRootEvent(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) {
    if !Self.keepsTextWaiting.contains(name) { reply.answer.release(emit) }
    switch name {
    case "TEXT_MESSAGE_START": reply.setAside(emit)
    case "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_CHUNK":
      if let delta = event["delta"] { reply.answer.add(delta, emit) }
    case "REASONING_MESSAGE_START", "THINKING_TEXT_MESSAGE_START": reply.openThought()
    case "REASONING_MESSAGE_CONTENT", "REASONING_MESSAGE_CHUNK", "THINKING_TEXT_MESSAGE_CONTENT":
      reply.think(event.words("delta") ?? "", emit)
    case _ where name.hasPrefix("TOOL_CALL_"): takeToolCall(name, event, emit)
    case "STATE_DELTA":
      for patch in event.objects("delta") { apply(patch, emit) }
    case "STATE_SNAPSHOT": takeSnapshot(event.object("snapshot"), emit)
    case "CUSTOM": takeCustom(event, emit)
    case "RUN_FINISHED", "RUN_ERROR": takeRunEnd(name, event, emit)
    default: break
    }
  }

  private mutating func takeRunEnd(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) {
    emitUsage(of: event, emit)
    guard name == "RUN_FINISHED" else {
      let error = BackendError(describedBy: event.view)
      return reply.fail(error ?? BackendError(message: BackendError.noReason), emit)
    }
    let result = event.object("result")
    takeEnd(result, emit)
    if reply.isOpen, result?.object("conversation") == nil { reply.complete(emit) }
  }

  /// `sub_agent:search` is `sub_agent` and `search`.
  private func takeStep(_ name: String?, _ emit: (ReplyEvent) -> Void) {
    guard let name else { return }
    let parts = name.split(separator: ":", maxSplits: 1)
    if parts.count == 2 {
      emit(.step(Step(kind: parts[0].lowercased(), text: parts[1].trimmed)))
    } else {
      emit(.step(Step(kind: "step", text: name)))
    }
  }

  private mutating func takeToolCall(
    _ name: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) {
    guard let id = event.words("toolCallId") else { return }
    let tool = event.words("toolCallName")
    switch name {
    case "TOOL_CALL_START", "TOOL_CALL_CHUNK":
      reply.setAside(emit)
      reply.tools.start(id, name: tool, input: nil, emit)
      reply.tools.add(event.words("delta") ?? "", to: id)
    case "TOOL_CALL_ARGS": reply.tools.add(event.words("delta") ?? "", to: id)
    case "TOOL_CALL_END": reply.tools.close(id, emit)
    case "TOOL_CALL_RESULT": takeToolResult(of: id, event, emit)
    default: break
    }
  }

  private mutating func takeToolResult(
    of id: String,
    _ event: PipesHubObject,
    _ emit: (ReplyEvent) -> Void
  ) {
    let status = event.words("status")
    let result = event["content"] ?? event["resultSummary"]
    reply.tools.end(
      id,
      PipesHubTools.Outcome(
        name: event.words("toolCallName"),
        status: status ?? "completed",
        result: result.map(PipesHubTools.text),
        isError: status.map { ["error", "failed"].contains($0.lowercased()) }
      ),
      emit
    )
  }
}

// MARK: - State

extension PipesHubTranslator {
  /// One operation of a JSON Patch (RFC 6902) on the state of the answer.
  private mutating func apply(_ patch: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    let isRemoval = patch.words("op") == "remove"
    let value = isRemoval ? nil : patch["value"]
    switch patch.words("path") ?? "" {
    case "": if let state = PipesHubObject(value) { takeState(state, emit) }
    case "/citations": reply.sources = value.map { Array($0.elements) } ?? []
    case "/normalizedAnswer": if let text = value?.string { reply.answer.rewrite(text, emit) }
    case "/confidence": reply.confidence = value.flatMap(Confidence.init(told:))
    case let path where path.hasPrefix("/citations/"):
      change(path.dropFirst("/citations/".count), patch.words("op") ?? "", value)
    default: break
    }
  }

  /// An operation on one source.
  private mutating func change(_ place: Substring, _ operation: String, _ value: JSONView?) {
    let count = reply.sources.count
    guard let index = place == "-" ? count : Int(place), (0...count).contains(index) else { return }
    switch (operation, value) {
    case ("add", let value?): reply.sources.insert(value, at: index)
    case ("replace", let value?) where index < count: reply.sources[index] = value
    case ("remove", _) where index < count: reply.sources.remove(at: index)
    default: break
    }
  }

  private mutating func takeState(_ state: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    if state["citations"]?.kind == .array { reply.sources = state.elements("citations") }
    if let text = state.words("normalizedAnswer") { reply.answer.rewrite(text, emit) }
    reply.confidence = state["confidence"].flatMap(Confidence.init(told:)) ?? reply.confidence
  }

  private mutating func takeSnapshot(_ snapshot: PipesHubObject?, _ emit: (ReplyEvent) -> Void) {
    guard let snapshot else { return }
    takeState(snapshot, emit)
    if let text = snapshot.words("progressMessage") {
      emit(.step(Step(kind: snapshot.words("status") ?? "status", text: text)))
    }
  }

  private func takeCustom(_ event: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    guard let value = event.object("value") else { return }
    switch event.words("name") {
    case "conversation_created":
      if let id = value.words("conversationId") ?? value.id {
        emit(.started(MessageFacts(conversationId: id)))
      }
    case "ask_user_question":
      for question in [value] + value.objects("questions") {
        if let text = question.words("question") { emit(.notice("the backend asks: " + text)) }
      }
    default: break
    }
  }

  /// The counts of all models that took part.
  private func emitUsage(of event: PipesHubObject, _ emit: (ReplyEvent) -> Void) {
    let counts = event.objects("usage")
    guard !counts.isEmpty else { return }
    func sum(_ name: String) -> Int? {
      let values = counts.compactMap { $0[name]?.int }
      return values.isEmpty ? nil : values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }
    if let model = counts.lazy.compactMap({ $0.words("model") }).first {
      emit(.started(MessageFacts(model: model)))
    }
    emit(
      .usage(
        Usage(
          inputTokens: sum("inputTokens"),
          outputTokens: sum("outputTokens"),
          totalTokens: sum("totalTokens"),
          cachedTokens: sum("cachedInputTokens"),
          reasoningTokens: sum("reasoningTokens")
        )
      )
    )
  }
}
