/// A prompt and its reply.
public struct Turn: Equatable, Sendable {
  /// What the person sent.
  public var prompt: String
  /// The configured name of the backend, if it has one.
  public var backend: String?
  /// The name of the wire format.
  public var api: String
  /// What came back.
  public var reply: Reply
  /// From sending the prompt to the end of the reply, in milliseconds.
  public var elapsedMillis: Int?
  /// When the prompt was sent, ISO 8601 in UTC, where that was kept.
  public var sentAt: String?
  /// Whether the prompt was sent again, so that this turn is not sent along with later ones.
  public var isRetried = false

  /// A prompt with its reply.
  public init(
    prompt: String,
    backend: String? = nil,
    api: String,
    reply: Reply = Reply(),
    elapsedMillis: Int? = nil,
    sentAt: String? = nil
  ) {
    self.prompt = prompt
    self.backend = backend
    self.api = api
    self.reply = reply
    self.elapsedMillis = elapsedMillis
    self.sentAt = sentAt
  }
}
