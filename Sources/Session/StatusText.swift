internal import Conversation

/// The words of the status line while an answer is awaited.
enum StatusText {
  /// Before the backend has said anything.
  static let waiting = "waiting for the answer …"

  /// What the backend says it does.
  static func of(_ step: Step) -> String {
    let kind = step.kind == "update" ? "" : step.kind + ": "
    return kind + step.text + " …"
  }
}
