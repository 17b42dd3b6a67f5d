internal import Conversation

/// Cohere's events, or its one response.
struct CohereTranslator: ObjectTranslator {
  static let backend = "Cohere's"

  var state = ReplyState()
  private var calls = ToolCallPieces()
  private var sources = CitedSources()
  /// Where the texts among the parts of the message begin in the answer, in scalars, by the part's place.
  private var starts: [Int: Int] = [:]

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    guard let type = object.words("type") else {
      guard let message = object["message"], message.kind == .object else { return false }
      take(whole: object, message, emit)
      return true
    }
    let message = object["delta"]?["message"]
    let place = object["index"]?.int ?? 0
    switch type {
    case "message-start": state.add(MessageFacts(id: object.words("id")), emit)
    case "content-start", "content-delta":
      if let part = message?["content"] { take(part: part, at: place, emit) }
    case "tool-plan-delta": state.think(message?.words("tool_plan") ?? "", emit)
    case "tool-call-start", "tool-call-delta":
      if let call = message?["tool_calls"] { take(call: call, at: place, emit) }
    case "tool-call-end": calls.finish(place, emit)
    case "citation-start":
      if let citation = message?["citations"] { take([citation], emit) }
    case "message-end": if let end = object["delta"] { take(end: end, emit) }
    case "content-end", "citation-end", "debug": break
    default: return false
    }
    return true
  }

  func failure(in object: JSONView, named name: String) -> BackendError? {
    let told = object["delta"]?.given("error") ?? object.given("error")
    return told.map { BackendError(describedBy: $0) ?? .unexplained }
  }

  private mutating func take(
    whole object: JSONView,
    _ message: JSONView,
    _ emit: (ReplyEvent) -> Void
  ) {
    state.add(MessageFacts(id: object.words("id")), emit)
    state.think(message.words("tool_plan") ?? "", emit)
    for (place, part) in message.elements(of: "content").enumerated() {
      take(part: part, at: place, emit)
    }
    for (place, call) in message.elements(of: "tool_calls").enumerated() {
      take(call: call, at: place, emit)
      calls.finish(place, emit)
    }
    take(Array(message.elements(of: "citations")), emit)
    take(end: object, emit)
  }

  private mutating func take(end: JSONView, _ emit: (ReplyEvent) -> Void) {
    let usage = end.given("usage")
    let counts = usage?.given("tokens") ?? usage?.given("billed_units")
    var told = counts.flatMap(Usage.init(told:))
    told?.cachedTokens = usage?["cached_tokens"]?.int
    state.take(told, emit)
    let reason = end.words("finish_reason")
    if reason == "TIMEOUT" { emit(.notice("the answer is cut: the backend ran out of time")) }
    state.end(reason)
    state.close()
  }

  private mutating func take(part: JSONView, at place: Int, _ emit: (ReplyEvent) -> Void) {
    state.think(part.words("thinking") ?? "", emit)
    guard let text = part["text"], text.kind == .string else { return }
    if starts[place] == nil { starts[place] = state.answer.length }
    state.answer.append(text, emit)
  }

  private mutating func take(call: JSONView, at place: Int, _ emit: (ReplyEvent) -> Void) {
    let function = call["function"]
    calls.take(
      place,
      id: call.words("id"),
      name: function?.words("name"),
      input: function?["arguments"]?.inputText,
      emit
    )
  }

  /// Takes citations; those of what was thought, or planned, have no place in the answer.
  private mutating func take(_ citations: [JSONView], _ emit: (ReplyEvent) -> Void) {
    let cited = citations.flatMap { citation -> [Citation] in
      let isOfText = citation.words("type") ?? "TEXT_CONTENT" == "TEXT_CONTENT"
      let place = isOfText ? range(of: citation) : nil
      return citation.elements(of: "sources").compactMap { source in
        cite(source, place.map { [$0] } ?? [])
      }
    }
    if !cited.isEmpty { emit(.citations(cited)) }
  }

  private func range(of citation: JSONView) -> TextRange? {
    guard let start = citation["start"]?.int, let end = citation["end"]?.int else { return nil }
    let part = citation["content_index"]?.int.flatMap { starts[$0] } ?? starts.values.min() ?? 0
    return TextRange(start, end, after: part)
  }

  /// The source: a document, or what a tool gave, with whatever the person or the tool has put into it.
  private mutating func cite(_ source: JSONView, _ places: [TextRange]) -> Citation? {
    let content = source.given("document") ?? source.given("tool_output")
    var citation = content.flatMap(PlainSources.source) ?? Citation(number: 0)
    citation.id = source.words("id") ?? citation.id
    citation.title = citation.title ?? citation.id
    citation.ranges = places
    return sources.cite(citation)
  }
}
