/// One step of a reply as it arrives: what every wire format is translated to, and the only thing that
/// everything behind the translation sees.
public enum ReplyEvent: Equatable, Sendable {
  /// Facts about the message; may come again with more of them.
  case started(MessageFacts)
  /// More of the answer.
  case text(String)
  /// The answer so far is void; this is the answer from its beginning.
  case textReplaced(String)
  /// Something the backend does on the way to the answer.
  case step(Step)
  /// More of what the backend thinks, or how long it thought.
  case reasoning(Reasoning)
  /// A tool call, new or with more known of it.
  case toolCall(ToolCall)
  /// What came of something that ran after a tool call.
  case callbackResult(CallbackResult)
  /// Sources, each new or with a further range; told apart by their number.
  case citations([Citation])
  /// Prompts that the backend proposes next; replaces earlier ones.
  case followUps([FollowUp])
  /// How sure the backend is of the answer.
  case confidence(Confidence)
  /// What the answer took; may come again with more or newer counts.
  case usage(Usage)
  /// What people thought of the answer; replaces earlier ones.
  case feedback([Feedback])
  /// The backend asks the person and waits.
  case inquiry(Inquiry)
  /// Trouble that did not end the reply, for the person to know.
  case notice(String)
  /// The reply is complete.
  case finished(FinishReason)
  /// The reply ends with a failure; what came so far stays.
  case failed(BackendError)
}

/// What a backend says of a message beside its content; `nil` is what it did not say.
public struct MessageFacts: Equatable, Sendable {
  /// The name of the API whose format the reply has, where only the reply told.
  public var api: String?
  /// The message's id.
  public var id: String?
  /// The id that continues the conversation.
  public var conversationId: String?
  /// An opaque token that goes with the conversation's session.
  public var sessionToken: String?
  /// The model that answered.
  public var model: String?
  /// Who speaks.
  public var role: Role?
  /// What kind of message it is.
  public var type: MessageType?
  /// What the content is written in.
  public var contentFormat: ContentFormat?
  /// How long the backend took, in milliseconds.
  public var backendTimeMillis: Int?
  /// When the message was made, ISO 8601 in UTC.
  public var createdAt: String?
  /// When it was changed last, ISO 8601 in UTC.
  public var updatedAt: String?
  /// Whatever else the backend sent about the message, as it came: an object.
  public var metadata: JSONValue?

  /// Facts, each of them optional.
  public init(
    api: String? = nil,
    id: String? = nil,
    conversationId: String? = nil,
    sessionToken: String? = nil,
    model: String? = nil,
    role: Role? = nil,
    type: MessageType? = nil,
    contentFormat: ContentFormat? = nil,
    backendTimeMillis: Int? = nil,
    createdAt: String? = nil,
    updatedAt: String? = nil,
    metadata: JSONValue? = nil
  ) {
    self.api = api
    self.id = id
    self.conversationId = conversationId
    self.sessionToken = sessionToken
    self.model = model
    self.role = role
    self.type = type
    self.contentFormat = contentFormat
    self.backendTimeMillis = backendTimeMillis
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.metadata = metadata
  }
}

/// Who speaks in a message.
public enum Role: String, Equatable, Sendable {
  case user
  case assistant
  case tool
  case system
}

/// What kind of message a backend sends.
public enum MessageType: String, Equatable, Sendable {
  case userQuery = "user_query"
  case botResponse = "bot_response"
  case error
  case feedback
  case system
  case toolCall = "tool_call"
}

/// What the content of a message is written in.
public enum ContentFormat: String, Equatable, Sendable {
  case text
  case markdown
  case html
  case json
}

/// Something the backend does on the way to its answer.
public struct Step: Equatable, Sendable {
  /// The backend's kind of step in lower case, such as `searching` or `reading`.
  public var kind: String
  /// What it is about.
  public var text: String

  /// A step of a kind.
  public init(kind: String, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// A prompt that the backend proposes as the next one.
public struct FollowUp: Equatable, Sendable {
  /// The number that picks it, from 1.
  public var number: Int
  /// The text that is sent when it is picked.
  public var prompt: String
  /// How sure the backend is that it helps.
  public var confidence: Confidence?
  /// Why the backend proposes it.
  public var reasoning: String?

  /// A numbered proposal.
  public init(
    number: Int,
    prompt: String,
    confidence: Confidence? = nil,
    reasoning: String? = nil
  ) {
    self.number = number
    self.prompt = prompt
    self.confidence = confidence
    self.reasoning = reasoning
  }
}

/// Why a reply ended.
public enum FinishReason: String, Equatable, Sendable {
  case stop
  case length
  case toolCalls = "tool_calls"
  case contentFilter = "content_filter"
  case error
  case cancelled
  case other
}
