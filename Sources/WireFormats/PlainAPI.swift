internal import Conversation

/// A `/chat` that belongs to no known backend: `POST {"message", "conversationId", "stream"}`.
///
/// The reply is one JSON object whose answer stands under a usual name, a stream of such objects or of pieces of the
/// answer, as lines or as Server-Sent Events, or the answer itself as plain text. ``PlainMessage`` lists the names,
/// ``PlainTranslator`` tells pieces from wholes. It is what `--api auto` falls back to.
public struct PlainAPI: ChatAPI {
  /// The API, which has no versions.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "plain" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// No URL is this API's own.
  public func recognises(url: String) -> Bool { false }

  /// The usual name.
  public var modelKey: String? { "model" }

  /// The usual name.
  public var systemKey: String? { "system" }

  /// A message, with the conversation it belongs to when the backend has named one.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var body: [JSONValue.Member] = [.init("message", .string(prompt.prompt))]
    if let id = prompt.conversationId { body.append(.init("conversationId", .string(id))) }
    body.append(.init("stream", .bool(prompt.stream)))
    return post(body, for: prompt, to: endpoint)
  }

  /// A decoder for whatever the body turns out to be.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    PlainDecoder(head: head)
  }

  /// A piece with some of the answer, or with a failure.
  public func recognises(frame: Frame) -> Bool {
    switch frame.content {
    case .text(let text): return !text.isEmpty && PlainKind(name: frame.name).isAnswer
    case .bad: return false
    case .json(let view):
      let kind = PlainKind(name: frame.name, view)
      if kind == .failure || BackendError(reportedBy: view) != nil { return true }
      guard kind.isAnswer else { return false }
      return view.kind == .object ? PlainMessage(view).answer?.text.isEmpty == false : !view.isNull
    }
  }
}
