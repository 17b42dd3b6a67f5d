internal import Synchronization

/// A clock in milliseconds that stands still until a test moves it.
public final class ManualClock: Sendable {
  private let time: Atomic<Int>

  /// A clock that shows `millis`.
  public init(at millis: Int = 0) {
    time = Atomic(millis)
  }

  /// What the clock shows.
  public func now() -> Int {
    time.load(ordering: .relaxed)
  }

  /// Moves the clock on.
  public func advance(by millis: Int) {
    time.add(millis, ordering: .relaxed)
  }
}
