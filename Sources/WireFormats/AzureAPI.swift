internal import Conversation

/// The chat of Azure's search samples, and the Microsoft AI Chat Protocol: `POST /chat`, `POST /chat/stream`.
///
/// The turns so far go along with each prompt. The answer is one object, or one a line; no line says that it is the
/// last. All shapes are read that the sample has had.
/// Source: Azure-Samples/azure-search-openai-demo, `docs/http_protocol.md`; microsoft/ai-chat-protocol, `spec`.
public struct AzureAPI: ChatAPI {
  private static let path = "/chat"
  private static let streamed = "/stream"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "azure" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// No URL is this API's own.
  public func recognises(url: String) -> Bool { false }

  /// In a message.
  public var takesSystem: Bool { true }

  /// All messages of the conversation, with the state of its session, at the path for streams or the one beside it.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var body: [JSONValue.Member] = [
      .init("messages", prompt.messages()), .init("stream", .bool(prompt.stream)),
    ]
    if let token = prompt.sessionToken { body.append(AzureSession(token: token).member) }
    var endpoint = endpoint.completed(with: Self.path)
    endpoint.url = Self.url(endpoint.url, streams: prompt.stream)
    return post(body, for: prompt, to: endpoint)
  }

  private static func url(_ url: String, streams: Bool) -> String {
    let parts = URLParts(url)
    var path = parts.trimmedPath
    if streams, path.hasSuffix(Self.path) {
      path += streamed
    } else if !streams, path.hasSuffix(Self.path + streamed) {
      path = path.dropLast(streamed.count)
    } else {
      return url
    }
    return String(parts.origin + path + parts.rest)
  }

  /// A decoder for the object, or for lines of them.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(AzureTranslator(isSelfDelimited: head.isSelfDelimited))
  }

  /// A message or a piece of one with its context or its session; or an answer with the passages it rests on.
  public func recognises(frame: Frame) -> Bool { frame.json.map(Self.isMarked) ?? false }

  static func isMarked(_ view: JSONView) -> Bool {
    if let choice = view["choices"]?[0] { return hasContext(choice) }
    if view["answer"]?.kind == .string, view["data_points"]?.kind == .array { return true }
    guard view["type"] == nil, view["done"] == nil else { return false }
    if view["message"]?.kind == .object { return hasContext(view) }
    let own = ["delta", "context", "session_state", "sessionState"]
    return view["delta"]?.kind == .object && view.members.allSatisfy { own.contains($0.name) }
  }

  private static func hasContext(_ view: JSONView) -> Bool {
    view["context"]?.kind == .object || view["session_state"] != nil || view["sessionState"] != nil
  }
}
