internal import Conversation

/// Takes what a model thought out of its answer, where it stands before it between `<think>` and `</think>`, wherever the
/// text is cut.
struct ThinkingTags {
  private enum Place {
    case start
    /// Behind the first tag, and white space.
    case opened
    case inside
    /// Behind the second tag, and white space.
    case closed
    case answer
  }

  private static let opening = Array("<think>".utf8)
  private static let closing = Array("</think>".utf8)
  /// How many bytes of white space may come before the first tag.
  private static let mostWhiteSpace = 256

  private var place = Place.start
  private var held: [UInt8] = []
  private var joiner = JSONDeltaJoiner()
  /// How many scalars of the text were no part of the answer.
  private(set) var removed = 0

  /// Adds a delta to the answer, or hands over what of it was thought.
  mutating func add(_ delta: JSONView, to answer: inout AnswerText, _ emit: (ReplyEvent) -> Void) {
    if let text = joiner.join(delta) { add(text, to: &answer, emit) }
  }

  /// Hands over what was held back for more to come.
  mutating func finish(_ answer: inout AnswerText, _ emit: (ReplyEvent) -> Void) {
    add(joiner.finish(), to: &answer, emit)
    if place == .inside { think(held, emit) } else { hand(held, to: &answer, emit) }
    held = []
  }

  private mutating func add(
    _ text: String,
    to answer: inout AnswerText,
    _ emit: (ReplyEvent) -> Void
  ) {
    if place == .answer { return answer.append(text, emit) }
    held += text.utf8
    while step(&answer, emit) {}
  }

  /// Goes on as far as one place; answers whether there may be more to do.
  private mutating func step(_ answer: inout AnswerText, _ emit: (ReplyEvent) -> Void) -> Bool {
    switch place {
    case .start:
      let text = held.drop(while: JSONByte.isWhiteSpace)
      if text.starts(with: Self.opening) {
        go(to: .opened, behind: text.dropFirst(Self.opening.count))
      } else if Self.opening.starts(with: text), held.count <= Self.mostWhiteSpace {
        return false
      } else {
        place = .answer
      }
    case .opened, .closed:
      let text = held.drop(while: JSONByte.isWhiteSpace)
      guard !text.isEmpty else {
        go(to: place, behind: text)
        return false
      }
      go(to: place == .opened ? .inside : .answer, behind: text)
    case .inside:
      guard let tag = held.firstRange(of: Self.closing) else {
        holdEnd(emit)
        return false
      }
      think(Array(held[..<tag.lowerBound]), emit)
      go(to: .closed, behind: held[tag.upperBound...])
    case .answer:
      hand(held, to: &answer, emit)
      held = []
      return false
    }
    return true
  }

  private mutating func go(to next: Place, behind rest: ArraySlice<UInt8>) {
    removed += Self.scalars(in: held) - Self.scalars(in: rest)
    place = next
    held = Array(rest)
  }

  /// Hands over what was thought, but for an end that may begin the closing tag.
  private mutating func holdEnd(_ emit: (ReplyEvent) -> Void) {
    let longest = min(held.count, Self.closing.count - 1)
    let kept = (0...longest).last { Self.closing.starts(with: held.suffix($0)) } ?? 0
    let thought = held.dropLast(kept)
    think(Array(thought), emit)
    removed += Self.scalars(in: thought)
    held.removeFirst(thought.count)
  }

  private func think(_ text: [UInt8], _ emit: (ReplyEvent) -> Void) {
    guard !text.isEmpty else { return }
    emit(.reasoning(Reasoning(text: String(decoding: text, as: UTF8.self))))
  }

  private func hand(_ text: [UInt8], to answer: inout AnswerText, _ emit: (ReplyEvent) -> Void) {
    answer.append(String(decoding: text, as: UTF8.self), emit)
  }

  private static func scalars(in text: some Collection<UInt8>) -> Int {
    text.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }
}
