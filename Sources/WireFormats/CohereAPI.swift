internal import Conversation

/// Cohere's chat, `POST /v2/chat`.
///
/// The turns so far go along with each prompt. The answer is one object, or Server-Sent Events of which `message-end`
/// is the last. Sources are cited with their places in the text.
/// Source: cohere-ai/cohere-python, `src/cohere/v2`; recorded replies in vercel/ai, `packages/cohere`.
public struct CohereAPI: ChatAPI {
  private static let path = "/v2/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "cohere" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// The API's path on one of Cohere's hosts, or one of these without a path.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    let isCohere = [".cohere.com", ".cohere.ai"].contains { parts.host.hasSuffix($0) }
    return isCohere && (parts.isBare || parts.trimmedPath.hasSuffix(Self.path))
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// In a message.
  public var takesSystem: Bool { true }

  /// In a list of parts.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// All messages of the conversation.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let body: [JSONValue.Member] = [
      .init("messages", prompt.messages { message, _ in message.withImageURLs }),
      .init("stream", .bool(prompt.stream)),
    ]
    let endpoint = endpoint.completed(with: Self.path)
    return post(body, for: prompt, to: endpoint)
  }

  /// `GET /v1/models`, beside where prompts go: those that chat, of which a page by itself has twenty.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? {
    request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/v1/models", insteadOf: "/v2/chat", query: "page_size=1000&endpoint=chat")
  }

  /// A decoder for the object, or for its events.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(CohereTranslator())
  }

  /// A message whose content is an array, with Cohere's word for its end; or the event that begins one.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    if view["type"]?.string == "message-start" { return view["delta"]?["message"] != nil }
    let reason = view.words("finish_reason")
    return view["message"]?["content"]?.kind == .array && reason != nil
      && reason == reason?.uppercased()
  }
}
