internal import Conversation

/// The answer of a Glean reply as it grows: its text, and its sources with their numbers and places.
///
/// A citation is a fragment of its own behind the text it supports, so it covers what was written since the
/// citation before it, or since the paragraph began. The sources that a closing message lists again get no new number.
struct GleanContent {
  private var sources = GleanSources()
  private var joiner = JSONDeltaJoiner()
  private var facts = MessageFacts()
  private var followUps: [String] = []
  private var messageId: String?
  /// The length of the answer so far, in Unicode scalars.
  private var length = 0
  private var run = CitedRun()
  private var endsWithLineEnd = true
  /// Whether the next text belongs to another message than the text so far.
  private var isBetweenMessages = false

  /// Hands over what is new of the facts.
  mutating func emit(_ new: MessageFacts, _ emit: (ReplyEvent) -> Void) {
    facts.add(new, emit)
  }

  /// Hands over proposals unless they are the ones that are known.
  mutating func emit(followUps prompts: [String], _ emit: (ReplyEvent) -> Void) {
    let prompts = prompts.filter { !$0.trimmed.isEmpty }
    guard !prompts.isEmpty, prompts != followUps else { return }
    followUps = prompts
    emit(.followUps(numbered: prompts))
  }

  /// Takes a `CONTENT` message; `continuesLast` tells whether one without an id goes on with the one before.
  mutating func take(
    _ message: JSONView,
    continuesLast: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    begin(message, continuesLast, emit)
    if let token = message.words("messageTrackingToken") {
      let metadata = JSONValue.object([.init("messageTrackingToken", .string(token))])
      self.emit(MessageFacts(metadata: metadata), emit)
    }
    for fragment in message.elements(of: "fragments") { take(fragment, emit) }
    list(message.elements(of: "citations"), emit)
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
    let id = message.words("messageId")
    let isAnother = id.map { $0 != messageId } ?? !continuesLast
    guard isAnother else { return }
    messageId = id
    append(joiner.finish(), emit)
    isBetweenMessages = length > 0
    let createdAt = message.words("ts").flatMap(\.timestamp)
    self.emit(MessageFacts(id: id, createdAt: createdAt), emit)
  }

  private mutating func take(_ fragment: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let delta = fragment["text"], let text = joiner.join(delta) {
      append(text, emit)
    } else if let query = fragment["querySuggestion"]?.words("query") {
      append(query, emit)
    }
    if let citation = fragment["citation"],
      let cited = sources.citation(citation, at: run.range, within: length)
    {
      run.restart()
      emit(.citations([cited]))
    }
    list(GleanFragment.listings(in: fragment), emit)
    GleanFragment.toolCall(in: fragment).map { emit(.toolCall($0)) }
    self.emit(followUps: GleanFragment.followUps(in: fragment), emit)
  }

  /// Takes sources that stand behind no text of their own.
  private mutating func list(_ views: some Sequence<JSONView>, _ emit: (ReplyEvent) -> Void) {
    let new = views.compactMap { sources.citation($0, at: nil, within: length) }
    if !new.isEmpty { emit(.citations(new)) }
  }

  private mutating func append(_ text: String, _ emit: (ReplyEvent) -> Void) {
    guard !text.isEmpty else { return }
    let separator = isBetweenMessages ? (endsWithLineEnd ? "\n" : "\n\n") : ""
    isBetweenMessages = false
    let text = separator + text
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

  /// The stretch; where no word was written since the last citation, it begins where that one's does.
  var range: TextRange {
    TextRange(start: start ?? cited.start, end: end)
  }

  /// What ends a sentence or a bracket, and belongs to the words in front of it.
  private static let closing: Set<Unicode.Scalar> = [".", ",", ";", ":", "!", "?", ")", "]"]

  mutating func take(_ scalar: Unicode.Scalar, at position: Int) {
    if scalar == "\n" { lineEnds += 1 }
    guard !scalar.isWhiteSpace else { return }
    if lineEnds > 1 { start = nil }
    lineEnds = 0
    if start == nil, !Self.closing.contains(scalar) { start = position }
    end = position + 1
  }

  mutating func restart() {
    cited = range
    start = nil
  }
}
