internal import Conversation

/// Glean's Platform API, `POST /api/chat`.
///
/// The answer is one response object, or Server-Sent Events that end with it.
/// Source: gleanwork/open-api, `glean-platform-api-specs.yaml` (experimental, 2026-07).
public struct GleanPlatformAPI: ChatAPI {
  private static let path = "/api/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "glean-platform" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// The API's path on one of Glean's hosts; on others it says nothing.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return parts.trimmedPath == Self.path && parts.host.hasSuffix(".glean.com")
  }

  /// A prompt, with the id of its conversation, or else with the turns before it.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let sendsTurns = prompt.conversationId == nil && !prompt.history.isEmpty
    var body: [JSONValue.Member] = [
      .init("input", sendsTurns ? turns(prompt) : .string(prompt.prompt)),
      .init("stream", .bool(prompt.stream)),
      .init("store", .bool(true)),
    ]
    if let id = prompt.conversationId { body.append(.init("conversation_id", .string(id))) }
    let endpoint = endpoint.completed(with: Self.path)
    return post(body, for: prompt, to: endpoint)
  }

  /// A decoder for the response, or for events that end with it.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(GleanPlatformTranslator())
  }

  /// A `RESPONSE` in upper case, or an event of one.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    let type = view.words("type") ?? frame.name
    return view["object"]?.string == "RESPONSE" || type.hasPrefix("RESPONSE_")
  }

  /// All turns, oldest first, and the prompt.
  private func turns(_ prompt: PromptRequest) -> JSONValue {
    let past = prompt.history.flatMap { [("USER", $0.prompt), ("ASSISTANT", $0.answer)] }
    return .array(
      (past + [("USER", prompt.prompt)]).map { role, text in
        .object([.init("role", .string(role)), .init("content", .string(text))])
      }
    )
  }
}
