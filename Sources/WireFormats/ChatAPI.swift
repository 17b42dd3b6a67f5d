public import Conversation

/// A backend's way of talking: how a prompt becomes a request, and how the bytes that answer it become events.
public protocol ChatAPI: Sendable {
  /// The name that `--api` takes.
  var name: String { get }

  /// The path of its URL where a host alone is given, in words for people; `nil` where a URL is taken as it is.
  var defaultPath: String? { get }

  /// Whether a URL is one of this backend's, as far as a URL can tell.
  func recognises(url: String) -> Bool

  /// The request that sends a prompt to an endpoint; throws where a person's own filter does not make one.
  func request(
    for prompt: PromptRequest,
    to endpoint: Endpoint
  ) throws(FilterFailure) -> HTTPRequest

  /// A decoder for one response with a successful status.
  func decoder(for head: HTTPResponseHead) -> any ReplyDecoder

  /// Whether a piece of a reply is in this backend's format, as far as one piece can tell.
  func recognises(frame: Frame) -> Bool

  /// The name under which a request tells the model, with points between the names that lead to it; `nil` where it
  /// cannot.
  var modelKey: String? { get }

  /// The name under which a request tells what the model is to know before all prompts; `nil` where it cannot.
  var systemKey: String? { get }

  /// Whether a request can tell what the model is to know before all prompts, under that name or in a message.
  var takesSystem: Bool { get }

  /// Whether the backend answers only requests that name a model.
  var needsModel: Bool { get }

  /// Whether images can go along with a prompt, in the request or uploaded before it.
  var takesImages: Bool { get }

  /// The request that uploads the files of a prompt, where they cannot stand in the prompt's own request; `nil` where
  /// they can.
  func uploadRequest(of files: [Attachment], to endpoint: Endpoint) -> HTTPRequest?

  /// By which the prompt's request names the files that were uploaded, from the response to that request; a file that
  /// was not taken is a failure.
  func uploadedFiles(in response: [UInt8]) throws(UploadFailure) -> [String]

  /// Whether answers are often taken back and begun anew, so that they are not written where nothing can be taken
  /// back.
  var mayRevise: Bool { get }

  /// Whether turns that are over can go along with a prompt, where the backend does not know them.
  var takesTurns: Bool { get }

  /// Whether turns go along also where a conversation has an id, because the backend does not know them by that.
  func needsTurns(with parameters: RequestParameters) -> Bool

  /// Whether the ids of conversations are made here, and told to the backend.
  var namesConversations: Bool { get }

  /// The request that has the backend stop its work on an answer of a conversation; `nil` where it cannot be told.
  func stopRequest(conversationId: String, to endpoint: Endpoint) -> HTTPRequest?

  /// The request that lists the backend's models, of which ``ModelList`` reads the answer; `nil` where it cannot be asked.
  func modelsRequest(to endpoint: Endpoint) -> HTTPRequest?

  /// The request that tells the backend what the person thinks of an answer; `nil` where it cannot be told, or
  /// the reply does not say how.
  func feedbackRequest(
    _ feedback: Feedback,
    on reply: Reply,
    to endpoint: Endpoint
  ) -> HTTPRequest?
}

extension ChatAPI {
  /// A URL is taken as it is.
  public var defaultPath: String? { nil }

  /// The request cannot tell.
  public var modelKey: String? { nil }

  /// The request cannot tell.
  public var systemKey: String? { nil }

  /// Where it has a name for it.
  public var takesSystem: Bool { systemKey != nil }

  /// The backend chooses one.
  public var needsModel: Bool { false }

  /// They can.
  public var takesTurns: Bool { true }

  /// The backend knows them.
  public func needsTurns(with parameters: RequestParameters) -> Bool { false }

  /// The backend makes them, if anybody does.
  public var namesConversations: Bool { false }

  /// It cannot be told; to end the connection has to do.
  public func stopRequest(conversationId: String, to endpoint: Endpoint) -> HTTPRequest? { nil }

  /// It cannot be asked.
  public func modelsRequest(to endpoint: Endpoint) -> HTTPRequest? { nil }

  /// A prompt is text.
  public var takesImages: Bool { false }

  /// Files stand in the request.
  public func uploadRequest(of files: [Attachment], to endpoint: Endpoint) -> HTTPRequest? { nil }

  /// Nothing is uploaded.
  public func uploadedFiles(in response: [UInt8]) throws(UploadFailure) -> [String] { [] }

  /// What came stays.
  public var mayRevise: Bool { false }

  /// No piece says anything.
  public func recognises(frame: Frame) -> Bool { false }

  /// The backend cannot be told.
  public func feedbackRequest(
    _ feedback: Feedback,
    on reply: Reply,
    to endpoint: Endpoint
  ) -> HTTPRequest? { nil }
}

