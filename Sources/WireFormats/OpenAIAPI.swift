internal import Conversation

/// OpenAI's Chat Completions, `POST /v1/chat/completions`, as many other servers speak them too.
///
/// The turns so far go along with each prompt. The answer is one `chat.completion`, or Server-Sent Events with chunks
/// of it that end with `[DONE]`.
/// Source: openai/openai-openapi, `openapi.yaml`; what a model thinks is not in it, but in docs.vllm.ai.
public struct OpenAIAPI: ChatAPI {
  private static let path = "/v1/chat/completions"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "openai" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// The end of its path, which all servers that speak it have; or OpenAI's host alone.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return parts.trimmedPath.hasSuffix("/chat/completions") && parts.host != PerplexityAPI.host
      || parts.isBare && parts.host == "api.openai.com"
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// In a message.
  public var takesSystem: Bool { true }

  /// In a list of parts.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// All messages of the conversation; of a stream, its counts are asked for.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var body: [JSONValue.Member] = [
      .init("messages", prompt.messages { message, _ in message.withImageURLs }),
      .init("stream", .bool(prompt.stream)),
    ]
    if prompt.stream {
      body.append(.init("stream_options", .object([.init("include_usage", .bool(true))])))
    }
    var endpoint = endpoint.completed(with: Self.path, behind: "/v1")
    // Azure's service takes its keys in a field of that name.
    if URLParts(endpoint.url).host.hasSuffix(".openai.azure.com") {
      endpoint = endpoint.sendingToken(in: "api-key")
    }
    return post(body, for: prompt, to: endpoint)
  }

  /// `GET /models`, beside where prompts go.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? {
    request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/models", insteadOf: "/chat/completions")
  }

  /// A decoder for a completion, or for its chunks.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(OpenAITranslator())
  }

  /// Choices with a message or a piece of one, and nothing that others have added; or a chunk without any.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json, view["choices"]?.kind == .array,
      !PerplexityAPI.isMarked(view), !AzureAPI.isMarked(view)
    else { return false }
    guard let choice = view["choices"]?[0] else {
      return view.words("object")?.hasPrefix("chat.completion") == true
    }
    return choice["message"]?.kind == .object || choice["delta"]?.kind == .object
  }
}

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
    for choice in object.elements(of: "choices") where choice["index"]?.int ?? 0 == 0 {
      take(choice, isWhole: object["object"]?.string == "chat.completion", emit)
    }
    state.take(object.given("usage").flatMap(Usage.init(told:)), emit)
    return true
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) {
    guard state.isWhole else { return }
    tags.finish(&state.answer, emit)
    calls.finish(emit)
  }

  /// Takes a choice, of which a chunk may have the whole message so far beside what is new of it.
  private mutating func take(
    _ choice: JSONView,
    isWhole: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    let whole = choice.given("message")
    let delta = isWhole && whole != nil ? nil : choice.given("delta")
    if let message = delta ?? whole { take(message: message, emit) }
    guard let word = choice.words("finish_reason") else { return }
    state.end(word)
    state.isWhole = state.finishReason != .toolCalls || delta == nil
  }

  private mutating func take(message: JSONView, _ emit: (ReplyEvent) -> Void) {
    let thought = message.words("reasoning_content") ?? message.words("reasoning")
    state.think(thought ?? "", emit)
    if let content = message["content"] {
      if content.kind == .string { tags.add(content, to: &state.answer, emit) }
      for part in content.elements {
        if let text = part["text"] { tags.add(text, to: &state.answer, emit) }
      }
    }
    if let refusal = message["refusal"], refusal.kind == .string {
      tags.add(refusal, to: &state.answer, emit)
    }
    for (place, call) in message.elements(of: "tool_calls").enumerated() {
      let function = call["function"]
      calls.take(
        call["index"]?.int ?? place,
        id: call.words("id"),
        name: function?.words("name"),
        input: function?["arguments"]?.string,
        emit
      )
    }
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
