public import Conversation
public import WireFormats

/// A Mix server, where an answer takes two connections: a session's stream of events is opened first, and then the
/// message is posted to the session beside it.
///
/// The conversation is the session; the first prompt asks for one. What the agent wants to be allowed is asked of the
/// person, and denied where nobody can be asked.
public struct MixBackend: Backend {
  private let api = MixAPI()
  private let endpoint: Endpoint
  private let limits: TransferLimits
  private let transport: any Transport

  /// A backend at an endpoint: a server's root, or one of its sessions.
  public init(endpoint: Endpoint, limits: TransferLimits, transport: any Transport) {
    self.endpoint = endpoint
    self.limits = limits
    self.transport = transport
  }

  /// The name of its API.
  public var apiName: String { api.name }

  /// The URL of the endpoint.
  public var url: String { endpoint.url }

  /// Asks the API.
  public func refusal(of parameters: RequestParameters) -> String? {
    api.refusal(of: parameters)
  }

  /// Asks the API.
  public var takesImages: Bool { api.takesImages }

  /// The request for a session where there is none yet, the uploads of files to it, and the message to it.
  public func requests(for prompt: PromptRequest) -> [HTTPRequest] {
    let known = api.session(for: prompt, at: endpoint)
    let session = known ?? "ID"
    let start = known == nil ? [api.sessionRequest(for: prompt, to: endpoint)] : []
    let uploads = prompt.attachments.map {
      api.uploadRequest(of: $0, session: session, to: endpoint)
    }
    let names = prompt.attachments.map { "(the address of \($0.name), once uploaded)" }
    return start + uploads
      + [api.messageRequest(prompt.naming(names), session: session, to: endpoint)]
  }

  /// Opens the session's stream, posts the message beside it, and has the events decoded up to the end of the turn.
  public func answer(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)?,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool,
    decide: (Inquiry) -> InquiryAnswer
  ) -> AnswerEnd {
    let session: MixSession
    do throws(ExchangeFailure) {
      session = try self.session(for: prompt)
    } catch {
      return AnswerEnd(failure: error, hasBegun: false)
    }
    onEvent(.started(MessageFacts(conversationId: session.id)))
    var addresses: [String] = []
    do throws(ExchangeFailure) {
      for file in prompt.attachments {
        let request = api.uploadRequest(of: file, session: session.id, to: endpoint)
        addresses += try transport.upload(request, limits: limits.forSmallResponse) {
          body throws(UploadFailure) in
          try api.uploadedFiles(in: body)
        }
      }
    } catch {
      return AnswerEnd(failure: error, hasBegun: false)
    }
    var turn = MixTurn(prompt: prompt.naming(addresses), in: session, wantsAllBytes: onBytes != nil)
    var failure: TransportFailure?
    do throws(TransportFailure) {
      try transport.send(session.streamRequest, limits: limits) { event in
        if case .bytes(let bytes) = event { onBytes?(bytes) }
        let decision = turn.take(event, onEvent, decide)
        return shouldProceed() ? decision : turn.stop()
      }
    } catch {
      failure = error
    }
    for request in turn.farewells {
      // It is over for the person; whether the server still hears of it changes nothing.
      _ = try? transport.sendWhole(request.request, limits: request.limits)
    }
    return turn.end(failure, onEvent)
  }

  /// The session of the conversation or of the URL, or a new one.
  private func session(for prompt: PromptRequest) throws(ExchangeFailure) -> MixSession {
    if let id = api.session(for: prompt, at: endpoint) {
      return MixSession(id: id, isNew: false, endpoint: endpoint, limits: limits)
    }
    let request = api.sessionRequest(for: prompt, to: endpoint)
    let response = try transport.sendWhole(request, limits: limits.forSmallResponse)
    guard let id = api.sessionId(in: response.body) else {
      let start = String(decoding: response.body.prefix(200), as: UTF8.self).trimmed
      throw .wire(.notUnderstood(reason: "it names no session", start: start))
    }
    return MixSession(id: id, isNew: true, endpoint: endpoint, limits: limits)
  }
}

/// A session and the requests that belong to it.
struct MixSession {
  let id: String
  /// Whether this turn asked for it.
  let isNew: Bool
  let endpoint: Endpoint
  let limits: TransferLimits

  private var api: MixAPI { MixAPI() }

  var streamRequest: HTTPRequest { api.streamRequest(session: id, to: endpoint) }

  var recordsRequest: HTTPRequest { api.recordsRequest(session: id, to: endpoint) }

  /// The records are an extra: they have to come soon, though they hold the whole session.
  var records: SideRequest {
    SideRequest(recordsRequest, limits: .brief(bodyBytes: 8 << 20))
  }

  var cancel: SideRequest? {
    api.stopRequest(conversationId: id, to: endpoint).map { SideRequest($0, limits: .parting) }
  }

  func message(_ prompt: String) -> SideRequest {
    SideRequest(
      api.messageRequest(prompt, session: id, to: endpoint),
      limits: limits.forSmallResponse
    )
  }

  /// An answer that allows nothing, when nobody waits for what becomes of it.
  func refusal(of inquiry: Inquiry) -> SideRequest {
    SideRequest(
      api.answerRequest(.no, to: inquiry, to: endpoint),
      limits: .parting
    )
  }

  func answer(_ answer: InquiryAnswer, to inquiry: Inquiry) -> SideRequest {
    SideRequest(
      api.answerRequest(answer, to: inquiry, to: endpoint),
      limits: limits.forSmallResponse
    )
  }
}

extension TransferLimits {
  /// The same times for a response that is known to be small.
  fileprivate var forSmallResponse: TransferLimits {
    var limits = self
    limits.bodyBytes = 1 << 20
    return limits
  }

  /// Time to send, and hardly any to hear what comes of it: somebody waits for the prompt.
  static let parting = TransferLimits(
    connect: 1,
    firstByte: 0.05,
    idle: 0.05,
    total: 2,
    bodyBytes: 1 << 20
  )

  /// Two seconds for all of it.
  fileprivate static func brief(bodyBytes: Int) -> TransferLimits {
    TransferLimits(connect: 1, firstByte: 0, idle: 0, total: 2, bodyBytes: bodyBytes)
  }
}
