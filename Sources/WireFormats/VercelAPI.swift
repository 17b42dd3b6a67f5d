internal import Conversation

/// Apps that are made with Vercel's AI SDK: the UI message stream of `POST /api/chat`.
///
/// The turns so far go along with each prompt. The answer is Server-Sent Events that end with `[DONE]`; of an app that
/// streams nothing but text it is that text.
/// Source: vercel/ai, `packages/ai/src/ui-message-stream`, `packages/ai/src/ui`.
public struct VercelAPI: ChatAPI {
  private static let path = "/api/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "vercel" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// No URL is this API's own.
  public func recognises(url: String) -> Bool { false }

  /// The usual name, which an app may or may not read.
  public var modelKey: String? { "model" }

  /// In a message.
  public var takesSystem: Bool { true }

  /// As parts of a message.
  public var takesImages: Bool { true }

  /// An app is told all messages with each prompt.
  public func needsTurns(with parameters: RequestParameters) -> Bool { true }

  /// By which an app may store it.
  public var namesConversations: Bool { true }

  /// All messages of the conversation, under its id; each message keeps its own where others before it are left out.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let first = 2 * prompt.omittedTurns + (prompt.parameters.system == nil ? 1 : 0)
    let messages = prompt.messages { message, place in
      let text: JSONValue = .object([
        .init("type", .string("text")), .init("text", .string(message.text)),
      ])
      return .object([
        .init("id", .string(message.role == "system" ? "m0" : "m\(first + place)")),
        .init("role", .string(message.role)),
        .init("parts", .array(message.images.map(part) + [text])),
      ])
    }
    var body: [JSONValue.Member] = [
      .init("messages", messages), .init("trigger", .string("submit-message")),
    ]
    if let id = prompt.conversationId { body.insert(.init("id", .string(id)), at: 0) }
    let endpoint = endpoint.completed(with: Self.path)
    return .post(
      self.body(body, with: prompt.parameters),
      to: endpoint,
      headerFields: .json(endpoint, stream: true)
    )
  }

  private func part(of image: Attachment) -> JSONValue {
    .object([
      .init("type", .string("file")), .init("mediaType", .string(image.mediaType)),
      .init("filename", .string(image.name)), .init("url", .string(image.dataURL)),
    ])
  }

  /// A decoder for the events or for the lines of the data stream before them, or for text alone where the head says so.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder { VercelDecoder(head: head) }

  /// The beginning of a step or of a part, as only this stream has them.
  public func recognises(frame: Frame) -> Bool {
    guard frame.name.isEmpty, let view = frame.json else { return false }
    switch view["type"]?.string {
    case "start-step": return true
    case "text-start", "text-delta", "reasoning-start", "reasoning-delta": return view["id"] != nil
    case "tool-input-start", "tool-input-available": return view["toolCallId"] != nil
    case "source-url", "source-document": return view["sourceId"] != nil
    default: return false
    }
  }
}
