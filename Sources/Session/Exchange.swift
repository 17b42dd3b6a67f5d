public import Conversation
public import WireFormats

/// One prompt's way to a backend and the reply's way back, the same for every use of the program.
public struct Exchange {
  private let api: any ChatAPI
  private let endpoint: Endpoint
  private let limits: TransferLimits
  private let transport: any Transport
  private let now: () -> Int

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
  ///   - onBytes: Sees the bytes of the body before they are decoded, and wants all of them: also what is
  ///     not understood, and the whole of a long error response.
  ///   - onEvent: Sees each event, and can do with it what it likes.
  ///   - shouldProceed: Asked after each arrival; `false` ends the exchange without a failure.
  /// - Returns: The whole reply, and why it did not come to its end if it did not.
  public func run(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)? = nil,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool = { true }
  ) -> Outcome {
    let start = now()
    var response = Response(api: api)
    var isStopped = false
    var failure: TransportFailure?
    do throws(TransportFailure) {
      try transport.send(request(for: prompt), limits: limits) { event in
        if case .bytes(let bytes) = event { onBytes?(bytes) }
        let wantsMore = response.take(event, onEvent) || onBytes != nil
        isStopped = !shouldProceed()
        return wantsMore && !isStopped ? .proceed : .stop
      }
    } catch {
      failure = error
    }
    response.finish(isWhole: failure == nil && !isStopped, onEvent)
    return response.outcome(failure, isStopped: isStopped, elapsedMillis: now() - start)
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
}
