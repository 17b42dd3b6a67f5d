public import Conversation
internal import TerminalText
public import WireFormats

/// One prompt's way to a backend and the reply's way back, the same for every use of the program.
public struct Exchange {
  private let backend: any Backend
  private let now: () -> Int
  private let mask: SecretMask

  /// An exchange with a backend; `now` is a clock in milliseconds that never goes back.
  ///
  /// A `credential` that the backend quotes in the words of an error is not handed on; what an answer says is its own.
  public init(backend: any Backend, credential: String? = nil, now: @escaping () -> Int) {
    self.backend = backend
    self.now = now
    mask = SecretMask(credential)
  }

  /// The name of the API that is spoken.
  public var apiName: String { backend.apiName }

  /// The URL that prompts go to; empty where they go to none.
  public var url: String { backend.url }

  /// Why the parameters cannot be put into a request, in words; `nil` where they can.
  public func refusal(of parameters: RequestParameters) -> String? {
    backend.refusal(of: parameters)
  }

  /// Whether turns that are over go along with a prompt.
  public var takesTurns: Bool { backend.takesTurns }

  /// The models that the backend lists; `nil` where it cannot be asked.
  ///
  /// With a limit in seconds it is asked once; without, as long and as often as for a prompt.
  public func models(within seconds: Double? = nil) throws(ExchangeFailure) -> [String]? {
    do throws(ExchangeFailure) {
      return try backend.models(within: seconds)
    } catch {
      throw error.hiding(mask)
    }
  }

  /// Whether files can go along with a prompt: not where documents are only searched for its words.
  public var takesFiles: Bool { !backend.url.isEmpty }

  /// Whether images can go along with a prompt.
  public var takesImages: Bool { backend.takesImages }

  /// The requests that would be sent, one after the other; none where prompts are sent nowhere.
  public func requests(for prompt: PromptRequest) throws(ExchangeFailure) -> [HTTPRequest] {
    try backend.requests(for: prompt)
  }

  /// Sends a prompt and hands over the events of its reply as they come.
  ///
  /// - Parameters:
  ///   - prompt: What is sent.
  ///   - onBytes: Sees the bytes that a backend sends, as ``Backend`` tells.
  ///   - onEvent: Sees each event, and can do with it what it likes.
  ///   - shouldProceed: Asked after each arrival; `false` ends the exchange without a failure.
  ///   - decide: Answers what the backend asks the person.
  /// - Returns: The whole reply, and why it did not come to its end if it did not.
  public func run(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)? = nil,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool = { true },
    decide: (Inquiry) -> InquiryAnswer = { _ in .unanswered }
  ) -> Outcome {
    let start = now()
    var reply = Reply()
    var isStopped = false
    var end = backend.answer(prompt, onBytes: onBytes) { event in
      let event = event.hiding(mask)
      reply.apply(event)
      onEvent(event)
    } shouldProceed: {
      isStopped = !shouldProceed()
      return !isStopped
    } decide: {
      decide($0)
    }
    end.failure = end.failure?.hiding(mask)
    reply.end(end, isStopped: isStopped)
    return Outcome(reply: reply, failure: end.failure, elapsedMillis: now() - start)
  }

  /// Tells the backend what the person thinks of an answer; `false` where it cannot be told.
  public func give(_ feedback: Feedback, on reply: Reply) throws(ExchangeFailure) -> Bool {
    do throws(ExchangeFailure) {
      return try backend.give(feedback, on: reply)
    } catch {
      throw error.hiding(mask)
    }
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

extension Reply {
  /// Marks how its events came to their end; `isStopped` tells that the rest was not wanted.
  fileprivate mutating func end(_ end: AnswerEnd, isStopped: Bool) {
    let failure = end.failure
    let isCutOff = end.hasBegun && failure?.cutsOff == true
    let isCancelled = failure?.signal != nil || finishReason == .cancelled
    isIncomplete = isStopped || isCutOff || isCancelled
    if failure?.signal != nil { finishReason = .cancelled }
    if case .backend(let error)? = failure { apply(.failed(error)) }
    if case .redirected(let status, _)? = failure {
      apply(.failed(BackendError(message: "", status: status)))
    }
  }
}
