internal import Conversation

/// Glean's client API, `POST /rest/api/v1/chat`.
///
/// The request names its messages newest first. The answer is one `ChatResponse`, or one a line when it is streamed;
/// the end of the body is the end of the answer.
/// Source: gleanwork/open-api, `glean-client-api-specs.yaml`.
public struct GleanAPI: ChatAPI {
  private static let path = "/rest/api/v1/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "glean" }

  /// Glean's path, or one of Glean's hosts without a path of another API.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    let path = parts.path.hasSuffix("/") ? parts.path.dropLast() : parts.path
    return path.hasSuffix(Self.path) || parts.isBare && parts.host.hasSuffix(".glean.com")
  }

  /// A `ChatRequest`; without a conversation to continue, the turns before are sent along.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var messages = [message(by: "USER", prompt.prompt)]
    if prompt.conversationId == nil {
      for turn in prompt.history.reversed() {
        messages.append(message(by: "GLEAN_AI", turn.answer))
        messages.append(message(by: "USER", turn.prompt))
      }
    }
    var body: [JSONValue.Member] = [
      .init("messages", .array(messages)),
      .init("saveChat", .bool(true)),
      .init("stream", .bool(prompt.stream)),
    ]
    if let id = prompt.conversationId { body.insert(.init("chatId", .string(id)), at: 1) }

    var fields = [
      HTTPHeaderField("Content-Type", "application/json"),
      HTTPHeaderField("Accept", "application/json"),
    ]
    if let token = endpoint.token {
      fields.append(HTTPHeaderField("Authorization", "Bearer " + token, isSecret: true))
    }
    var endpoint = endpoint
    let parts = URLParts(endpoint.url)
    if parts.isBare { endpoint.url = parts.origin + Self.path + parts.rest }
    return .post(.object(body), to: endpoint, headerFields: fields)
  }

  /// A decoder for `ChatResponse`s, one a line or one for the whole body.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    GleanDecoder(isSelfDelimited: head.isSelfDelimited)
  }

  private func message(by author: String, _ text: String) -> JSONValue {
    .object([
      .init("author", .string(author)),
      .init("messageType", .string("CONTENT")),
      .init("fragments", .array([.object([.init("text", .string(text))])])),
    ])
  }
}
