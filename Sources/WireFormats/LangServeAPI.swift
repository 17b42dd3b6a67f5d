internal import Conversation

/// A chain that LangServe serves: `POST {prefix}/invoke`, `POST {prefix}/stream`.
///
/// What a chain takes and gives is its own business: it is sent the prompt alone, and the usual kinds of output are
/// read. A stream is Server-Sent Events of which `end` is the last.
/// Source: langchain-ai/langserve, `langserve/api_handler.py`.
public struct LangServeAPI: ChatAPI {
  private static let whole = "/invoke"
  private static let streamed = "/stream"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "langserve" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// The path of the call, which a chain may have below a prefix.
  public var defaultPath: String? { Self.whole }

  /// The path of a call.
  public func recognises(url: String) -> Bool {
    URLParts(url).trimmedPath.hasSuffix(Self.whole)
  }

  /// The prompt, at the path for streams or at the one beside it.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var endpoint = endpoint
    let parts = URLParts(endpoint.url)
    let call = [Self.whole, Self.streamed].first { parts.trimmedPath.hasSuffix($0) } ?? ""
    let path = parts.trimmedPath.dropLast(call.count) + (prompt.stream ? Self.streamed : Self.whole)
    endpoint.url = String(parts.origin + path + parts.rest)
    return post([.init("input", .string(prompt.prompt))], for: prompt, to: endpoint)
  }

  /// A decoder for the output, or for events with pieces of it.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(LangServeTranslator())
  }

  /// An output with the id of its run, or the event that tells that id.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    return view["output"] != nil && view["metadata"]?["run_id"] != nil
      || frame.name == "metadata" && view["run_id"] != nil
  }
}

/// LangServe's events, or its one output.
struct LangServeTranslator: ObjectTranslator {
  static let backend = "LangServe's"

  private static let sourceNames = ["context", "source_documents"] + PlainSources.names

  /// What a message of the model is called.
  private static let answerers: Set = ["ai", "AIMessage", "AIMessageChunk"]

  var state = ReplyState()
  private var calls = ToolCallPieces()
  private var sources = PlainSources()
  private var hasSources = false
  /// The members of objects that nothing was read from, those of later objects in the place of earlier ones.
  private var others = JSONMembers()

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    guard !isComplete else { return }
    switch (frame.name, frame.content) {
    case ("end", _):
      state.close()
      state.hasPiece = true
    case ("data", .json(let view)):
      state.hasPiece = true
      take(output: view, emit)
    case ("data", .text(let text)):
      // A number or a truth value; anything else was cut.
      guard (try? JSONView(parsing: Array(text.utf8))) != nil else { return }
      state.hasPiece = true
      state.answer.append(text, emit)
    default: take(piece: frame, emit)
    }
  }

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    if name == "metadata" {
      state.add(MessageFacts(id: object.words("run_id")), emit)
      return true
    }
    guard let output = object["output"] else { return false }
    let metadata = object["metadata"]
    state.add(MessageFacts(id: metadata?.words("run_id")), emit)
    if metadata?["feedback_tokens"]?[0] != nil {
      state.keep("feedback_tokens", metadata?["feedback_tokens"])
    }
    take(output: output, emit)
    state.close()
    return true
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) {
    if state.isWhole { calls.finish(emit) }
    if state.isWhole, !hasSources, state.answer.text.isEmpty, !others.list.isEmpty {
      takeJSON(.object(others.list), emit)
    } else {
      for member in others.list { state.keep(member) }
    }
  }

  /// Takes all or a piece of what the chain gives: text, a message, an object with an answer, documents, or anything else.
  private mutating func take(output: JSONView, _ emit: (ReplyEvent) -> Void) {
    switch output.kind {
    case .null: break
    case .string: state.answer.append(output, emit)
    case .object where output["content"] != nil && output["page_content"] == nil:
      take(message: output, emit)
    case .object: take(object: output, emit)
    case .array where output[0]?["page_content"] != nil: cite(Array(output.elements), emit)
    case .array, .number, .bool: takeJSON(output.value, emit)
    }
  }

  private mutating func takeJSON(_ output: JSONValue, _ emit: (ReplyEvent) -> Void) {
    if state.answer.text.isEmpty { state.add(MessageFacts(contentFormat: .json), emit) }
    state.answer.append(JSONWriter.compact(output), emit)
  }

  private mutating func take(message: JSONView, _ emit: (ReplyEvent) -> Void) {
    state.think(message["additional_kwargs"]?.words("reasoning_content") ?? "", emit)
    if let content = message["content"] {
      state.answer.append(content, emit)
      for part in content.elements {
        if let text = part.kind == .string ? part : part["text"] { state.answer.append(text, emit) }
      }
    }
    let pieces = Array(message.elements(of: "tool_call_chunks"))
    for (place, piece) in pieces.enumerated() {
      calls.take(
        piece["index"]?.int ?? place,
        id: piece.words("id"),
        name: piece.words("name"),
        input: piece["args"]?.inputText,
        emit
      )
    }
    for call in message.elements(of: "tool_calls") where pieces.isEmpty {
      guard let name = call.words("name") else { continue }
      let input = call.given("args")?.value
      emit(.toolCall(ToolCall(id: call.words("id"), name: name, input: input)))
    }
    state.take(message.given("usage_metadata").flatMap(Usage.init(told:)), emit)
    let details = message["response_metadata"]
    let model = details?.words("model_name") ?? details?.words("model")
    state.add(MessageFacts(model: model), emit)
    state.end(details?.words("finish_reason") ?? details?.words("stop_reason"))
  }

  /// Takes the last message of a list that has all of them, which may come again with more.
  private mutating func take(lastOf message: JSONView, _ emit: (ReplyEvent) -> Void) {
    if state.answer.text.isEmpty { return take(message: message, emit) }
    if let text = message["content"]?.nonEmpty { state.answer.settle(text, emit) }
  }

  private mutating func take(object: JSONView, _ emit: (ReplyEvent) -> Void) {
    let turns = object.elements(of: "messages")
    if let last = turns.reversed().first(where: { Self.answerers.contains($0.words("type") ?? "") })
    {
      return take(lastOf: last, emit)
    }
    var message = PlainMessage(object)
    if let string = message.answer?.string {
      state.answer.append(string, emit)
    } else if let text = message.answer?.text {
      state.answer.append(text, emit)
    }
    let found = message.all(Self.sourceNames) { Array($0.elements) }
    cite(found, emit)
    let isAlone = message.answer == nil && found.isEmpty
    let rest = isAlone ? object.members.map { .init($0.name, $0.value.value) } : message.rest
    for member in rest { others.put(member.name, member.value) }
  }

  private mutating func cite(_ views: [JSONView], _ emit: (ReplyEvent) -> Void) {
    let new = sources.take(views)
    hasSources = hasSources || !new.isEmpty
    if !new.isEmpty { emit(.citations(new)) }
  }
}
