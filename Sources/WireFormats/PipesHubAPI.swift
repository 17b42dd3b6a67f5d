public import Conversation

/// PipesHub's conversations, and the query service behind them.
///
/// A conversation is begun and continued below `/api/v1/conversations`, or those of an agent; the query service knows
/// none, so the turns before go along. Answers come whole, as the events of 2026-02, or as those of AG-UI.
/// Source: pipeshub-ai/pipeshub-ai, `es.routes.ts` and `pipeshub-openapi.yaml`.
public struct PipesHubAPI: ChatAPI {
  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "pipeshub" }

  /// Where a prompt goes in the end.
  public var defaultPath: String? { "/api/v1/conversations/stream" }

  /// Only a path of PipesHub's own: conversations below `/api/v1`, or the query service's stream.
  public func recognises(url: String) -> Bool {
    let path = URLParts(url).path + "/"
    let agents = path.firstRange(of: "/api/v1/agents/").map { path[$0.upperBound...] }
    return path.contains("/api/v1/conversations/")
      || agents?.contains("/conversations/") == true
      || path.hasSuffix("/api/v1/chat/stream/") || path.hasSuffix("/api/v1/chat/stream//")
  }

  /// An object that is a reply of PipesHub's, or an event that nobody else sends.
  public func recognises(frame: Frame) -> Bool {
    if ["answer_chunk", "restreaming"].contains(frame.name) { return true }
    guard let view = frame.json else { return false }
    let isTool = ["tool_call", "tool_success", "tool_error"].contains(frame.name)
    if isTool, view.words("call_id") != nil, view.words("tool_name") != nil { return true }
    let name = frame.name.isEmpty ? view.words("type") ?? "" : frame.name
    return PipesHubShape(view) != nil || name == "HEARTBEAT"
      || PipesHubTranslator.runEventNames.contains { $0.hasSuffix("_") && name.hasPrefix($0) }
      || name == "CUSTOM" && view.words("name") == "conversation_created"
  }

  /// The request knows no more of a model than its name.
  public var modelKey: String? { "modelName" }

  /// A `CreateConversationRequest`, an `AddMessageRequest`, or a request of the query service.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let route = PipesHubRoute(endpoint.url)
    var body = [JSONValue.Member("query", .string(prompt.prompt))]
    let knowsTurns = route.service == .conversations && route.conversation(prompt) != nil
    if !knowsTurns, !prompt.history.isEmpty {
      body.append(.init("previousConversations", Self.turns(prompt.history)))
    }
    let accepted = prompt.stream ? "text/event-stream" : "application/json"
    var endpoint = endpoint
    endpoint.url = route.url(for: prompt)
    return .post(
      self.body(body, with: prompt.parameters),
      to: endpoint,
      headerFields: .json(endpoint, accepting: accepted)
    )
  }

  /// A decoder for whole replies and both kinds of streams; the body itself tells which it is.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(PipesHubTranslator())
  }

  /// What a model says before it calls a tool is no part of the answer, and an answer may be made again.
  public var mayRevise: Bool { true }

  /// A `MessageFeedback`, for an answer whose conversation and message are known.
  public func feedbackRequest(
    _ feedback: Feedback,
    on reply: Reply,
    to endpoint: Endpoint
  ) -> HTTPRequest? {
    guard [nil, .botResponse].contains(reply.facts.type), let message = reply.facts.id,
      let url = PipesHubRoute(endpoint.url).feedbackURL(reply.facts.conversationId, message)
    else { return nil }
    var endpoint = endpoint
    endpoint.url = url
    return .post(feedback.pipesHubBody, to: endpoint, headerFields: .json(endpoint))
  }

  private static func turns(_ turns: [PastTurn]) -> JSONValue {
    func message(_ role: MessageType, _ text: String) -> JSONValue {
      .object([.init("role", .string(role.rawValue)), .init("content", .string(text))])
    }
    return .array(
      turns.flatMap { [message(.userQuery, $0.prompt), message(.botResponse, $0.answer)] }
    )
  }
}
