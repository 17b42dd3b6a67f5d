public import Conversation

/// Glean's client API, `POST /rest/api/v1/chat`.
///
/// The request names its messages newest first. The answer is one `ChatResponse`, or one a line when it is streamed;
/// the end of the body is the end of the answer.
/// Source: gleanwork/open-api, `glean-client-api-specs.yaml`.
public struct GleanAPI: ChatAPI {
  private static let path = "/rest/api/v1/chat"

  /// The API as it is in 2026.
  public init() {}

  /// What `--api` calls it.
  public var name: String { "glean" }

  /// The endpoint of its documentation.
  public var defaultPath: String? { Self.path }

  /// Glean's path, or one of Glean's hosts without a path of another API.
  public func recognises(url: String) -> Bool {
    let parts = URLParts(url)
    return parts.trimmedPath.hasSuffix(Self.path)
      || parts.isBare && parts.host.hasSuffix(".glean.com")
  }

  /// A `ChatRequest`; without a conversation to continue, the turns before are sent along.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    var messages = [message(by: "USER", prompt.prompt, prompt.uploadedFiles)]
    if prompt.conversationId == nil {
      for turn in prompt.history.reversed() {
        messages.append(message(by: "GLEAN_AI", turn.answer))
        messages.append(message(by: "USER", turn.prompt))
      }
    }
    var body: [JSONValue.Member] = [
      .init("messages", .array(messages)),
      .init("saveChat", .bool(true)),
      .init("stream", .bool(prompt.stream)),
    ]
    if let id = prompt.conversationId { body.insert(.init("chatId", .string(id)), at: 1) }

    let endpoint = endpoint.completed(with: Self.path)
    return .post(
      self.body(body, with: prompt.parameters),
      to: endpoint,
      headerFields: .json(endpoint)
    )
  }

  /// Uploaded before the prompt.
  public var takesImages: Bool { true }

  /// A form with the files, to the path beside the chat's.
  public func uploadRequest(of files: [Attachment], to endpoint: Endpoint) -> HTTPRequest? {
    let endpoint = endpoint.completed(with: Self.path)
    guard let url = Self.url(beside: endpoint.url, "uploadchatfiles") else { return nil }
    return .upload(files, as: "files", to: url, of: endpoint)
  }

  /// The ids of the files; whether Glean has looked into them already is not waited for.
  public func uploadedFiles(in response: [UInt8]) throws(UploadFailure) -> [String] {
    var ids: [String] = []
    guard let view = try? JSONView(parsing: response) else { throw UploadFailure() }
    for file in view.elements(of: "files") {
      if file["metadata"]?.words("status") == "FAILED" {
        throw UploadFailure(reason: file["metadata"]?.words("failureReason"))
      }
      guard let id = file.words("id") else { throw UploadFailure() }
      ids.append(id)
    }
    guard !ids.isEmpty else { throw UploadFailure() }
    return ids
  }

  /// A decoder for `ChatResponse`s, one a line or one for the whole body.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    GleanDecoder(isSelfDelimited: head.isSelfDelimited)
  }

  /// A response with what only Glean's have.
  public func recognises(frame: Frame) -> Bool {
    frame.json.map(GleanDecoder.isMarked) ?? false
  }

  /// A `Feedback`: a vote, or with words a manual feedback that carries both.
  ///
  /// It goes to the path beside the chat's, and is about the message, or else the session. `nil` where the reply has
  /// the token of neither, where there is nothing to tell, and where the URL does not end in `/chat`.
  public func feedbackRequest(
    _ feedback: Feedback,
    on reply: Reply,
    to endpoint: Endpoint
  ) -> HTTPRequest? {
    guard let token = reply.messageTrackingToken ?? reply.facts.sessionToken,
      let url = Self.url(beside: endpoint.completed(with: Self.path).url, "feedback")
    else { return nil }
    let vote = feedback.helpful.map { $0 ? "UPVOTE" : "DOWNVOTE" }
    let comment = feedback.comment.flatMap { $0.isEmpty ? nil : $0 }
    guard let event = comment == nil ? vote : "MANUAL_FEEDBACK" else { return nil }
    var body: [JSONValue.Member] = [
      .init("event", .string(event)), .init("category", .string("CHAT")),
      .init("trackingTokens", .array([.string(token)])),
    ]
    if let comment {
      var info: [JSONValue.Member] = [
        .init("source", .string("CHAT")), .init("comments", .string(comment)),
      ]
      if let vote { info.append(.init("vote", .string(vote))) }
      body.append(.init("payload", .string(comment)))
      body.append(.init("manualFeedbackInfo", .object(info)))
    }
    var endpoint = endpoint
    endpoint.url = url
    return .post(.object(body), to: endpoint, headerFields: .json(endpoint))
  }

  /// The URL of another call than the chat's; `nil` where the URL does not end in `/chat`.
  private static func url(beside url: String, _ name: String) -> String? {
    let parts = URLParts(url)
    let chat = parts.trimmedPath
    guard chat.hasSuffix("/chat") else { return nil }
    return parts.origin + chat.dropLast("chat".count) + name + parts.rest
  }

  private func message(by author: String, _ text: String, _ files: [String] = []) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("author", .string(author)),
      .init("messageType", .string("CONTENT")),
      .init("fragments", .array([.object([.init("text", .string(text))])])),
    ]
    if !files.isEmpty {
      members.append(.init("uploadedFileIds", .array(files.map { .string($0) })))
    }
    return .object(members)
  }
}

extension Reply {
  /// The token under which Glean is told about the message.
  fileprivate var messageTrackingToken: String? {
    guard case .string(let token)? = facts.metadata?["messageTrackingToken"] else { return nil }
    return token
  }
}
