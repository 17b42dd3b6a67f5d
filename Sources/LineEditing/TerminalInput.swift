internal import HostSystem

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Waits for standard input and for signals at once.
struct TerminalInput {
  enum Arrival {
    case byte(UInt8)
    case signal(Int32)
    /// Nothing came for as long as was to be waited.
    case silence
    /// Nothing will come any more: the terminal hung up.
    case end
  }

  let signals: SignalPipe

  /// The next arrival; signals go first.
  ///
  /// Waits for so many milliseconds at most, or for ever.
  ///
  /// Bytes are taken one at a time, so that what is typed ahead stays in the terminal for whoever
  /// reads next.
  func next(within limit: Int32? = nil) -> Arrival {
    while true {
      var watched = [
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&watched, 2, limit ?? -1)
      if let signal = signals.next() { return .signal(signal) }
      if ready == 0 { return .silence }
      if ready < 0 && errno != EINTR && errno != EAGAIN { return .end }
      if ready > 0 && watched[1].revents != 0, let arrival = readByte() { return arrival }
    }
  }

  /// `nil` when there was nothing after all.
  private func readByte() -> Arrival? {
    var byte: UInt8 = 0
    switch read(STDIN_FILENO, &byte, 1) {
    case 1: return .byte(byte)
    case 0: return .end
    default: return errno == EINTR || errno == EAGAIN ? nil : .end
    }
  }
}
