internal import Conversation

/// The answer of a Glean reply as it grows: its text, and its sources with their numbers and places.
///
/// A citation is a fragment of its own behind the text it supports, so it covers what was written since the
/// citation before it, or since the paragraph began. The sources that a closing message lists again get no new number.
struct GleanContent {
  private var sources = GleanSources()
  private var joiner = JSONDeltaJoiner()
  private var facts = MessageFacts()
  private var messageId: String?
  /// The length of the answer so far, in Unicode scalars.
  private var length = 0
  private var run = CitedRun()
  private var endsWithLineEnd = true

  /// Hands over what is new of the facts.
  mutating func emit(_ new: MessageFacts, _ emit: (ReplyEvent) -> Void) {
    let before = facts
    facts.merge(new)
    if facts != before { emit(.started(facts)) }
  }

  /// Takes a `CONTENT` message; `continuesLast` tells whether one without an id goes on with the one before.
  mutating func take(
    _ message: JSONView,
    continuesLast: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    begin(message, continuesLast, emit)
    for fragment in message.elements(of: "fragments") { take(fragment, emit) }
    let known = message.elements(of: "citations").compactMap { sources.citation($0, at: nil) }
    if !known.isEmpty { emit(.citations(known)) }
  }

  /// Hands over what was held back for a delta that did not come.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    append(joiner.finish(), emit)
  }

  /// Another message of the answer is another paragraph of it.
  private mutating func begin(
    _ message: JSONView,
    _ continuesLast: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    let id = message["messageId"]?.string
    let isAnother = id.map { $0 != messageId } ?? !continuesLast
    guard isAnother else { return }
    messageId = id
    let createdAt = message["ts"]?.string.flatMap { $0.isTimestamp ? $0 : nil }
    self.emit(MessageFacts(id: id, createdAt: createdAt), emit)
    guard length > 0, message["fragments"]?[0] != nil else { return }
    append(joiner.finish() + (endsWithLineEnd ? "\n" : "\n\n"), emit)
  }

  private mutating func take(_ fragment: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let text = fragment["text"] {
      append(joiner.join(text) ?? "", emit)
    } else if let query = fragment["querySuggestion"]?["query"]?.string {
      append(query, emit)
    }
    if let citation = fragment["citation"], let cited = sources.citation(citation, at: run.range) {
      run.restart(at: length)
      emit(.citations([cited]))
    }
    let listed = GleanFragment.listings(in: fragment).compactMap { sources.citation($0, at: nil) }
    if !listed.isEmpty { emit(.citations(listed)) }
    GleanFragment.toolCall(in: fragment).map { emit(.toolCall($0)) }
    let proposed = GleanFragment.followUps(in: fragment)
    if !proposed.isEmpty { emit(.followUps(numbered: proposed)) }
  }

  private mutating func append(_ text: String, _ emit: (ReplyEvent) -> Void) {
    guard !text.isEmpty else { return }
    for scalar in text.unicodeScalars {
      run.take(scalar, at: length)
      length += 1
    }
    endsWithLineEnd = text.unicodeScalars.last == "\n"
    emit(.text(text))
  }
}

/// The stretch of the answer that the next citation supports, without white space at its ends.
private struct CitedRun {
  private var start: Int?
  private var end = 0
  private var cited = TextRange(start: 0, end: 0)
  private var lineEnds = 0

  /// The stretch; where nothing was written since the last citation, the same as that one's.
  var range: TextRange {
    start.map { TextRange(start: $0, end: end) } ?? cited
  }

  mutating func take(_ scalar: Unicode.Scalar, at position: Int) {
    if scalar == "\n" { lineEnds += 1 }
    guard !scalar.isWhiteSpace else { return }
    if lineEnds > 1 { start = nil }
    lineEnds = 0
    start = start ?? position
    end = position + 1
  }

  mutating func restart(at position: Int) {
    cited = range
    start = nil
  }
}

extension String {
  /// Whether this is a moment as ISO 8601 writes it in UTC.
  fileprivate var isTimestamp: Bool {
    guard hasSuffix("Z") else { return false }
    let parts = dropLast().split(separator: "T")
    return parts.count == 2 && parts[0].split(separator: "-").count == 3
      && parts[1].split(separator: ":").count == 3
      && allSatisfy { $0.isASCII && ($0.isNumber || "-:.TZ".contains($0)) }
  }
}
