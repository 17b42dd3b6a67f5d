internal import Conversation
internal import WireFormats

/// One turn of a Mix session while its events come in: what is sent beside the stream, and how the turn ends.
struct MixTurn {
  private let prompt: String
  private let session: MixSession
  private let wantsAllBytes: Bool
  private var response = Response(api: MixAPI())
  private var canPost = false
  private var hasPosted = false
  /// Whether the session works on the message, as far as is known.
  private var isRunning = false
  private var wantsRecords = true
  private var isStopped = false
  /// Why a request beside the stream failed.
  private var failure: ExchangeFailure?
  /// The signal that came in the place of an answer.
  private var interruption: Int32?
  /// What was asked when it came.
  private var openInquiries: [Inquiry] = []

  init(prompt: String, in session: MixSession, wantsAllBytes: Bool) {
    self.prompt = prompt
    self.session = session
    self.wantsAllBytes = wantsAllBytes
  }

  /// Takes in what has arrived; answers how to go on.
  mutating func take(
    _ event: TransferEvent,
    _ onEvent: (ReplyEvent) -> Void,
    _ decide: (Inquiry) -> InquiryAnswer
  ) -> TransferDecision {
    switch event {
    case .head(let head):
      canPost = head.isEventStream
      return decode(event, onEvent, decide)
    case .bytes: return decode(event, onEvent, decide)
    case .response(let result, let request): return take(result, to: request, onEvent)
    }
  }

  /// Ends the turn because the rest is not wanted.
  mutating func stop() -> TransferDecision {
    isStopped = true
    return .stop
  }

  /// What the server is told when the turn ended before its answer did: that nothing is allowed, and that it is over.
  var farewells: [SideRequest] {
    guard isRunning, !isOver else { return [] }
    return openInquiries.map { session.refusal(of: $0) } + [session.cancel].compactMap(\.self)
  }

  /// How the turn ended, once nothing more comes.
  mutating func end(
    _ transfer: TransportFailure?,
    _ onEvent: (ReplyEvent) -> Void
  ) -> AnswerEnd {
    let transfer = interruption.map { .cancelled(signal: $0) } ?? transfer
    let isCancelled = transfer.map { ExchangeFailure.transport($0).signal != nil } ?? false
    // Behind the end of the turn only the records can have been lost.
    let lost = isOver && !isCancelled ? nil : transfer
    let isWhole = lost == nil && failure == nil && !isStopped
    response.finish(isWhole: isWhole, onEvent)
    var end = response.end(lost, isStopped: isStopped)
    if !session.isNew { end.failure = end.failure?.ofSession }
    if !isStopped, !isCancelled, let failure { end.failure = failure }
    return end
  }

  /// Whether the server has ended the turn.
  private var isOver: Bool { (response.decoder as? MixDecoder)?.isOver == true }
}

// MARK: - The stream

extension MixTurn {
  private mutating func decode(
    _ event: TransferEvent,
    _ onEvent: (ReplyEvent) -> Void,
    _ decide: (Inquiry) -> InquiryAnswer
  ) -> TransferDecision {
    var questions = Questions()
    let hasPosted = hasPosted
    let wantsMore = response.take(event) { event in
      guard hasPosted || event.isOfTheStream else { return }
      onEvent(event)
      if case .inquiry(let inquiry) = event { questions.put(inquiry, onEvent, decide) }
    }
    if let signal = questions.interruption {
      interruption = signal
      openInquiries = questions.asked.map(\.inquiry)
      return .stop
    }
    let isRefused = response.decoder == nil
    // The end of the turn is not yet that of what is asked: its records may be missing.
    guard wantsMore || isOver || wantsAllBytes && isRefused else { return .stop }
    var requests = questions.asked.map { session.answer($0.answer, to: $0.inquiry) }
    if case .bytes = event, canPost, !isRefused, !hasPosted, !response.hasFailed {
      post(&requests)
    } else if isOver {
      // What only the records of the session tell is asked for once, when the turn came to a good end.
      guard wantsRecords, hasPosted, !response.hasFailed else { return .stop }
      wantsRecords = false
      requests.append(session.records)
    }
    return requests.isEmpty ? .proceed : .send(requests)
  }

