internal import Conversation

/// Ollama, `POST /api/chat`: models on the person's own machine.
///
/// The turns so far go along with each prompt. The answer is one object, or one a line; `done` is in the last.
/// Source: ollama/ollama, `api/types.go`, `docs/api.md`.
public struct OllamaAPI: ChatAPI {
  private static let path = "/api/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "ollama" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// Its port or its host, without a path of another API.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return (parts.port == "11434" || parts.host == "ollama.com")
      && (parts.isBare || parts.trimmedPath == Self.path || parts.trimmedPath == "/api")
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// In a message.
  public var takesSystem: Bool { true }

  /// Beside the text of a message.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// All messages of the conversation.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let body: [JSONValue.Member] = [
      .init("messages", messages(of: prompt)), .init("stream", .bool(prompt.stream)),
    ]
    let endpoint = endpoint.completed(with: Self.path, behind: "/api")
    return post(body, for: prompt, to: endpoint)
  }

  /// `GET /tags`, beside where prompts go.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? {
    request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/tags", insteadOf: "/chat")
  }

  private func messages(of prompt: PromptRequest) -> JSONValue {
    prompt.messages { message, _ in
      guard !message.images.isEmpty, case .object(var members) = message.plain else {
        return message.plain
      }
      members.append(.init("images", .array(message.images.map { .string($0.base64) })))
      return .object(members)
    }
  }

  /// A decoder for the object, or for lines of them.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    let type = head["Content-Type"]?.lowercased() ?? ""
    return FramedDecoder(OllamaTranslator(isDocument: type.hasPrefix("application/json")))
  }

  /// A message, and whether it is done.
  public func recognises(frame: Frame) -> Bool {
    frame.json.map { $0["message"]?.kind == .object && $0["done"]?.kind == .bool } ?? false
  }
}

/// Lines of an Ollama reply, or the one object that is all of it.
struct OllamaTranslator: ObjectTranslator {
  static let backend = "Ollama's"

  private static let known: Set = [
    "model", "created_at", "message", "done", "done_reason", "total_duration", "prompt_eval_count",
    "eval_count", "logprobs",
  ]

  var state = ReplyState()
  private let isDocument: Bool
  private var tags = ThinkingTags()

  /// A translator for lines, or for a body that is called one document: an object in it that does not speak of being
  /// done is all of the reply.
  init(isDocument: Bool) {
    self.isDocument = isDocument
  }

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    guard let message = object["message"], message.kind == .object else { return false }
    state.add(facts(of: object), emit)
    state.keepRest(of: object, except: Self.known)
    state.think(message.words("thinking") ?? "", emit)
    if let content = message["content"] { tags.add(content, to: &state.answer, emit) }
    for call in message.elements(of: "tool_calls") {
      guard let function = call["function"], let name = function.words("name") else { continue }
      let input = function.given("arguments")?.value
      emit(.toolCall(ToolCall(id: call["id"]?.idText, name: name, input: input)))
    }
    guard object["done"]?.bool == true else {
      state.isWhole = isDocument && !state.hasPiece && object["done"] == nil
      return true
    }
    state.take(Usage(told: object), emit)
    state.end(object.words("done_reason"))
    state.close()
    return true
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) {
    if state.isWhole { tags.finish(&state.answer, emit) }
  }

  private func facts(of object: JSONView) -> MessageFacts {
    let isDone = object["done"]?.bool == true
    // Nanoseconds.
    let duration = object["total_duration"]?.int.flatMap { $0 > 0 ? $0 / 1_000_000 : nil }
    return MessageFacts(
      model: object.words("model"),
      backendTimeMillis: isDone ? duration : nil,
      createdAt: isDone ? object["created_at"]?.moment : nil
    )
  }
}
