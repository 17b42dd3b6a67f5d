internal import Conversation

/// Anthropic's events, or its one message.
///
/// Texts that follow each other are one; behind a tool's block a new paragraph begins.
struct AnthropicTranslator: ObjectTranslator {
  static let backend = "Anthropic's"

  private static let known: Set = [
    "id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage",
  ]

  var state = ReplyState()
  private var calls = ToolCallPieces()
  private var sources = CitedSources()
  private var isInterrupted = false
  /// Where the open block began, and what it rests on.
  private var start = 0
  private var cited: [Citation] = []

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    let place = object["index"]?.int ?? 0
    switch object.words("type") ?? name {
    case "message":
      take(message: object, emit)
      for (place, block) in object.elements(of: "content").enumerated() {
        begin(block, at: place, emit)
        end(place, emit)
      }
      end(object, emit)
      state.close()
    case "message_start": if let message = object["message"] { take(message: message, emit) }
    case "content_block_start":
      if let block = object["content_block"] { begin(block, at: place, emit) }
    case "content_block_delta": if let delta = object["delta"] { take(delta, at: place, emit) }
    case "content_block_stop": end(place, emit)
    case "message_delta":
      if let delta = object["delta"] { end(delta, emit) }
      state.take(object.given("usage").flatMap(Usage.init(told:)), emit)
    case "message_stop": state.close()
    case "ping": break
    default: return false
    }
    return true
  }

  private mutating func take(message: JSONView, _ emit: (ReplyEvent) -> Void) {
    state.add(MessageFacts(id: message.words("id"), model: message.words("model")), emit)
    state.keepRest(of: message, except: Self.known)
    state.take(message.given("usage").flatMap(Usage.init(told:)), emit)
  }

  private mutating func end(_ part: JSONView, _ emit: (ReplyEvent) -> Void) {
    let reason = part.words("stop_reason")
    if reason == "pause_turn" {
      emit(.notice("the answer is not finished: the backend paused; another prompt goes on"))
    }
    state.end(reason)
    state.keep("stop_sequence", part["stop_sequence"])
  }

  // MARK: Blocks

  private mutating func begin(_ block: JSONView, at place: Int, _ emit: (ReplyEvent) -> Void) {
    let type = block.words("type") ?? ""
    switch type {
    case "text":
      if isInterrupted, state.answer.length > 0 { state.answer.append("\n\n", emit) }
      isInterrupted = false
      start = state.answer.length
      if let text = block["text"] { state.answer.append(text, emit) }
      for citation in block.elements(of: "citations") { cite(citation) }
    case "thinking": state.think(block.words("thinking") ?? "", emit)
    case _ where type.hasSuffix("tool_use"):
      let given = block["input"].flatMap { $0.members.contains { _ in true } ? $0.value : nil }
      calls.take(
        place,
        id: block.words("id"),
        name: block.words("name"),
        input: given.map(JSONWriter.compact),
        emit
      )
      isInterrupted = true
    case _ where type.hasSuffix("tool_result"): isInterrupted = true
    default: break
    }
  }

  private mutating func take(_ delta: JSONView, at place: Int, _ emit: (ReplyEvent) -> Void) {
    switch delta.words("type") {
    case "text_delta": if let text = delta["text"] { state.answer.append(text, emit) }
    case "thinking_delta": state.think(delta.words("thinking") ?? "", emit)
    case "input_json_delta": calls.take(place, input: delta.words("partial_json"), emit)
    case "citations_delta": if let citation = delta["citation"] { cite(citation) }
    default: break
    }
  }

  /// Ends a block; only now it is known how far the text reaches that its sources support.
  private mutating func end(_ place: Int, _ emit: (ReplyEvent) -> Void) {
    calls.finish(place, emit)
    let range = TextRange(start: start, end: state.answer.length)
    let told = cited.map { source in
      var source = source
      source.ranges = range.start < range.end ? [range] : []
      return source
    }
    cited = []
    if !told.isEmpty { emit(.citations(told)) }
  }

  /// Notes what the open block rests on; the places that these name lie in the source, and not in the answer.
  private mutating func cite(_ citation: JSONView) {
    let document = citation["document_index"]?.int.map { "document \($0 + 1)" }
    let title = citation.words("title") ?? citation.words("document_title") ?? document
    let page = citation["start_page_number"]?.int.flatMap { $0 > 0 ? $0 : nil }
    let source = Citation(
      number: 0,
      id: citation.words("file_id"),
      title: title,
      url: citation.words("url") ?? citation.words("source").flatMap { $0.isWebURL ? $0 : nil },
      source: citation.words("source").flatMap { $0.isWebURL ? nil : $0 },
      excerpt: citation.words("cited_text"),
      page: page
    )
    // A page is a source of its own.
    let place = page.map { ", page \($0)" } ?? ""
    let key = document.map { "\($0) \(title ?? "")\(place)" }
    if let known = sources.cite(source, by: key), !cited.contains(known) { cited.append(known) }
  }
}
