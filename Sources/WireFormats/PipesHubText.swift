internal import Conversation

/// The text of an answer while it is streamed.
///
/// PipesHub sends what the model writes, whose markers are not those of the sources, and beside it the answer so far with
/// the numbers in place. Where that comes with each piece, it alone is shown; the first piece of a text waits for the next
/// event, which tells whether it does.
struct PipesHubText {
  private enum Pace {
    case undecided
    /// The model's words are the answer.
    case raw
    /// The rewritten answer is.
    case rewritten
  }

  private var answer = AnswerText()
  private var joiner = JSONDeltaJoiner()
  private var pace = Pace.undecided
  /// The last rewritten answer.
  private var whole: String?
  /// What the model wrote since.
  private var tail = ""

  /// The answer as it is so far.
  var text: String {
    whole.map { $0 + tail } ?? (pace == .undecided ? tail : answer.text)
  }

  /// Adds what is part of the answer as it is.
  mutating func append(_ delta: JSONView, _ emit: (ReplyEvent) -> Void) {
    pace = .raw
    answer.append(delta, emit)
  }

  mutating func append(_ text: String, _ emit: (ReplyEvent) -> Void) {
    pace = .raw
    answer.append(text, emit)
  }

  /// Adds what the model wrote.
  mutating func add(_ delta: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard let more = joiner.join(delta), !more.isEmpty else { return }
    let isFirst = tail.isEmpty
    tail += more
    switch pace {
    case .undecided where isFirst: break
    case .undecided: release(emit)
    case .raw: answer.append(more, emit)
    case .rewritten: break
    }
  }

  /// Nothing stands beside the first piece.
  mutating func release(_ emit: (ReplyEvent) -> Void) {
    guard pace == .undecided, !tail.isEmpty else { return }
    pace = .raw
    answer.append(tail, emit)
  }

  /// Takes the answer so far with its markers in place.
  ///
  /// Where it contradicts the model's words that were shown, it waits for the end.
  mutating func rewrite(_ whole: String, _ emit: (ReplyEvent) -> Void) {
    self.whole = whole
    tail = ""
    let settled = Self.settled(whole)
    if pace == .raw, !settled.utf8.starts(with: answer.text.utf8) { return }
    pace = .rewritten
    if !answer.text.utf8.starts(with: settled.utf8) { answer.settle(settled, emit) }
  }

  /// Takes the whole answer.
  mutating func settle(_ whole: String, _ emit: (ReplyEvent) -> Void) {
    answer.settle(whole, emit)
    forget()
  }

  /// Makes the text so far void.
  mutating func restart(_ emit: (ReplyEvent) -> Void) {
    answer.restart(emit)
    forget()
  }

  /// Hands over what waits; an answer that was cut keeps the words that were shown.
  mutating func finish(isComplete: Bool, _ emit: (ReplyEvent) -> Void) {
    release(emit)
    answer.finish(emit)
    if whole != nil, isComplete || pace == .rewritten { answer.settle(text, emit) }
    forget()
  }

  private mutating func forget() {
    joiner = JSONDeltaJoiner()
    pace = .undecided
    whole = nil
    tail = ""
  }

  /// The longest marker or link that is waited for, in bytes.
  private static let longestMarker = 2_048

  /// The text without a marker or link at its end that is still open, and may become another.
  private static func settled(_ text: String) -> String {
    let bytes = text.utf8.suffix(longestMarker)
    guard let start = bytes.lastIndex(of: JSONByte.openBracket) else { return text }
    let marker = bytes[start...]
    guard let end = marker.firstIndex(of: UInt8(ascii: "]")) else { return String(text[..<start]) }
    let behind = marker[end...].dropFirst()
    let isOpenLink = behind.first == UInt8(ascii: "(") && !behind.contains(UInt8(ascii: ")"))
    return isOpenLink ? String(text[..<start]) : text
  }
}
