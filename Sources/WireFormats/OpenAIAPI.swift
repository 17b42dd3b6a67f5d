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
