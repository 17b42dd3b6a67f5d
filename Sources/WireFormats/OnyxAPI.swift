internal import Conversation

/// Onyx, formerly Danswer: `POST /chat/send-chat-message`, which its web server has below `/api`.
///
/// Onyx keeps the conversation as a session, and makes one where a request names none. The answer is one object, or
/// lines of JSON, whatever their content type says, of which the packet `stop` is the last.
/// Source: onyx-dot-app/onyx, `backend/onyx/server/query_and_chat`.
public struct OnyxAPI: ChatAPI {
  private static let path = "/chat/send-chat-message"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "onyx" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// Where its web server has the endpoint.
  public var defaultPath: String? { "/api" + Self.path }

  /// The API's path.
  public func recognises(url: String) -> Bool {
    URLParts(url).trimmedPath.hasSuffix(Self.path)
  }

  /// A member of the object that chooses among the models that Onyx has.
  public var modelKey: String? { "llm_override.model_version" }

  /// The prompt, and the session that it belongs to.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var prompt = prompt
    var body: [JSONValue.Member] = [.init("message", .string(prompt.prompt))]
    if let id = prompt.conversationId {
      body.append(.init("chat_session_id", .string(id)))
      // What a new session is to be; Onyx refuses it beside the id of one.
      prompt.parameters.unset("chat_session_info")
    }
    body.append(.init("stream", .bool(prompt.stream)))
    let endpoint = endpoint.completed(with: "/api" + Self.path, behind: "/api")
    return post(body, for: prompt, to: endpoint)
  }

  /// `POST /chat/stop-chat-session/{id}`, beside where prompts go.
  public func stopRequest(conversationId: String, to endpoint: Endpoint) -> HTTPRequest? {
    var stop = request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/chat/stop-chat-session/" + conversationId.pathSegment, insteadOf: Self.path)
    stop?.method = "POST"
    return stop
  }

  /// A decoder for the object, or for lines of packets.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(OnyxTranslator())
  }

  /// An answer with what it cites, a packet in its place, or the ids that come before the packets.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    return view["answer"]?.kind == .string && view["citation_info"]?.kind == .array
      || view["placement"]?.kind == .object && view["obj"]?.kind == .object
      || view["reserved_assistant_message_id"] != nil
  }
}
