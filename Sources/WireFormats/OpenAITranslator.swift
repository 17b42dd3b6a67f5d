internal import Conversation

/// Completions in OpenAI's format, whole or in chunks.
///
/// Only the first choice is read. The reply is whole where it says why it ended, or behind `[DONE]`; where it ended to
/// have tools run, more may come.
struct OpenAITranslator: ObjectTranslator {
  static let backend = "OpenAI's format"

  /// The members that are read, or that only pad.
  private static let known: Set = [
    "id", "object", "created", "model", "choices", "usage", "obfuscation",
  ]

  var state = ReplyState()
  private let known: Set<String>
  private var tags = ThinkingTags()
  private var hasDelta = false
  private var hasThought = false
  private var hasCalls = false
  private var calls = ToolCallPieces()
  private var sources = CitedSources()

  /// A translator for replies that have further members, which someone else reads.
  init(besides others: Set<String> = []) {
    known = Self.known.union(others)
  }

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    guard object["choices"]?.kind == .array else { return false }
    let facts = MessageFacts(
      id: object.words("id"),
      model: object.words("model"),
      createdAt: object["created"]?.moment
    )
    state.add(facts, emit)
    state.keepRest(of: object, except: known)
    let isChunk = object["object"]?.string == "chat.completion.chunk"
    for choice in object.elements(of: "choices") where choice["index"]?.int ?? 0 == 0 {
      take(choice, isFirst: !state.hasPiece && !isChunk, emit)
    }
    state.take(object.given("usage").flatMap(Usage.init(told:)), emit)
    return true
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) {
    guard state.isWhole else { return }
    tags.finish(&state.answer, emit)
    calls.finish(emit)
  }

  /// Takes a choice: what is new of its message, or all of it so far, or both; a reply that is one message is whole.
  private mutating func take(
    _ choice: JSONView,
    isFirst: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    let delta = choice.given("delta")
    let message = choice.given("message")
    hasDelta = hasDelta || delta.map(Self.saysAnything) == true
    let isDelta = delta != nil && (hasDelta || message == nil)
    if isDelta, let delta {
      take(message: delta, emit)
    } else if let message {
      settle(message, emit)
    }
    if let error = BackendError(reportedBy: choice) { return state.fail(error, emit) }
    if let word = choice.words("finish_reason") {
      state.end(word)
      state.isWhole = state.finishReason != .toolCalls || !isDelta
    } else if state.finishReason == nil {
      state.isWhole = isFirst && delta == nil && message != nil
    }
  }

  private static func saysAnything(_ delta: JSONView) -> Bool {
    delta.members.contains { name, value in
      name != "role" && (value.nonEmpty != nil || value[0] != nil || value.kind == .object)
    }
  }

  private mutating func take(message: JSONView, _ emit: (ReplyEvent) -> Void) {
    think(message, emit)
    for text in Self.texts(of: message) { tags.add(text, to: &state.answer, emit) }
    takeCalls(of: message, emit)
    cite(message, emit)
  }

  /// Takes a message that has all so far; of what came before in pieces, nothing is taken twice.
  private mutating func settle(_ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard state.answer.length > 0 || hasDelta else { return take(message: message, emit) }
    if !hasThought { think(message, emit) }
    var whole = AnswerText()
    var tags = ThinkingTags()
    for text in Self.texts(of: message) { tags.add(text, to: &whole) { _ in } }
    tags.finish(&whole) { _ in }
    if whole.length > 0 {
      self.tags = tags
      state.answer.settle(whole.text, emit)
    }
    if !hasCalls { takeCalls(of: message, emit) }
    cite(message, emit)
  }

  /// The texts of the answer, which may stand in parts.
  private static func texts(of message: JSONView) -> [JSONView] {
    let parts = message.elements(of: "content").compactMap { $0["text"] }
    return ([message["content"]] + parts + [message["refusal"]]).compactMap(\.self)
      .filter { $0.kind == .string }
  }

  private mutating func think(_ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    var thoughts = [message.words("reasoning_content") ?? message.words("reasoning")]
    for part in message.elements(of: "content") {
      guard let thinking = part.given("thinking") else { continue }
      thoughts += [thinking.nonEmpty] + thinking.elements.map { $0.words("text") }
    }
    for thought in thoughts.compactMap(\.self) {
      hasThought = true
      state.think(thought, emit)
    }
  }

  private mutating func takeCalls(of message: JSONView, _ emit: (ReplyEvent) -> Void) {
    var all = message.elements(of: "tool_calls").enumerated().map { place, call in
      (place: call["index"]?.int ?? place, id: call.words("id"), function: call["function"])
    }
    // As it was before there were several.
    if let function = message.given("function_call") { all.append((-1, nil, function)) }
    for (place, id, function) in all {
      hasCalls = true
      calls.take(
        place,
        id: id,
        name: function?.words("name"),
        input: function?["arguments"]?.inputText,
        emit
      )
    }
  }

  private mutating func cite(_ message: JSONView, _ emit: (ReplyEvent) -> Void) {
    let cited = message.elements(of: "annotations").compactMap { cite($0) }
    if !cited.isEmpty { emit(.citations(cited)) }
  }

  private mutating func cite(_ annotation: JSONView) -> Citation? {
    guard let link = annotation.given("url_citation") else { return nil }
    var source = Citation(number: 0, title: link.words("title"), url: link.words("url"))
    if let start = link["start_index"]?.int, let end = link["end_index"]?.int {
      source.ranges = TextRange(start, end, after: -tags.removed).map { [$0] } ?? []
    }
    return sources.cite(source)
  }
}

extension TextRange {
  /// A range as a backend tells it, moved by what comes before the text that it counts in; `nil` where it is none.
  init?(_ start: Int, _ end: Int, after offset: Int) {
    let limit = 1 << 40
    guard (0...limit).contains(start), (start...limit).contains(end), start + offset >= 0 else {
      return nil
    }
    self.init(start: start + offset, end: end + offset)
  }
}
