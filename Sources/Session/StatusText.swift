internal import Conversation

/// The words of the status line while an answer is awaited.
public enum StatusText {
  /// Before the backend has said anything.
  public static let waiting = "waiting for the answer …"

  /// While a request waits to be sent again; `reason` is a status, or a few words.
  static func retrying(in millis: Int, _ reason: String) -> String {
    let tenths = (millis + 99) / 100
    let seconds = tenths < 10 ? "0.\(tenths)" : "\((millis + 500) / 1_000)"
    return "retrying in \(seconds) s (\(reason)) …"
  }

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
