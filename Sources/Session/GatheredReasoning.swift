internal import Conversation

/// What the backend thinks, gathered until its answer begins, to be shown in front of that.
struct GatheredReasoning {
  private var reasoning: Reasoning?

  /// Takes an event; gives all that was thought when it is the first of the answer.
  mutating func take(_ event: ReplyEvent) -> Reasoning? {
    switch event {
    case .reasoning(let more):
      if reasoning == nil { reasoning = Reasoning() }
      reasoning?.text += more.text
      if let millis = more.durationMillis { reasoning?.durationMillis = millis }
      return nil
    case .text, .textReplaced, .finished, .failed: return finish()
    default: return nil
    }
  }

  /// What was not given yet.
  mutating func finish() -> Reasoning? {
    defer { reasoning = nil }
    return reasoning
  }
}
