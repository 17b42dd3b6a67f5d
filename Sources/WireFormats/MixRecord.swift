internal import Conversation

/// A `BackendMessage`: the prompt and the answer of one turn.
struct MixRecord {
  private let view: JSONView

  /// The record that a value is; `nil` for any other.
  init?(_ view: JSONView) {
    guard view["userInput"]?.kind == .string, view.words("sessionId") != nil else { return nil }
    self.view = view
  }

  var id: String? { view.words("id") }
  var prompt: String? { view["userInput"]?.string }
  var answer: String? { view.words("assistantResponse") }
  var reasoning: String? { view.words("reasoning") }
  var reasoningDuration: Int? { view["reasoningDuration"]?.int.flatMap { $0 < 0 ? nil : $0 } }

  /// The last record of an answer, or the last of all; `nil` where there is none.
  static func last(in json: JSONView) -> MixRecord? {
    guard json.kind == .array else { return MixRecord(json) }
    let records = json.elements.compactMap(MixRecord.init)
    return records.last { $0.answer != nil || $0.role == .assistant } ?? records.last
  }

  /// What is said of the message; what we have no name for, and the prompt, stand in the metadata.
  func facts(withPrompt: Bool) -> MessageFacts {
    let known = withPrompt ? Self.known : Self.known.union(["userInput"])
    return MessageFacts(
      id: id,
      conversationId: view.words("sessionId"),
      model: view.words("model"),
      role: role,
      metadata: Self.rest(of: view, without: known)
    )
  }

  private static func rest(of view: JSONView, without known: Set<String>) -> JSONValue? {
    let rest = view.members.filter { !$0.value.isNull && !known.contains($0.name) }
    return rest.isEmpty ? nil : .object(rest.map { JSONValue.Member($0.name, $0.value.value) })
  }

  private static let knownOfCalls: Set = ["id", "name", "input", "finished", "result", "isError"]

  private static let known: Set = [
    "id", "sessionId", "model", "role", "assistantResponse", "reasoning", "reasoningDuration",
    "toolCalls", "callbackResults", "inputTokens", "outputTokens", "cacheCreationTokens",
    "cacheReadTokens", "cost",
  ]

  private var role: Role? { view["role"]?.string.flatMap(Role.init) }

  var usage: Usage? {
    let usage = Usage(
      inputTokens: view["inputTokens"]?.int,
      outputTokens: view["outputTokens"]?.int,
      cachedTokens: view["cacheReadTokens"]?.int,
      cacheCreationTokens: view["cacheCreationTokens"]?.int,
      cost: view["cost"]?.double
    )
    return usage == Usage() ? nil : usage
  }

  var toolCalls: [ToolCall] {
    view.elements(of: "toolCalls").compactMap { call in
      guard let name = call.words("name") else { return nil }
      return ToolCall(
        id: call.words("id"),
        name: name,
        input: call["input"].flatMap(MixTools.input),
        status: call["finished"]?.bool.map { $0 ? "completed" : "running" },
        result: call["result"]?.string,
        isError: call["isError"]?.bool,
        metadata: Self.rest(of: call, without: Self.knownOfCalls)
      )
    }
  }

  var callbackResults: [CallbackResult] {
    view.elements(of: "callbackResults").compactMap { result in
      guard result.kind == .object else { return nil }
      var callback = CallbackResult(
        toolCallId: result["tool_call_id"]?.string ?? "",
        toolName: result["tool_name"]?.string ?? "",
        type: result["callback_type"]?.string ?? ""
      )
      callback.name = result.words("callback_name")
      callback.success = result["success"]?.bool
      callback.error = result.words("error")
      callback.exitCode = result["exit_code"]?.int
      callback.stdout = result["stdout"]?.string
      callback.stderr = result["stderr"]?.string
      callback.subagentId = result.words("subagent_id")
      callback.subagentResult = result["subagent_result"]?.string
      callback.isExcludedFromContext = result["exclude_from_context"]?.bool
      return callback
    }
  }
}
