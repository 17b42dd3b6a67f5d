public import Conversation

/// Mix, an agent's server: a prompt is posted to a session, and the answer comes on the session's own event stream.
///
/// The requests of one turn are made here, so that whoever sends them needs no word of Mix. Records of past turns
/// (`BackendMessage`) are read like an answer.
/// Source: recreate-run/mix-typescript-sdk, `.speakeasy/out.openapi.yaml`, of 2025-10 and of 2026-02.
public struct MixAPI: ChatAPI {
  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "mix" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// Where a prompt goes in the end.
  public var defaultPath: String? { "/api/sessions/ID/messages" }

  /// The sessions of a server, one of them, or its messages; a server's root says nothing.
  public func recognises(url: String) -> Bool { MixPlace.isSessions(url) }

  /// A session is made for a model.
  public var modelKey: String? { "modelId" }

  /// A session is made with it.
  public var systemKey: String? { "customSystemPrompt" }

  /// The message to the session, or the request for a session where there is none yet.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    guard let session = session(for: prompt, at: endpoint) else {
      return sessionRequest(for: prompt, to: endpoint)
    }
    return messageRequest(prompt.naming(prompt.uploadedFiles), session: session, to: endpoint)
  }

  /// Uploaded to the session.
  public var takesImages: Bool { true }

  /// The address of a file that was uploaded, by which a message names it.
  public func uploadedFiles(in response: [UInt8]) throws(UploadFailure) -> [String] {
    guard let url = (try? JSONView(parsing: response))?.words("url") else { throw UploadFailure() }
    return [url]
  }

  /// A decoder for a session's event stream, and for the records of its turns.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder { MixDecoder() }

  /// A record of a turn, an array of them, or the note that a session works on a message.
  public func recognises(frame: Frame) -> Bool {
    guard let json = frame.json else { return false }
    return MixRecord(json[0] ?? json) != nil || MixTranslator.isReceipt(json)
  }
}

// MARK: - The requests of a turn

extension MixAPI {
  /// The session that a prompt belongs to: that of its conversation, or the one that the URL names.
  public func session(for prompt: PromptRequest, at endpoint: Endpoint) -> String? {
    prompt.conversationId ?? MixPlace(endpoint.url).session
  }

  /// Asks for a new session, with the beginning of the prompt as its title; what is to stand in requests stands here.
  ///
  /// Servers of 2026 want to be told by which browser the agent would surf. The service on the server's machine is the
  /// one that needs nothing of ours.
  public func sessionRequest(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    let body: [JSONValue.Member] = [
      .init("title", .string(Self.title(of: prompt.prompt))),
      .init("browserMode", .string("local-browser-service")),
    ]
    return request(
      "POST",
      "/api/sessions",
      self.body(body, with: prompt.parameters),
      to: endpoint
    )
  }

  /// The id of a session that was asked for; `nil` when the response names none.
  public func sessionId(in response: [UInt8]) -> String? {
    (try? JSONView(parsing: response))?.words("id")
  }

  /// Opens the stream of a session's events.
  public func streamRequest(session: String, to endpoint: Endpoint) -> HTTPRequest {
    let path = "/stream?sessionId=" + session.percentEncoded
    return request("GET", path, accepting: "text/event-stream", to: endpoint)
  }

  /// Sends a message to a session.
  ///
  /// Some servers run a message that begins with `!` as a command of the shell; a space before it makes it a message.
  public func messageRequest(
    _ text: String,
    session: String,
    to endpoint: Endpoint
  ) -> HTTPRequest {
    let text = text.utf8.first == UInt8(ascii: "!") ? " " + text : text
    let body = JSONValue.object([.init("text", .string(text))])
    return request("POST", path(of: session) + "/messages", body, to: endpoint)
  }

  /// Uploads a file to a session.
  public func uploadRequest(
    of file: Attachment,
    session: String,
    to endpoint: Endpoint
  ) -> HTTPRequest {
    let url = MixPlace(endpoint.url).url(of: path(of: session) + "/files")
    return .upload([file], as: "file", to: url, of: endpoint)
  }

  /// Asks for the records of a session's turns.
  public func recordsRequest(session: String, to endpoint: Endpoint) -> HTTPRequest {
    request("GET", path(of: session) + "/messages", to: endpoint)
  }

  /// Has a session stop its work.
  public func stopRequest(conversationId: String, to endpoint: Endpoint) -> HTTPRequest? {
    request("POST", path(of: conversationId) + "/cancel", to: endpoint)
  }

  /// Answers a question; what is not a clear yes allows nothing, and what has no words gives none.
  public func answerRequest(
    _ answer: InquiryAnswer,
    to inquiry: Inquiry,
    to endpoint: Endpoint
  ) -> HTTPRequest {
    let id = inquiry.id.pathSegment
    let path = "/api/notifications/\(id)/respond"
    var type = "text"
    switch inquiry.kind {
    case .permission:
      let verdict = answer == .yes ? "grant" : "deny"
      return request("POST", "/api/permissions/\(id)/\(verdict)", to: endpoint)
    case .acknowledgement: type = "acknowledge"
    case .text: break
    case .choice: type = "choice"
    }
    var body: [JSONValue.Member] = [.init("type", .string(type))]
    if case .text(let words) = answer { body.append(.init("value", .string(words))) }
    return request("POST", path, .object(body), to: endpoint)
  }

  private func path(of session: String) -> String { "/api/sessions/" + session.pathSegment }

  private func request(
    _ method: String,
    _ path: String,
    _ body: JSONValue? = nil,
    accepting type: String = "application/json",
    to endpoint: Endpoint
  ) -> HTTPRequest {
    let fields = [HTTPHeaderField].json(endpoint, accepting: type, hasBody: body != nil)
    var endpoint = endpoint
    endpoint.url = MixPlace(endpoint.url).url(of: path)
    var request = HTTPRequest.post(body ?? .null, to: endpoint, headerFields: fields)
    request.method = method
    if body == nil { request.body = [] }
    return request
  }

  /// The beginning of a prompt on one line.
  private static func title(of prompt: String) -> String {
    let beginning = String(PromptParts(of: prompt).words.unicodeScalars.prefix(1_000))
    let line = beginning.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let title = String(line.unicodeScalars.prefix(60)).trimmed
    return title.isEmpty ? "chat" : title
  }
}