  /// Posts the message.
  ///
  /// What came first tells that the server listens to the session, so that nothing it sends from now on is missed.
  private mutating func post(_ requests: inout [SideRequest]) {
    hasPosted = true
    isRunning = true
    requests.append(session.message(prompt))
    guard var decoder = response.decoder as? MixDecoder else { return }
    decoder.beginTurn()
    response.decoder = decoder
  }
}

// MARK: - Beside the stream

extension MixTurn {
  private mutating func take(
    _ result: Result<HTTPResponse, TransportFailure>,
    to request: HTTPRequest,
    _ onEvent: (ReplyEvent) -> Void
  ) -> TransferDecision {
    if request == session.recordsRequest {
      if case .success(let response) = result, response.head.isSuccess {
        add(records: response.body, onEvent)
      }
      return .stop
    }
    // A turn that has ended needs no more of its requests.
    guard !isOver else { return .proceed }
    let failure: ExchangeFailure
    switch result {
    case .success(let response) where response.head.isSuccess: return .proceed
    case .success(let response): failure = ExchangeFailure(head: response.head, body: response.body)
    case .failure(let reason): failure = .transport(reason)
    }
    let isMessage = request == session.message(prompt).request
    if !isMessage, failure.tellsOfNothingOpen {
      // A question that was answered elsewhere, or that the agent has given up, holds nothing up.
      onEvent(.notice("a question of the agent was not open any more when it was answered"))
      return .proceed
    }
    if isMessage, case .success = result { isRunning = false }
    self.failure = isMessage && !session.isNew ? failure.ofSession : failure
    return .stop
  }

  private mutating func add(records: [UInt8], _ onEvent: (ReplyEvent) -> Void) {
    guard var decoder = response.decoder as? MixDecoder else { return }
    response.decoder = nil
    decoder.add(records: records, ofTurnWith: prompt, emit: onEvent)
    response.decoder = decoder
  }
}

/// The questions of one piece of the stream, and how they were answered.
private struct Questions {
  private(set) var asked: [(inquiry: Inquiry, answer: InquiryAnswer)] = []
  /// The signal that came in the place of an answer.
  private(set) var interruption: Int32?

  /// Asks the person; behind a signal nothing is asked any more.
  mutating func put(
    _ inquiry: Inquiry,
    _ onEvent: (ReplyEvent) -> Void,
    _ decide: (Inquiry) -> InquiryAnswer
  ) {
    let answer = interruption == nil ? decide(inquiry) : .no
    if case .interrupted(let signal) = answer { interruption = signal }
    if answer == .unanswered { onEvent(.notice(inquiry.unansweredText)) }
    asked.append((inquiry, answer))
  }
}

extension HTTPResponseHead {
  /// Whether events follow, unless the server does not say what follows.
  fileprivate var isEventStream: Bool {
    self["Content-Type"].map { $0.lowercased().hasPrefix("text/event-stream") } ?? true
  }
}

extension ReplyEvent {
  /// Whether it concerns the stream and not only a turn.
  fileprivate var isOfTheStream: Bool {
    switch self {
    case .started, .failed: true
    default: false
    }
  }
}

extension Inquiry {
  /// What a person reads later who was not there to be asked.
  fileprivate var unansweredText: String {
    let words = message.isEmpty ? title : "\(title): \(message)"
    return switch kind {
    case .permission: "not allowed, because nobody is there to be asked: \(words)"
    case .acknowledgement: words
    case .text, .choice: "not answered, because nobody is there to be asked: \(words)"
    }
  }
}

extension ExchangeFailure {
  /// Whether a status says that what was answered is not there any more.
  fileprivate var tellsOfNothingOpen: Bool {
    guard case .backend(let error) = self, let status = error.status else { return false }
    return [404, 409, 410].contains(status)
  }

  /// The same failure, where a status says that the session of the conversation is not known.
  fileprivate var ofSession: ExchangeFailure {
    guard case .backend(var error) = self, error.status == 404 else { return self }
    error.message = "the session is gone: " + error.message
    return .backend(error)
  }
}
