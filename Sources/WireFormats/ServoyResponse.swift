internal import Conversation

/// A whole chat response of Servoy's or langchain4j's.
struct ServoyResponse {
  private(set) var text: String?
  /// Whether the text is the `response`, which has everything that was said, and not only the last message's.
  private(set) var isFullText = false
  private(set) var thinking: String?
  private(set) var finishReason: FinishReason?
  private(set) var usage: Usage?
  private(set) var facts: MessageFacts?
  private(set) var toolCalls: [ToolCall] = []
  private(set) var sources: [Citation] = []

  private static let marks = [
    "prompt", "finishReason", "finish_reason", "tokenUsage", "token_usage", "aiMessage",
    "ai_message",
  ]
  private static let known = Set(marks).union([
    "id", "response", "text", "content", "thinking", "model", "modelName", "model_name", "metadata",
    "toolExecutionRequests", "tool_execution_requests", "toolExecutions", "tool_executions",
    "sources", "error", "type",
  ])

  /// The response in an object; `nil` when the object has nothing that only a whole one has.
  init?(_ view: JSONView) {
    let metadata = view["metadata"].flatMap { $0.kind == .object ? $0 : nil }
    let isWhole = Self.marks.contains { view[$0] != nil || metadata?[$0] != nil }
    guard isWhole else { return nil }
    let message = view["aiMessage"] ?? view["ai_message"]
    let scopes = [view, message, metadata].compactMap { $0?.kind == .object ? $0 : nil }
    func first<Value>(_ names: String..., read: (JSONView) -> Value?) -> Value? {
      for scope in scopes {
        for name in names { if let value = scope.given(name).flatMap(read) { return value } }
      }
      return nil
    }
    text = view["response"]?.string
    isFullText = text != nil
    text = text ?? first("text", "content", read: \.string)
    thinking = first("thinking", read: \.nonEmpty)
    finishReason = first("finishReason", "finish_reason") {
      $0.nonEmpty.map(FinishReason.init(word:))
    }
    usage = first("tokenUsage", "token_usage", read: Usage.init(told:))
    usage?.addTotal()
    let facts = MessageFacts(
      id: first("id", read: \.idText),
      model: first("modelName", "model_name", "model", read: \.nonEmpty),
      metadata: Self.rest(of: scopes)
    )
    self.facts = facts == MessageFacts() ? nil : facts
    toolCalls = Self.toolCalls(in: scopes)
    var all = PlainSources()
    sources = all.take(Array(view.elements(of: "sources")))
  }

  /// The members that have no place of their own.
  private static func rest(of scopes: [JSONView]) -> JSONValue? {
    let rest = scopes.flatMap { scope in
      scope.members.compactMap { name, value in
        known.contains(name) || value.isNull ? nil : JSONValue.Member(name, value.value)
      }
    }
    return rest.isEmpty ? nil : .object(rest)
  }

  /// What was asked of tools; where a tool has been run, with what came of it.
  private static func toolCalls(in scopes: [JSONView]) -> [ToolCall] {
    func elements(_ names: String...) -> [JSONView] {
      scopes.flatMap { scope in names.flatMap { scope.elements(of: $0) } }
    }
    let asked = elements("toolExecutionRequests", "tool_execution_requests").compactMap {
      toolCall($0)
    }
    let run = elements("toolExecutions", "tool_executions").compactMap { execution -> ToolCall? in
      var call = execution.given("request").flatMap(toolCall)
      call?.result = execution["result"]?.string
      return call
    }
    return asked + run
  }

  private static func toolCall(_ request: JSONView) -> ToolCall? {
    guard let name = request.words("name") else { return nil }
    return ToolCall(
      id: request["id"]?.idText,
      name: name,
      input: request.given("arguments")?.parsedText
    )
  }
}

extension Usage {
  /// Computes the total where only both its parts are known.
  fileprivate mutating func addTotal() {
    guard totalTokens == nil, let input = inputTokens, let output = outputTokens else { return }
    let (sum, isTooLarge) = input.addingReportingOverflow(output)
    if !isTooLarge { totalTokens = sum }
  }
}

extension JSONView {
  /// The value; of a string that is a JSON text, the value of that.
  ///
  /// `nil` for an empty string.
  var parsedText: JSONValue? {
    guard let text = string else { return value }
    guard !text.isEmpty else { return nil }
    return (try? JSONView(parsing: Array(text.utf8)))?.value ?? .string(text)
  }
}
