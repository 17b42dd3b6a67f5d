internal import HostSystem
internal import Session
internal import WireFormats

/// The course of one transfer: what libcurl's callbacks bring, how far it came, and why it ends.
final class Transfer {
  /// How far the response came.
  enum Progress {
    case nothing
    case insideHead
    case headComplete
  }

  private enum Ending {
    case stopped
    case failed(TransportFailure)
  }

  /// How long a stopped transfer may still end by itself, so that its connection can be used again.
  private static let grace = Duration.milliseconds(50)

  /// As many bytes of the body are handed over although more may be there already.
  private static let handful = 64 << 10

  private let body: [UInt8]
  private var sentCount = 0
  private var head = ResponseHeadReader()
  private var receivedCount = 0
  /// What has come of the body and waits to be handed over.
  private var arrived: [UInt8] = []
  private let bodyLimit: Int
  private var timers: TransferTimers
  private(set) var graceEnd: SuspendingClock.Instant?
  private var ending: Ending?
  private var requested: [SideRequest] = []
  /// How long the receiver took, which is nobody's delay: it may have asked a person.
  private var receiverTime = Duration.zero
  private let receive: (TransferEvent) -> TransferDecision
  private let nextCancellation: () -> Int32?

  init(
    body: [UInt8],
    limits: TransferLimits,
    receive: @escaping (TransferEvent) -> TransferDecision,
    nextCancellation: @escaping () -> Int32?
  ) {
    self.body = body
    self.receive = receive
    self.nextCancellation = nextCancellation
    bodyLimit = limits.bodyBytes
    timers = TransferTimers(limits: limits, start: .now)
  }

  /// The transfer behind the last argument of a callback.
  static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("a callback without its transfer") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  var progress: Progress {
    if head.isComplete { return .headComplete }
    return head.hasBegun ? .insideHead : .nothing
  }

  /// Whether there is nothing more to wait for, although libcurl has not ended the transfer.
  var isOver: Bool {
    switch ending {
    case .failed: true
    case .stopped: graceEnd.map { $0 <= .now } ?? true
    case nil: false
    }
  }

  /// When to call `review` at the latest.
  var nextDeadline: SuspendingClock.Instant? {
    graceEnd ?? timers.next?.instant
  }

  /// Looks at the clock and at the signals; to be called after everything that has arrived was taken.
  ///
  /// A transfer that has ended, but waits for requests beside it, is never late.
  func review(isConnected: Bool, hasEnded: Bool = false) {
    handOver()
    if isConnected { timers.noteConnection(at: .now) }
    guard !wasCancelled(), ending == nil, !hasEnded else { return }
    if let (limit, instant) = timers.next, instant <= .now {
      ending = .failed(.timedOut(limit, seconds: timers.seconds(of: limit)))
    }
  }

  /// Throws the reason when the transfer failed; `outcome` is libcurl's result, unless the end was ours.
  func finish(with outcome: CurlOutcome?) throws(TransportFailure) {
    handOver()
    switch ending {
    case .stopped: return
    case .failed(let failure): throw failure
    case nil: if let failure = outcome?.failure { throw failure }
    }
  }

  /// Fills `buffer` with the next bytes of the request's body and returns their count; 0 at the end.
  func copyBody(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = body.dropFirst(sentCount).prefix(buffer.count)
    buffer.copyBytes(from: piece)
    sentCount += piece.count
    return piece.count
  }

  /// Takes a line of the response's head, or a trailer field; `false` ends the transfer.
  func take(headLine line: [UInt8]) -> Bool {
    do throws(TransportFailure) {
      guard var complete = try head.read(line) else { return true }
      complete.receivedAt = HostProcess.secondsSince1970()
      return deliver(.head(complete))
    } catch {
      return fail(error)
    }
  }

  /// Takes a piece of the response's body; `false` ends the transfer.
  ///
  /// A stream comes in thousands of small pieces, so it is handed over when nothing more is there to read.
  func take(bodyBytes piece: UnsafeRawBufferPointer) -> Bool {
    // What comes after a stop is read only to leave the connection in a state to be used again.
    guard ending == nil else { return isStopped }
    receivedCount += piece.count
    guard bodyLimit == 0 || receivedCount <= bodyLimit else {
      return handOver() && (isStopped || fail(.tooLarge(limit: bodyLimit)))
    }
    arrived += piece
    return arrived.count < Self.handful || handOver()
  }

  /// Hands over what has arrived of the body; `false` ends the transfer.
  @discardableResult
  func handOver() -> Bool {
    guard ending == nil, !arrived.isEmpty else { return true }
    timers.noteBytes(at: .now)
    guard !wasCancelled() else { return false }
    let bytes = arrived
    arrived = []
    return deliver(.bytes(bytes))
  }

  /// Hands over what came of a request beside this one.
  func take(_ response: Result<HTTPResponse, TransportFailure>, to request: HTTPRequest) {
    guard ending == nil, !wasCancelled() else { return }
    _ = deliver(.response(response, to: request))
  }

  /// Lets a time not count for the limits.
  func excuse(_ duration: Duration) {
    timers.shift(by: duration)
  }

  /// How long the receiver took since this was asked last.
  func takeReceiverTime() -> Duration {
    defer { receiverTime = .zero }
    return receiverTime
  }

  /// The requests that are to be sent beside this one, once each.
  func takeRequested() -> [SideRequest] {
    defer { requested = [] }
    return requested
  }

  private var isStopped: Bool {
    if case .stopped = ending { return true }
    return false
  }

  private func deliver(_ event: TransferEvent) -> Bool {
    let start = SuspendingClock.now
    let decision = receive(event)
    let duration = start.duration(to: .now)
    receiverTime += duration
    excuse(duration)
    switch decision {
    case .wait: break
    case .proceed: timers.noteProgress(at: .now)
    case .send(let requests):
      timers.noteProgress(at: .now)
      requested += requests
    case .stop:
      ending = .stopped
      graceEnd = .now.advanced(by: Transfer.grace)
    }
    return true
  }

  private func fail(_ failure: TransportFailure) -> Bool {
    ending = .failed(failure)
    return false
  }

  /// Whether a signal ends the transfer.
  ///
  /// Once an end is certain, signals are left for whoever comes next.
  private func wasCancelled() -> Bool {
    guard ending == nil, let signal = nextCancellation() else { return false }
    ending = .failed(.cancelled(signal: signal))
    return true
  }
}
