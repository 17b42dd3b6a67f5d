internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Something that happens once.
final class LoopbackFlag: Sendable {
  private let raised = Atomic(false)

  var isRaised: Bool {
    raised.load(ordering: .acquiring)
  }

  func raise() {
    raised.store(true, ordering: .releasing)
  }
}

/// Threads that block, and waiting for what they do.
public enum LoopbackThread {
  /// Whether `condition` comes to hold within `deadline`; looks once a millisecond.
  public static func waits(within deadline: Duration, for condition: () -> Bool) -> Bool {
    let end = SuspendingClock.now.advanced(by: deadline)
    while !condition() {
      guard SuspendingClock.now < end else { return false }
      nap()
    }
    return true
  }

  /// Gives the processor away for a millisecond.
  public static func nap() {
    usleep(1000)
  }

  /// Runs `work` on a thread of its own.
  public static func start(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadWork(work))
    #if canImport(Darwin)
    var thread: pthread_t?
    let started = pthread_create(&thread, nil, runWork, box.toOpaque())
    if let thread { pthread_detach(thread) }
    #else
    var thread = pthread_t()
    let started = pthread_create(&thread, nil, runWork, box.toOpaque())
    if started == 0 { pthread_detach(thread) }
    #endif
    precondition(started == 0, "no thread")
  }
}

private final class ThreadWork: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }
}

private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().work()
  return nil
}
