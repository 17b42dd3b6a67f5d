internal import Conversation

/// Anthropic's Messages, `POST /v1/messages`.
///
/// The turns so far go along with each prompt. The answer is one message, or Server-Sent Events that end with
/// `message_stop`. Sources are cited by the blocks of text that rest on them.
/// Source: anthropics/anthropic-sdk-python, `src/anthropic/types`.
public struct AnthropicAPI: ChatAPI {
  private static let path = "/v1/messages"
  private static let version = HTTPHeaderField("anthropic-version", "2023-06-01")
  /// The API wants a limit for each answer.
  private static let mostTokens = 4_096

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "anthropic" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// The API's path, or Anthropic's host alone.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return parts.trimmedPath.hasSuffix(Self.path)
      || parts.isBare && parts.host == "api.anthropic.com"
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// A member of its own.
  public var systemKey: String? { "system" }

  /// In a list of parts.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// All messages of the conversation, and the longest answer that is wanted.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let body: [JSONValue.Member] = [
      .init("max_tokens", .integer(Self.mostTokens)),
      .init("messages", messages(of: prompt)), .init("stream", .bool(prompt.stream)),
    ]
    let endpoint = endpoint.completed(with: Self.path, behind: "/v1")
      .sendingToken(in: "X-Api-Key")
    return post(body, for: prompt, to: endpoint, adding: [Self.version])
  }

  /// `GET /models`, beside where prompts go; by itself a page has twenty.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? {
    request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/models", insteadOf: "/messages", query: "limit=1000")
  }

  private func messages(of prompt: PromptRequest) -> JSONValue {
    prompt.messages(hasSystem: false) { message, _ in
      message.parts {
        let source: [JSONValue.Member] = [
          .init("type", .string("base64")), .init("media_type", .string($0.mediaType)),
          .init("data", .string($0.base64)),
        ]
        return .object([.init("type", .string("image")), .init("source", .object(source))])
      }
    }
  }

  /// A decoder for the message, or for its events.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(AnthropicTranslator())
  }

  /// A message whose content is an array, or the event that begins one.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    switch view["type"]?.string {
    case "message": return view["content"]?.kind == .array && view["role"] != nil
    case "message_start": return view["message"]?["content"]?.kind == .array
    default: return false
    }
  }
}
