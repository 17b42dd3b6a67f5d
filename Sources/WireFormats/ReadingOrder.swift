internal import Conversation

/// Puts each source where a stretch of the text ends that rests on it, as far as text and sources come together.
///
/// A piece of a body tells its sources behind its text, and a reply that comes whole is one piece: too late for their
/// numbers to stand where they belong. Text that came with an earlier piece is left as it is.
struct ReadingOrder {
  /// The length of the answer so far, in Unicode scalars.
  private var length = 0

  /// Hands over what one piece of a body says.
  mutating func hand(_ events: [ReplyEvent], to emit: (ReplyEvent) -> Void) {
    var start = length
    var isLate = false
    for event in events {
      switch event {
      case .text(let text): length += text.unicodeScalars.count
      case .textReplaced(let text): (start, length) = (0, text.unicodeScalars.count)
      case .citations(let cited) where !isLate:
        let ends = cited.lazy.flatMap(\.ranges).map(\.end)
        isLate = ends.contains { start < $0 && $0 < length }
      default: break
      }
    }
    for event in isLate ? Self.ordered(events, from: start) : events { emit(event) }
  }

  private static func ordered(_ events: [ReplyEvent], from start: Int) -> [ReplyEvent] {
    var reply = Reply()
    for event in events where event.isOfAnswer { reply.apply(event) }
    var answer = reply.answerEvents(from: start)
    let isNew = events.contains { if case .textReplaced = $0 { true } else { false } }
    if isNew, let first = answer.firstIndex(where: \.isText),
      case .text(let beginning) = answer[first]
    {
      answer.remove(at: first)
      answer.insert(.textReplaced(beginning), at: 0)
    }
    let place = events.firstIndex(where: \.isText) ?? 0
    return events[..<place].filter { !$0.isOfAnswer } + answer
      + events[place...].filter { !$0.isOfAnswer }
  }
}

extension ReplyEvent {
  fileprivate var isText: Bool {
    switch self {
    case .text, .textReplaced: true
    default: false
    }
  }

  /// Whether it is text of the answer, or tells what that rests on.
  fileprivate var isOfAnswer: Bool {
    if case .citations = self { true } else { isText }
  }
}
