public import CommandLine
internal import Conversation
public import WireFormats

/// A transport that sends a request again where that is safe and may help.
///
/// It does so only before the first byte of an answer: where no connection came about, and for the statuses 408, 429,
/// 502, 503 and 504. Where a connection was lost before any answer, the backend may be at work already, so that only a
/// request with an idempotency key is sent again. A wait that the backend asks for is kept, up to two minutes.
public struct RetryingTransport: Transport {
  /// What the decisions depend on beside the responses.
  public struct Surroundings {
    /// A number from 0 up to, but not including, 1.
    public var random: () -> Double
    /// A clock in milliseconds that never goes back.
    public var now: () -> Int
    /// Waits so many milliseconds, while the words tell why; throws when a signal ends the wait.
    public var pause: (_ millis: Int, _ words: String) throws(TransportFailure) -> Void

    /// Surroundings with all their parts.
    public init(
      random: @escaping () -> Double,
      now: @escaping () -> Int,
      pause: @escaping (_ millis: Int, _ words: String) throws(TransportFailure) -> Void
    ) {
      self.random = random
      self.now = now
      self.pause = pause
    }
  }

  /// No wait that a backend asks for is longer, in milliseconds.
  static let longestWait = 120_000

  private let base: any Transport
  private let retries: Int
  private let keyField: String?
  private let surroundings: Surroundings

  /// A transport over another one; `idempotencyHeader` is the field that takes the key, where the backend has one.
  public init(
    over base: any Transport,
    retries: Int = Reach.defaultRetries,
    idempotencyHeader: String? = nil,
    _ surroundings: Surroundings
  ) {
    self.base = base
    self.retries = retries
    keyField = idempotencyHeader
    self.surroundings = surroundings
  }

  /// Sends the request, and again as long as that is right; only the last response is handed over.
  public func send(
    _ request: HTTPRequest,
    limits: TransferLimits,
    receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure) {
    let request = withKey(request)
    let start = surroundings.now()
    var limits = limits
    for count in 0..<(limits.mayRepeat ? retries : 0) {
      let left = Self.millisLeft(limits, since: start, now: surroundings.now())
      guard let retry = try attempt(request, limits, count, left: left, receive) else { return }
      try surroundings.pause(retry.wait, retry.words)
      if limits.total > 0 {
        // All tries share the time for the whole.
        let spent = Double(surroundings.now() - start) / 1_000
        limits.total = max(limits.total - spent, 0.001)
      }
    }
    try base.send(request, limits: limits, receive: receive)
  }

  /// The milliseconds that are left of the whole; `nil` without such a limit.
  private static func millisLeft(_ limits: TransferLimits, since start: Int, now: Int) -> Int? {
    limits.total > 0 ? Int(min(limits.total, 1e9) * 1_000) - (now - start) : nil
  }

  /// The request with a random value that stays the same for all tries.
  private func withKey(_ request: HTTPRequest) -> HTTPRequest {
    guard let keyField, request.method == "POST",
      !request.headerFields.contains(where: { $0.name.lowercased() == keyField.lowercased() })
    else { return request }
    let digits = Array("0123456789abcdef")
    let key = String((0..<32).map { _ in digits[min(Int(surroundings.random() * 16), 15)] })
    var request = request
    request.headerFields.append(HTTPHeaderField(keyField, key))
    return request
  }
}

// MARK: - One try

extension RetryingTransport {
  /// Another try, after a wait.
  private struct Retry {
    /// In milliseconds.
    var wait: Int
    /// For the status line.
    var words: String
  }

  /// Tries once; answers the retry that should follow, and `nil` when the response was handed over.
  private func attempt(
    _ request: HTTPRequest,
    _ limits: TransferLimits,
    _ count: Int,
    left: Int?,
    _ receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure) -> Retry? {
    var retry: Retry?
    var hasBegun = false
    do throws(TransportFailure) {
      try base.send(request, limits: limits) { event in
        if !hasBegun, case .head(let head) = event {
          retry = self.retry(for: head, count, left: left)
          hasBegun = true
        }
        return retry == nil ? receive(event) : .stop
      }
    } catch {
      if retry != nil, !error.isCancellation { return retry }
      guard !hasBegun, let words = error.retryWords(hasKey: keyField != nil),
        let next = self.retry(asked: nil, words, count, left: left)
      else { throw error }
      return next
    }
    return retry
  }

  private func retry(for head: HTTPResponseHead, _ count: Int, left: Int?) -> Retry? {
    guard [408, 429, 502, 503, 504].contains(head.status) else { return nil }
    let asked = BackendError(head: head, body: []).retryAfterMillis
    return retry(asked: asked, "\(head.status)", count, left: left)
  }

  /// The wait that was asked for, or 0.5 s, doubled each time, up to 8 s, and up to a quarter more or less.
  private func retry(asked: Int?, _ reason: String, _ count: Int, left: Int?) -> Retry? {
    let usual = Double(500 << min(count, 8)) * (0.75 + surroundings.random() / 2)
    let wait = asked ?? Int(min(usual, 8_000))
    guard wait <= Self.longestWait, left.map({ wait < $0 }) ?? true else { return nil }
    return Retry(wait: wait, words: StatusText.retrying(in: wait, reason))
  }
}

extension TransportFailure {
  fileprivate var isCancellation: Bool {
    if case .cancelled = self { true } else { false }
  }

  /// Why sending again may help, in words; `nil` where it does not, or is not safe.
  fileprivate func retryWords(hasKey: Bool) -> String? {
    switch self {
    case .cannotConnect, .unknownHost, .unknownProxy, .timedOut(.connect, _): "no connection"
    case .noAnswer, .interrupted: hasKey ? "connection lost" : nil
    default: nil
    }
  }
}
