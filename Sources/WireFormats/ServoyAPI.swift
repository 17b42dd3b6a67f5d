internal import Conversation

/// A service that hands on the `ChatResponse` of Servoy's AI plugin, or of langchain4j: `POST {"prompt"}`.
///
/// Neither has a wire format of its own, so the members are named as their accessors are, in camel or snake case. The
/// reply is one such object, or pieces of its text, as lines or as Server-Sent Events, with the object at the end.
/// Source: Servoy/AIPlugin, `ChatResponse.java`; langchain4j, `AiMessage.java`, `TokenUsage.java`, `FinishReason.java`.
public struct ServoyAPI: ChatAPI {
  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "servoy" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// No URL is this API's own.
  public func recognises(url: String) -> Bool { false }

  /// The prompt alone: the service keeps the conversation.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    post([.init("prompt", .string(prompt.prompt))], for: prompt, to: endpoint)
  }

  /// A decoder for the object, or for pieces of its text and then the object.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(ServoyTranslator(isSelfDelimited: head.isSelfDelimited))
  }

  /// A whole object: a `response` with token counts, or with the prompt and a finish reason; or an `aiMessage`.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    if view["aiMessage"]?.kind == .object || view["ai_message"]?.kind == .object { return true }
    func has(_ names: String...) -> Bool { names.contains { view[$0] != nil } }
    guard view["response"]?.kind == .string else { return false }
    return has("tokenUsage", "token_usage")
      || has("finishReason", "finish_reason") && view["prompt"]?.kind == .string
  }
}
