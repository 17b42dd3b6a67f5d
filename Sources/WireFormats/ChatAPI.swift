public import Conversation

/// A backend's way of talking: how a prompt becomes a request, and how the bytes that answer it become events.
public protocol ChatAPI: Sendable {
  /// The name that `--api` takes.
  var name: String { get }

  /// The request that sends `prompt` to `url`.
  func request(for prompt: PromptRequest, to url: String) -> HTTPRequest

  /// A decoder for one response with a successful status.
  func decoder(for head: HTTPResponseHead) -> any ReplyDecoder
}

/// What a person wants to send, in no backend's words yet.
public struct PromptRequest: Equatable, Sendable {
  /// The prompt's text.
  public var prompt: String
  /// The conversation to continue; `nil` starts one.
  public var conversationId: String?
  /// The session token of the conversation's last reply, where the backend gave one.
  public var sessionToken: String?
  /// Whether the answer is to come in pieces as it is made.
  public var stream: Bool

  /// A prompt and where it belongs.
  public init(
    prompt: String,
    conversationId: String? = nil,
    sessionToken: String? = nil,
    stream: Bool = true
  ) {
    self.prompt = prompt
    self.conversationId = conversationId
    self.sessionToken = sessionToken
    self.stream = stream
  }
}

/// Translates the bytes of one response body to events, wherever the bytes are split.
public protocol ReplyDecoder {
  /// Takes the next bytes and hands over the events they complete.
  mutating func receive(
    _ bytes: [UInt8],
    emit: (ReplyEvent) -> Void
  ) throws(WireError)

  /// Takes note that the body has ended where its sender ended it, and hands over the last events.
  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError)
}

/// Why bytes could not be made into a reply.
public enum WireError: Error, Equatable, Sendable {
  /// The body ended before its format says it is complete; what came so far has been handed over.
  case incomplete
  /// The body is empty, or only white space.
  case empty
  /// The body is a web page.
  case webPage(firstLine: String)
  /// The body is not in the format; the reason and the beginning of what it is, outside text.
  case notUnderstood(reason: String, start: String)
  /// One line or document is longer than the limit, in bytes.
  case tooLong(limit: Int)
}
