internal import Conversation

/// The answer of a turn: the agent may write several messages, a tool between each two.
struct MixText {
  private var answer = AnswerText()
  private var message: String?
  /// The text of the first message, and all that stands before the current one.
  private var first = ""
  private var before = ""

  var isEmpty: Bool { answer.text.isEmpty }

  /// Adds the delta of a `content` event; a message stands in a paragraph of its own.
  mutating func append(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard data.words("content") != nil, let delta = data["content"] else { return }
    if let id = data.words("assistantMessageId") {
      if let message, id != message, !isEmpty { beginMessage(emit) }
      message = id
    }
    answer.append(delta, emit)
  }

  /// Takes the text of the last message, or of all of them, as it is in the end.
  mutating func settle(_ whole: String, _ emit: (ReplyEvent) -> Void) {
    let isAll = before.isEmpty || whole.utf8.starts(with: first.utf8)
    answer.settle(isAll ? whole : before + whole, emit)
  }

  mutating func finish(_ emit: (ReplyEvent) -> Void) { answer.finish(emit) }

  private mutating func beginMessage(_ emit: (ReplyEvent) -> Void) {
    answer.finish(emit)
    if before.isEmpty { first = answer.text }
    answer.append("\n\n", emit)
    before = answer.text
  }
}
