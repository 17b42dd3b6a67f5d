internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Turns signals into bytes on a pipe (the self-pipe trick), so that a poll loop sees them like any other
/// arrival.
///
/// The handlers do nothing but write one byte, which POSIX allows at any moment.
///
/// One pipe serves the whole process, because signals belong to the process.
public final class SignalPipe {
  /// The descriptor to poll for reading.
  public let descriptor: Int32

  /// Installs handlers for `signals`; system calls that wait are interrupted, not restarted.
  public init(catching signals: [Int32]) throws(SystemCallFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemCallFailure(call: "pipe", errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writeEnd.store(ends[1], ordering: .releasing)
    for signal in signals {
      var action = sigaction()
      setHandler(of: &action, to: noteSignal)
      sigemptyset(&action.sa_mask)
      guard sigaction(signal, &action, nil) == 0 else {
        throw SystemCallFailure(call: "sigaction", errno: errno)
      }
    }
  }

  /// The next signal that arrived and was not yet taken; `nil` when there is none.
  public func next() -> Int32? {
    var number: UInt8 = 0
    guard read(descriptor, &number, 1) == 1 else { return nil }
    return Int32(number)
  }
}

/// The end that the handlers write to; -1 before there is a pipe.
private let writeEnd = Atomic<Int32>(-1)

private func noteSignal(_ signal: Int32) {
  let saved = errno
  var number = UInt8(truncatingIfNeeded: signal)
  _ = write(writeEnd.load(ordering: .acquiring), &number, 1)
  errno = saved
}

private func setHandler(
  of action: inout sigaction,
  to handler: @escaping @convention(c) (Int32) -> Void
) {
  #if canImport(Darwin)
  action.__sigaction_u.__sa_handler = handler
  #else
  action.__sigaction_handler.sa_handler = handler
  #endif
}
