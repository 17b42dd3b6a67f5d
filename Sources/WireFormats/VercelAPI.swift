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

  /// All messages of the conversation, under an id of the conversation.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let messages = prompt.messages { message, place in
      let text: JSONValue = .object([
        .init("type", .string("text")), .init("text", .string(message.text)),
      ])
      return .object([
        .init("id", .string("m\(place + 1)")), .init("role", .string(message.role)),
        .init("parts", .array(message.images.map(part) + [text])),
      ])
    }
    let body: [JSONValue.Member] = [
      .init("id", .string(prompt.conversationId ?? Self.id(of: prompt))),
      .init("messages", messages), .init("trigger", .string("submit-message")),
    ]
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

  /// The same id for all prompts of a conversation, made of its first by FNV-1a.
  private static func id(of prompt: PromptRequest) -> String {
    let first = prompt.history.first?.prompt ?? prompt.prompt
    let hash = first.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return "chat-" + String(hash, radix: 16)
  }

  /// A decoder for the events, or for text alone where the head says so.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    let isText = head["Content-Type"]?.lowercased().hasPrefix("text/plain") == true
    return isText ? PlainDecoder(head: head) : FramedDecoder(VercelTranslator())
  }

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
