internal import Session

/// The limits of time of one transfer, as deadlines on a clock that never goes back.
struct TransferTimers {
  private let limits: TransferLimits
  private var start: SuspendingClock.Instant
  private var connection: SuspendingClock.Instant?
  private var lastBytes: SuspendingClock.Instant?
  private var lastProgress: SuspendingClock.Instant?

  /// Timers of a transfer that begins at `start`.
  init(limits: TransferLimits, start: SuspendingClock.Instant) {
    self.limits = limits
    self.start = start
  }

  /// The connection stands and the request is on its way; later calls change nothing.
  mutating func noteConnection(at instant: SuspendingClock.Instant) {
    connection = connection ?? instant
  }

  /// Bytes of the body arrived.
  mutating func noteBytes(at instant: SuspendingClock.Instant) {
    lastBytes = instant
  }

  /// Something arrived that is waited for.
  mutating func noteProgress(at instant: SuspendingClock.Instant) {
    lastProgress = instant
  }

  /// Moves all limits, for a time that does not count.
  mutating func shift(by duration: Duration) {
    start = start.advanced(by: duration)
    connection = connection?.advanced(by: duration)
    lastBytes = lastBytes?.advanced(by: duration)
    lastProgress = lastProgress?.advanced(by: duration)
  }

  /// The limit that will be reached first, and when; `nil` when none applies.
  var next: (limit: TransportFailure.TimeLimit, instant: SuspendingClock.Instant)? {
    let (limit, begin) = phase
    let progress =
      lastBytes == nil ? nil : lastProgress.map { (TransportFailure.TimeLimit.progress, $0) }
    return ([(limit, begin), (.total, start)] + [progress].compactMap(\.self))
      .filter { seconds(of: $0.0) > 0 }
      // A billion seconds stands for all that is longer, since durations are finite.
      .map { ($0.0, $0.1.advanced(by: .seconds(min(seconds(of: $0.0), 1e9)))) }
      .min { $0.1 < $1.1 }
  }

  /// The seconds that `limit` allows; 0 is no limit.
  func seconds(of limit: TransportFailure.TimeLimit) -> Double {
    switch limit {
    case .connect: limits.connect
    case .firstByte: limits.firstByte
    case .idle: limits.idle
    case .progress: limits.progress
    case .total: limits.total
    }
  }

  private var phase: (TransportFailure.TimeLimit, SuspendingClock.Instant) {
    if let lastBytes { return (.idle, lastBytes) }
    if let connection { return (.firstByte, connection) }
    return (.connect, start)
  }
}
