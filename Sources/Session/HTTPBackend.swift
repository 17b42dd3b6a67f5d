public import Conversation
public import WireFormats

/// A backend that is asked by requests to an endpoint, in the way of its API.
public struct HTTPBackend: Backend {
  private let api: any ChatAPI
  private let endpoint: Endpoint
  private let limits: TransferLimits
  private let transport: any Transport

  /// A backend at an endpoint.
  public init(
    api: any ChatAPI,
    endpoint: Endpoint,
    limits: TransferLimits,
    transport: any Transport
  ) {
    self.api = api
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

  /// The upload of its files, where the API wants that, and the request that its API makes of a prompt.
  public func requests(for prompt: PromptRequest) throws(ExchangeFailure) -> [HTTPRequest] {
    var prompt = named(prompt)
    guard let upload = upload(of: prompt) else { return [try madeRequest(for: prompt)] }
    prompt.uploadedFiles = prompt.attachments.map { "(the id of \($0.name), once uploaded)" }
    return [upload, try madeRequest(for: prompt)]
  }

  private func upload(of prompt: PromptRequest) -> HTTPRequest? {
    prompt.attachments.isEmpty ? nil : api.uploadRequest(of: prompt.attachments, to: endpoint)
  }

  private func madeRequest(for prompt: PromptRequest) throws(ExchangeFailure) -> HTTPRequest {
    do {
      return try api.request(for: prompt, to: endpoint)
    } catch {
      throw .filter(error)
    }
  }

  /// The prompt, with the id of a new conversation where such ids are made here.
  private func named(_ prompt: PromptRequest) -> PromptRequest {
    guard api.namesConversations, prompt.conversationId == nil else { return prompt }
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    var prompt = prompt
    prompt.conversationId = String((0..<16).compactMap { _ in letters.randomElement() })
    return prompt
  }

  /// The prompt, whose files are uploaded where the API wants that.
  private func uploaded(_ prompt: PromptRequest) throws(ExchangeFailure) -> PromptRequest {
    guard let request = upload(of: prompt) else { return prompt }
    var prompt = prompt
    prompt.uploadedFiles = try transport.upload(request, limits: limits) {
      body throws(UploadFailure) in
      try api.uploadedFiles(in: body)
    }
    return prompt
  }

  /// Uploads what the API wants to have first, sends the request and has the response decoded.
  public func answer(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)?,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool,
    decide: (Inquiry) -> InquiryAnswer
  ) -> AnswerEnd {
    let prompt = named(prompt)
    var conversationId = prompt.conversationId
    let request: HTTPRequest
    do throws(ExchangeFailure) {
      request = try madeRequest(for: try uploaded(prompt))
    } catch {
      return AnswerEnd(failure: error, hasBegun: false)
    }
    var response = Response(api: api)
    var isStopped = false
    var failure: TransportFailure?
    do throws(TransportFailure) {
      try transport.send(request, limits: limits) { event in
        var brings = onBytes != nil
        if case .bytes(let bytes) = event { onBytes?(bytes) } else { brings = true }
        let wantsMore = response.take(event) {
          brings = true
          if case .started(let facts) = $0 {
            conversationId = facts.conversationId ?? conversationId
          }
          onEvent($0)
        }
        if case .head = event, api.namesConversations, !response.isRefused {
          onEvent(.started(MessageFacts(conversationId: conversationId)))
        }
        isStopped = !shouldProceed()
        guard wantsMore || onBytes != nil && !response.isComplete, !isStopped else { return .stop }
        return brings ? .proceed : .wait
      }
    } catch {
      failure = error
    }
    let end = failure.map(ExchangeFailure.transport)
    if end?.signal != nil || isStopped, !response.isComplete {
      stop(conversationId)
    }
    response.finish(isWhole: failure == nil && !isStopped, onEvent)
    return response.end(failure, isStopped: isStopped)
  }

  /// Tells the backend that nobody waits for the rest of an answer, where its API has a request for that.
  private func stop(_ conversationId: String?) {
    guard let conversationId,
      let request = api.stopRequest(conversationId: conversationId, to: endpoint)
    else { return }
    // It is over for the person; whether the backend still hears of it changes nothing.
    _ = try? transport.sendWhole(request, limits: .parting)
  }

  /// Where its API's requests have a place for them.
  public var takesTurns: Bool { api.takesTurns }

  /// Asks where its API says.
  public func models(within seconds: Double?) throws(ExchangeFailure) -> [String]? {
    guard let request = api.modelsRequest(to: endpoint) else { return nil }
    var limits = limits
    if let seconds {
      limits.total = limits.total == 0 ? seconds : min(limits.total, seconds)
      limits.mayRepeat = false
    }
    do throws(ExchangeFailure) {
      let response = try transport.sendWhole(request, limits: limits)
      return try Self.models(in: response.body)
    } catch {
      throw .models(error, url: request.url)
    }
  }

  private static func models(in body: [UInt8]) throws(ExchangeFailure) -> [String] {
    do throws(BackendError) {
      if let names = try ModelList.names(in: body) { return names }
    } catch {
      throw .backend(error)
    }
    let start = String(decoding: body.prefix(200), as: UTF8.self)
    throw .wire(.notUnderstood(reason: "it is no list of models", start: start))
  }

  /// Sends what the API makes of the feedback.
  public func give(_ feedback: Feedback, on reply: Reply) throws(ExchangeFailure) -> Bool {
    guard let request = api.feedbackRequest(feedback, on: reply, to: endpoint) else { return false }
    try transport.sendWhole(request, limits: limits)
    return true
  }
}
