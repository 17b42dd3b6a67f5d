internal import Conversation

/// OpenAI's response, or the events that end with it.
///
/// Each message is a paragraph of its own. What was streamed is compared with the whole at the end.
struct OpenAIResponsesTranslator: ObjectTranslator {
  static let backend = "OpenAI's Responses"

  /// A part of a message, by the places that events name.
  private struct Part: Hashable {
    var item: Int
    var part: Int
  }

  var state = ReplyState()
  private var sources = CitedSources()
  /// Where the parts begin in the answer, in scalars.
  private var starts: [Part: Int] = [:]
  private var last: Part?
  private var isStreamed = false
  private var hasThought = false

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    let type = object.words("type") ?? name
    switch type {
    case "response.output_text.delta", "response.refusal.delta":
      isStreamed = true
      begin(Self.part(of: object), emit)
      if let delta = object["delta"] { state.answer.append(delta, emit) }
    case "response.output_text.annotation.added":
      if let annotation = object["annotation"] { cite([annotation], Self.part(of: object), emit) }
    case "response.reasoning_summary_text.delta", "response.reasoning_text.delta":
      isStreamed = true
      hasThought = true
      state.think(object.words("delta") ?? "", emit)
    case "response.reasoning_summary_part.added" where hasThought: state.think("\n\n", emit)
    case "response.output_item.added", "response.output_item.done":
      isStreamed = true
      if let item = object["item"] { take(call: item, isDone: type.hasSuffix("done"), emit) }
    case "response.created", "response.queued", "response.in_progress":
      if let response = object["response"] { state.add(Self.facts(of: response), emit) }
    case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
      take(response: object["response"] ?? object, emit)
    // Some proxies give it another name.
    case _ where object["object"]?.string == "response",
      "" where object["output"]?.kind == .array:
      take(response: object, emit)
    default: return type.hasPrefix("response.")
    }
    return true
  }

  private static func facts(of response: JSONView) -> MessageFacts {
    MessageFacts(
      id: response.words("id"),
      model: response.words("model"),
      createdAt: response["created_at"]?.moment
    )
  }

  private static func part(of event: JSONView) -> Part {
    Part(item: event["output_index"]?.int ?? 0, part: event["content_index"]?.int ?? 0)
  }

  private mutating func begin(_ part: Part, _ emit: (ReplyEvent) -> Void) {
    guard starts[part] == nil else { return }
    if let last, last.item != part.item, state.answer.length > 0 {
      state.answer.append("\n\n", emit)
    }
    starts[part] = state.answer.length
    last = part
  }

  private mutating func cite(
    _ annotations: [JSONView],
    _ part: Part,
    _ emit: (ReplyEvent) -> Void
  ) {
    let cited = annotations.compactMap { annotation -> Citation? in
      var source = Citation(
        number: 0,
        id: annotation.words("file_id"),
        title: annotation.words("title") ?? annotation.words("filename"),
        url: annotation.words("url")
      )
      if let start = annotation["start_index"]?.int, let end = annotation["end_index"]?.int {
        source.ranges = TextRange(start, end, after: starts[part] ?? 0).map { [$0] } ?? []
      }
      return sources.cite(source)
    }
    if !cited.isEmpty { emit(.citations(cited)) }
  }

  /// Takes an item that is a call of a tool, by whatever kind of tool.
  private mutating func take(call item: JSONView, isDone: Bool, _ emit: (ReplyEvent) -> Void) {
    guard let type = item.words("type"), type.hasSuffix("_call") else { return }
    let action = item.given("action") ?? item.given("queries") ?? item.given("code")
    // The input of a custom tool is any text.
    let input = item.given("arguments") ?? item.given("input")
    let output = item.given("output")
    let call = ToolCall(
      id: item.words("call_id") ?? item.words("id"),
      name: item.words("name") ?? String(type.dropLast("_call".count)),
      input: input?.inputText.flatMap(JSONValue.init(parsing:)) ?? action?.value,
      status: item.words("status"),
      result: output?.string ?? output.map { JSONWriter.compact($0.value) },
      isError: item.given("error").map { _ in true }
    )
    emit(.toolCall(call))
    guard isDone else { return }
    let queries = item.elements(of: "queries").compactMap(\.nonEmpty)
    let query = action?.words("query") ?? queries.joined(separator: ", ")
    if !query.isEmpty { emit(.step(Step(kind: "searching", text: query))) }
  }
}

// MARK: - The whole response

extension OpenAIResponsesTranslator {
  private mutating func take(response: JSONView, _ emit: (ReplyEvent) -> Void) {
    state.add(Self.facts(of: response), emit)
    state.keep("service_tier", response["service_tier"])
    state.keep("incomplete_details", response["incomplete_details"])
    if !isStreamed {
      for item in response.elements(of: "output") {
        take(call: item, isDone: true, emit)
        if item["type"]?.string == "reasoning" { think(item, emit) }
      }
    }
    takeText(of: response, emit)
    state.take(response.given("usage").flatMap(Usage.init(told:)), emit)
    end(response, emit)
  }

  /// Takes the text of all messages, which is what was streamed, and the places of their sources.
  private mutating func takeText(of response: JSONView, _ emit: (ReplyEvent) -> Void) {
    var text = ""
    var length = 0
    var annotations: [(Part, [JSONView])] = []
    for (place, item) in response.elements(of: "output").enumerated()
    where item["type"]?.string == "message" {
      for (position, content) in item.elements(of: "content").enumerated() {
        guard let more = content["text"]?.string ?? content["refusal"]?.string else { continue }
        if position == 0, !text.isEmpty {
          text += "\n\n"
          length += 2
        }
        let part = Part(item: place, part: position)
        starts[part] = length
        text += more
        length += more.unicodeScalars.count
        annotations.append((part, Array(content.elements(of: "annotations"))))
      }
    }
    guard !annotations.isEmpty else { return }
    let isAsStreamed = text == state.answer.text
    state.answer.settle(text, emit)
    guard sources.isEmpty || !isAsStreamed else { return }
    for (part, all) in annotations { cite(all, part, emit) }
  }

  private mutating func think(_ item: JSONView, _ emit: (ReplyEvent) -> Void) {
    let summary = item.elements(of: "summary").compactMap { $0.words("text") }
    let content = item.elements(of: "content").compactMap { $0.words("text") }
    let text = (summary.isEmpty ? content : summary).joined(separator: "\n\n")
    guard !text.isEmpty else { return }
    state.think(hasThought ? "\n\n" + text : text, emit)
    hasThought = true
  }

  private mutating func end(_ response: JSONView, _ emit: (ReplyEvent) -> Void) {
    switch response.words("status") {
    case "completed": state.end(.stop)
    case "incomplete":
      state.end(response["incomplete_details"]?.words("reason") ?? "other")
    case "cancelled": state.end(.cancelled)
    case "failed":
      let words = response.given("error").flatMap(BackendError.init(describedBy:))
      return state.fail(words ?? .unexplained, emit)
    default: return
    }
    // Only a response that is stored can be gone on from.
    let conversation = response["conversation"]?.words("id") ?? response.words("conversation")
    let stored = response["store"]?.bool == false ? nil : response.words("id")
    state.add(MessageFacts(conversationId: conversation ?? stored), emit)
    state.close()
  }
}