/// Where prompts go, and what goes with each of them.
public struct Endpoint: Equatable, Sendable {
  /// An absolute `http` or `https` URL.
  public var url: String
  /// The credential, sent the way the API wants it unless the next two say otherwise; `nil` sends none.
  public var token: String?
  /// The word in front of the credential (RFC 9110 §11.4); empty for none.
  public var authScheme: String?
  /// The name of the header field that the credential is sent in.
  public var authHeader: String?
  /// The person's own header fields, which replace the API's fields of the same name.
  public var headerFields: [HTTPHeaderField]

  /// A URL with what is sent along.
  public init(url: String, token: String? = nil, headerFields: [HTTPHeaderField] = []) {
    self.url = url
    self.token = token
    self.headerFields = headerFields
  }
}

extension Endpoint {
  /// The header field with the credential: a bearer's (RFC 6750), unless something else is wanted.
  ///
  /// In a field of another name it stands alone, unless there is to be a scheme.
  var credential: HTTPHeaderField? {
    guard let token else { return nil }
    let name = authHeader ?? "Authorization"
    let scheme = authScheme ?? (name.lowercased() == "authorization" ? "Bearer" : "")
    return HTTPHeaderField(name, scheme.isEmpty ? token : "\(scheme) \(token)", isSecret: true)
  }

  /// The endpoint, with a path where its URL has none.
  func completed(with path: String) -> Endpoint {
    let parts = URLParts(url)
    guard parts.isBare else { return self }
    var endpoint = self
    endpoint.url = parts.origin + path + parts.rest
    return endpoint
  }
}

/// What a person wants to send, in no backend's words yet.
public struct PromptRequest: Equatable, Sendable {
  /// The prompt's text.
  public var prompt: String
  /// The conversation to continue; `nil` starts one.
  public var conversationId: String?
  /// The token that the last reply gave for the conversation's session; `nil` where it gave none.
  public var sessionToken: String?
  /// The images that go along with it.
  public var attachments: [Attachment]
  /// What the backend calls them, once they were uploaded.
  public var uploadedFiles: [String] = []
  /// The turns before this prompt, oldest first, for backends that keep none.
  public var history: [PastTurn]
  /// How many turns before those do not go along.
  public var omittedTurns = 0
  /// Whether the answer is to come in pieces as it is made.
  public var stream: Bool
  /// What the person wants to stand in the request beside the prompt.
  public var parameters: RequestParameters

  /// A prompt and where it belongs.
  public init(
    prompt: String,
    attachments: [Attachment] = [],
    conversationId: String? = nil,
    sessionToken: String? = nil,
    history: [PastTurn] = [],
    stream: Bool = true,
    parameters: RequestParameters = RequestParameters()
  ) {
    self.prompt = prompt
    self.attachments = attachments
    self.conversationId = conversationId
    self.sessionToken = sessionToken
    self.history = history
    self.stream = stream
    self.parameters = parameters
  }
}

/// A turn that is over, as a backend without a memory needs it.
public struct PastTurn: Equatable, Sendable {
  /// What the person sent.
  public var prompt: String
  /// The images that went along with it.
  public var attachments: [Attachment]
  /// What the backend answered.
  public var answer: String

  /// A prompt and its answer.
  public init(prompt: String, attachments: [Attachment] = [], answer: String) {
    self.prompt = prompt
    self.attachments = attachments
    self.answer = answer
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

  /// Whether the reply has said that it is complete, so that nothing behind it is worth waiting for.
  var isComplete: Bool { get }
}

extension ReplyDecoder {
  /// Only the end of the body tells.
  public var isComplete: Bool { false }
}

/// Why bytes could not be made into a reply.
public enum WireError: Error, Equatable, Sendable {
  /// The body ended before its format says it is complete; what came so far has been handed over.
  case incomplete
  /// The body is empty, or only white space.
  case empty
  /// The bytes are not UTF-8; what came before has been handed over.
  case notUTF8
  /// The body is a web page; its beginning, outside text.
  case webPage(start: String)
  /// The body is not in the format; the reason and the beginning of what it is, outside text.
  case notUnderstood(reason: String, start: String)
  /// One line or document is longer than the limit, in bytes.
  case tooLong(limit: Int)
  /// A person's own filter does not fit it.
  case filter(FilterFailure)
}

extension MessageFacts {
  /// Takes over what `new` knows, and hands over all facts where any of it is new.
  mutating func add(_ new: MessageFacts, _ emit: (ReplyEvent) -> Void) {
    if merge(new) { emit(.started(self)) }
  }
}

extension ReplyEvent {
  /// Prompts without numbers of their own, numbered from 1.
  static func followUps(numbered prompts: [String]) -> ReplyEvent {
    .followUps(
      prompts.enumerated().map { FollowUp(number: $0.offset + 1, prompt: $0.element) }
    )
  }
}
