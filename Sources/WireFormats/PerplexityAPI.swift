internal import Conversation

/// Perplexity's Sonar, `POST https://api.perplexity.ai/chat/completions`: OpenAI's format with sources.
///
/// A number in brackets in the answer is the place of a source in `citations`, counted from 1. Each chunk has all
/// sources and counts so far.
/// Source: perplexityai/perplexity-py, `src/perplexity/types`; recorded replies in vercel/ai, `packages/perplexity`.
public struct PerplexityAPI: ChatAPI {
  static let host = "api.perplexity.ai"
  private static let path = "/chat/completions"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "perplexity" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// Perplexity's host.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return parts.host == Self.host && (parts.isBare || parts.trimmedPath.hasSuffix(Self.path))
  }

  /// A member of its own.
  public var modelKey: String? { "model" }

  /// In a message.
  public var takesSystem: Bool { true }

  /// In a list of parts.
  public var takesImages: Bool { true }

  /// None is chosen for the person.
  public var needsModel: Bool { true }

  /// All messages of the conversation.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let body: [JSONValue.Member] = [
      .init("messages", prompt.messages { message, _ in message.withImageURLs }),
      .init("stream", .bool(prompt.stream)),
    ]
    let endpoint = endpoint.completed(with: Self.path)
    return post(body, for: prompt, to: endpoint)
  }

  /// A decoder for a completion, or for its chunks.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    FramedDecoder(PerplexityTranslator())
  }

  /// Choices, and sources beside them.
  public func recognises(frame: Frame) -> Bool { frame.json.map(Self.isMarked) ?? false }

  static func isMarked(_ view: JSONView) -> Bool {
    view["choices"]?.kind == .array
      && (view["citations"]?.kind == .array || view["search_results"]?.kind == .array)
  }
}

/// Completions with what Perplexity adds to OpenAI's.
struct PerplexityTranslator: ReplyTranslator {
  private static let own: Set = [
    "citations", "search_results", "related_questions", "status", "type",
  ]

  private var chat = OpenAITranslator(besides: own)
  private var sources: [Citation] = []
  private var followUps: [FollowUp] = []
  private var stepCount = 0

  var isComplete: Bool { chat.isComplete }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    guard !isComplete else { return }
    if let view = frame.json { takeSteps(in: view["choices"]?[0], emit) }
    try chat.take(frame, emit: emit)
    guard let view = frame.json else { return }
    takeSources(in: view, emit)
    takeEnd(in: view)
  }

  /// Takes a word for the end, behind which the connection may stay open.
  private mutating func takeEnd(in view: JSONView) {
    if view.words("object") == "chat.completion.done" || view.words("type") == "end_of_stream" {
      chat.state.close()
    } else if view.words("status") == "COMPLETED" {
      chat.state.isWhole = true
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    try chat.finish(end, emit: emit)
  }

  private mutating func takeSources(in view: JSONView, _ emit: (ReplyEvent) -> Void) {
    let results = Array(view.elements(of: "search_results"))
    let urls = view.elements(of: "citations").compactMap(\.nonEmpty)
    let told = urls.isEmpty ? results.compactMap { $0.words("url") } : urls
    let new = told.enumerated().map { place, url in
      let result = results.first { $0.words("url") == url }
      return Citation(
        number: place + 1,
        title: result?.words("title"),
        url: url,
        excerpt: result?.words("snippet")
      )
    }
    let changed = new.filter { !sources.contains($0) }
    if !new.isEmpty { sources = new }
    if !changed.isEmpty { emit(.citations(changed)) }
    let prompts = PlainMessage.followUps(in: Array(view.elements(of: "related_questions"))) ?? []
    guard !prompts.isEmpty, prompts != followUps else { return }
    followUps = prompts
    emit(.followUps(prompts))
  }

  /// Takes the steps that the model took, of which each list may hold those that came before.
  private mutating func takeSteps(in choice: JSONView?, _ emit: (ReplyEvent) -> Void) {
    let message =
      choice?.given("delta")?.given("reasoning_steps") ?? choice?["message"]?["reasoning_steps"]
    let steps = message.map { Array($0.elements) } ?? []
    for step in steps.dropFirst(stepCount) {
      if let thought = step.words("thought") {
        emit(.reasoning(Reasoning(text: (stepCount > 0 ? "\n\n" : "") + thought)))
      }
      let words = step["web_search"]?.elements(of: "search_keywords").compactMap(\.nonEmpty) ?? []
      if !words.isEmpty {
        emit(.step(Step(kind: "searching", text: words.joined(separator: ", "))))
      }
      stepCount += 1
    }
  }
}
