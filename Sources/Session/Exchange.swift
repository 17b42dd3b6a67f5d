public import Conversation
public import WireFormats

/// One prompt's way to a backend and the reply's way back, the same for every use of the program.
public struct Exchange {
  private let api: any ChatAPI
  private let endpoint: Endpoint
  private let limits: TransferLimits
  private let transport: any Transport
  private let now: () -> Int

  /// The most bytes of the body of an error response that are looked at.
  private static let errorBodyBytes = 64 << 10

  /// An exchange with a backend; `now` is a clock in milliseconds that never goes back.
  public init(
    api: any ChatAPI,
    endpoint: Endpoint,
    limits: TransferLimits,
    transport: any Transport,
    now: @escaping () -> Int
  ) {
    self.api = api
    self.endpoint = endpoint
    self.limits = limits
    self.transport = transport
    self.now = now
  }

  /// The name of the API that is spoken.
  public var apiName: String { api.name }

  /// The URL that prompts go to.
  public var url: String { endpoint.url }

  /// The request that would be sent.
  public func request(for prompt: PromptRequest) -> HTTPRequest {
    api.request(for: prompt, to: endpoint)
  }

  /// Sends a prompt and hands over the events of its reply as they come.
  ///
  /// - Parameters:
  ///   - prompt: What is sent.
  ///   - onBytes: Sees the bytes of the body before they are decoded.
  ///   - onEvent: Sees each event, and can do with it what it likes.
  ///   - shouldProceed: Asked after each arrival; `false` ends the exchange without a failure.
  /// - Returns: The whole reply, and why it did not come to its end if it did not.
  public func run(
    _ prompt: PromptRequest,
    onBytes: ([UInt8]) -> Void = { _ in },
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool = { true }
  ) -> Outcome {
    let start = now()
    var response = Response(api: api)
    var failure: ExchangeFailure?
    do throws(TransportFailure) {
      try transport.send(request(for: prompt), limits: limits) { event in
        if case .bytes(let bytes) = event { onBytes(bytes) }
        return response.take(event, onEvent) && shouldProceed() ? .proceed : .stop
      }
    } catch {
      failure = .transport(error)
    }
    response.finish(isWhole: failure == nil, onEvent)
    return response.outcome(failure, elapsedMillis: now() - start)
  }

  /// How an exchange ended.
  public struct Outcome: Equatable, Sendable {
    /// All that came of the reply.
    public var reply: Reply
    /// Why the reply is not what was asked for; `nil` when it is.
    public var failure: ExchangeFailure?
    /// From the request to the end, in milliseconds.
    public var elapsedMillis: Int

    /// An ending with all its parts.
    public init(reply: Reply, failure: ExchangeFailure?, elapsedMillis: Int) {
      self.reply = reply
      self.failure = failure
      self.elapsedMillis = elapsedMillis
    }
  }

  /// A response while it comes in.
  private struct Response {
    let api: any ChatAPI
    var head: HTTPResponseHead?
    var decoder: (any ReplyDecoder)?
    var errorBody: [UInt8] = []
    var reply = Reply()
    var failure: ExchangeFailure?

    /// Takes in a piece; answers whether more is wanted.
    mutating func take(_ event: TransferEvent, _ onEvent: (ReplyEvent) -> Void) -> Bool {
      switch event {
      case .head(let head):
        self.head = head
        if (200..<300).contains(head.status) { decoder = api.decoder(for: head) }
        return true
      case .bytes(let bytes):
        guard decoder != nil else {
          errorBody += bytes.prefix(Exchange.errorBodyBytes - errorBody.count)
          return errorBody.count < Exchange.errorBodyBytes
        }
        decode(bytes, onEvent)
        return failure == nil
      }
    }

    mutating func finish(isWhole: Bool, _ onEvent: (ReplyEvent) -> Void) {
      guard failure == nil else { return }
      if decoder != nil {
        decode(nil, onEvent)
      } else if let head, isWhole {
        failure = ExchangeFailure(head: head, body: errorBody)
      }
    }

    /// Gives the decoder more bytes, or tells it that there are no more.
    private mutating func decode(_ bytes: [UInt8]?, _ onEvent: (ReplyEvent) -> Void) {
      guard var decoder else { return }
      // The decoder is taken out while it works, so that its buffers are not copied.
      self.decoder = nil
      do throws(WireError) {
        let emit: (ReplyEvent) -> Void = { event in
          reply.apply(event)
          onEvent(event)
        }
        if let bytes {
          try decoder.receive(bytes, emit: emit)
        } else {
          try decoder.finish(emit: emit)
        }
      } catch {
        failure = .wire(error)
      }
      self.decoder = decoder
    }

    /// The failure of the transfer counts more than that of a body which it cut off.
    func outcome(_ transferFailure: ExchangeFailure?, elapsedMillis: Int) -> Outcome {
      var reply = reply
      let failure = transferFailure ?? failure ?? reply.error.map(ExchangeFailure.backend)
      if let failure, failure.leavesIncomplete { reply.isIncomplete = true }
      if case .transport(.cancelled)? = failure { reply.finishReason = .cancelled }
      if case .backend(let error)? = failure { reply.error = error }
      return Outcome(reply: reply, failure: failure, elapsedMillis: elapsedMillis)
    }
  }
}
