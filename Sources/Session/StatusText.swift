internal import Conversation

/// The words of the status line while an answer is awaited.
enum StatusText {
  /// Before the backend has said anything.
  static let waiting = "waiting for the answer …"

  /// What an event says of what is being done; `nil` where it says nothing of it.
  static func of(_ event: ReplyEvent) -> String? {
    switch event {
    case .step(let step): of(step)
    case .reasoning: "thinking …"
    case .toolCall(let call): "\(call.name) …"
    default: nil
    }
  }

  /// What the backend says it does.
  static func of(_ step: Step) -> String {
    let kind = step.kind == "update" ? "" : step.kind + ": "
    return kind + step.text + " …"
  }
}
