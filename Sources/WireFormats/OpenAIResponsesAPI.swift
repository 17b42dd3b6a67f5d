internal import Conversation

/// OpenAI's Responses, `POST /v1/responses`.
///
/// OpenAI keeps the conversation, unless it is told not to store it: then the turns so far go along. The answer is one
/// response, or Server-Sent Events that end with it.
/// Source: openai/openai-python, `src/openai/types/responses`.
public struct OpenAIResponsesAPI: ChatAPI {
  private static let path = "/v1/responses"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "openai-responses" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// The API's path.
  public func recognises(url: String) -> Bool {
    URLParts(url).trimmedPath.hasSuffix(Self.path)
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// A member of its own, which holds for one prompt only.
  public var systemKey: String? { "instructions" }

  /// In a list of parts.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// What is not stored has to be told again.
  public func needsTurns(with parameters: RequestParameters) -> Bool {
    parameters.settings.contains { $0.path == ["store"] && $0.value == .bool(false) }
  }

  /// The prompt, with the response or the conversation that it goes on from, or else with the turns before it.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var prompt = prompt
    if needsTurns(with: prompt.parameters) { prompt.conversationId = nil }
    var body: [JSONValue.Member] = [
      .init("input", input(of: prompt)),
      .init("stream", .bool(prompt.stream)),
    ]
    if let id = prompt.conversationId {
      let key = id.hasPrefix("conv_") ? "conversation" : "previous_response_id"
      body.append(.init(key, .string(id)))
    }
    let endpoint = endpoint.completed(with: Self.path, behind: "/v1")
    return post(body, for: prompt, to: endpoint)
  }

  /// `GET /models`, beside where prompts go.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? {
    request(for: PromptRequest(prompt: "", stream: false), to: endpoint)
      .getting("/models", insteadOf: "/responses")
  }

  /// The prompt's text where nothing else is to be told, and else messages.
  private func input(of prompt: PromptRequest) -> JSONValue {
    var prompt = prompt
    if prompt.conversationId != nil { prompt.history = [] }
    guard !prompt.history.isEmpty || !prompt.attachments.isEmpty else {
      return .string(prompt.prompt)
    }
    return prompt.messages(hasSystem: false) { message, _ in
      message.parts(textType: "input_text") {
        .object([
          .init("type", .string("input_image")), .init("image_url", .string($0.dataURL)),
        ])
      }
    }
  }

  /// A decoder for the response, or for events that end with it.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(OpenAIResponsesTranslator())
  }

  /// A `response` in lower case with its output, or an event that has one.
  public func recognises(frame: Frame) -> Bool {
    guard let view = frame.json else { return false }
    let isEvent = view.words("type")?.hasPrefix("response.") == true
    let response = isEvent ? view["response"] : view
    return response?["object"]?.string == "response" && response?["output"]?.kind == .array
  }
}
