internal import Conversation

/// The answer as it grows, for backends that send it in deltas and then once more as a whole.
struct AnswerText {
  /// All of it so far.
  private(set) var text = ""
  /// How many Unicode scalars that are.
  private(set) var length = 0
  private var joiner = JSONDeltaJoiner()

  /// Adds a delta.
  mutating func append(_ delta: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard let more = joiner.join(delta) else { return }
    append(more, emit)
  }

  /// Adds text that is whole by itself.
  mutating func append(_ more: String, _ emit: (ReplyEvent) -> Void) {
    guard !more.isEmpty else { return }
    text += more
    length += more.unicodeScalars.count
    emit(.text(more))
  }

  /// Takes the answer as it is so far: what is new of it is added, or it stands in the place of another.
  mutating func settle(_ whole: String, _ emit: (ReplyEvent) -> Void) {
    // A delta that was held back is in the whole.
    _ = joiner.finish()
    guard !whole.utf8.elementsEqual(text.utf8) else { return }
    if let rest = whole.rest(behind: text) {
      append(rest, emit)
    } else {
      text = whole
      length = whole.unicodeScalars.count
      emit(.textReplaced(whole))
    }
  }

  /// Makes the answer so far void.
  mutating func restart(_ emit: (ReplyEvent) -> Void) {
    _ = joiner.finish()
    guard !text.isEmpty else { return }
    text = ""
    length = 0
    emit(.textReplaced(""))
  }

  /// Hands over what was held back for a delta that did not come.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    append(joiner.finish(), emit)
  }
}

extension String {
  /// What follows a beginning, compared byte by byte; `nil` where the text does not begin so.
  func rest(behind beginning: String) -> String? {
    guard utf8.starts(with: beginning.utf8) else { return nil }
    return String(utf8.dropFirst(beginning.utf8.count)) ?? ""
  }
}
