internal import CommandLine
internal import Conversation
internal import HostSystem
internal import SQLiteAccess
internal import Session

/// Where the events of an answer go, and what may end it on the way.
struct Exit {
  private let surroundings: EmbeddedBackend.Surroundings
  private let start: Int
  private let onEvent: (ReplyEvent) -> Void
  private let shouldProceed: () -> Bool

  init(
    _ surroundings: EmbeddedBackend.Surroundings,
    onEvent: @escaping (ReplyEvent) -> Void,
    shouldProceed: @escaping () -> Bool
  ) {
    self.surroundings = surroundings
    self.onEvent = onEvent
    self.shouldProceed = shouldProceed
    start = surroundings.now()
  }

  /// Hands over an event, unless the answer is to end.
  func emit(_ event: ReplyEvent) throws(Interruption) {
    try check()
    onEvent(event)
    guard shouldProceed() else { throw .notWanted }
  }

  /// Ends the answer when a signal came or the time is up.
  func check() throws(Interruption) {
    surroundings.whileWaiting()
    if let signal = surroundings.nextSignal() { throw .signal(signal) }
    let limit = surroundings.timeout
    guard limit > 0, Double(surroundings.now() - start) >= limit * 1_000 else { return }
    throw .timeIsUp(seconds: limit)
  }
}

/// What ends an answer that nothing is wrong with.
enum Interruption: Error {
  /// The rest is not wanted.
  case notWanted
  case signal(Int32)
  case timeIsUp(seconds: Double)
}

extension ExchangeFailure {
  /// What ended an answer from documents.
  init(_ error: any Error) {
    switch error {
    case Interruption.signal(let number): self = .transport(.cancelled(signal: number))
    case Interruption.timeIsUp(let seconds):
      self = .transport(.timedOut(.total, seconds: seconds))
    case let failure as DocumentsFailure: self = .local(failure.diagnostic)
    case let failure as SystemCallFailure:
      self = .local(DocumentsFailure.index(reason: failure.reason).diagnostic)
    case let failure as SQLiteError:
      self = .local(DocumentsFailure.index(reason: failure.message).diagnostic)
    default: self = .local(DocumentsFailure.index(reason: "\(error)").diagnostic)
    }
  }
}
