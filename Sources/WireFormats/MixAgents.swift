internal import Conversation

/// What sub-agents do, told as steps: their words are no part of the answer, and their end is not the turn's.
struct MixAgents {
  static let kind = "subagent"

  /// What each wrote so far, by the call of the tool that runs it.
  private var texts: [String: String] = [:]
  private var toldTools: Set<String> = []

  /// Takes an event of the sub-agent that runs for the tool call `parent`.
  mutating func take(
    _ name: String,
    _ data: JSONView,
    of parent: String,
    _ emit: (ReplyEvent) -> Void
  ) {
    switch name {
    case "user_message_created": step(data.words("content"), emit)
    case "content": texts[parent, default: ""] += data["content"]?.string ?? ""
    case "tool", "tool_use_start": tell(tool: data.words("name"), data.words("id"), emit)
    case "tool_execution_start":
      tell(tool: data.words("toolName"), data.words("toolCallId"), emit)
    case "complete":
      let text = texts.removeValue(forKey: parent)
      step(data.words("content") ?? text, emit)
    case "error", "rate_limit_error":
      let message = BackendError(describedBy: data)?.message ?? BackendError.noReason
      emit(.notice("a sub-agent failed: \(message)"))
    default: break
    }
  }

  /// A tool comes in several events and is told once.
  private mutating func tell(tool: String?, _ id: String?, _ emit: (ReplyEvent) -> Void) {
    if let id, !toldTools.insert(id).inserted { return }
    step(tool, emit)
  }

  private func step(_ text: String?, _ emit: (ReplyEvent) -> Void) {
    if let text, !text.isEmpty { emit(.step(Step(kind: Self.kind, text: text))) }
  }
}
