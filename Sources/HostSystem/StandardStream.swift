internal import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A descriptor that text comes from or goes to: one of the three that every process starts with.
public struct StandardStream: Sendable {
  /// Standard input.
  public static let input = StandardStream(descriptor: STDIN_FILENO)
  /// Standard output.
  public static let output = StandardStream(descriptor: STDOUT_FILENO)
  /// Standard error.
  public static let error = StandardStream(descriptor: STDERR_FILENO)

  let descriptor: Int32

  /// Whether a person sits at the other end (`isatty`).
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether its terminal listens to this program and not to another job; of what is no job's terminal, always.
  var isForeground: Bool {
    let owner = tcgetpgrp(descriptor)
    return owner <= 0 || owner == getpgrp()
  }

  /// Whether something can be written without a wait.
  var isReadyToWrite: Bool {
    var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// Forgets what was typed at a terminal but not read yet (`tcflush`); of a pipe, nothing.
  ///
  /// Nothing either where another job has the terminal: the system would stop us for it.
  public func discardTypedAhead() {
    if isTerminal, tcgetpgrp(descriptor) == getpgrp() { tcflush(descriptor, TCIFLUSH) }
  }

  /// The width of the terminal on standard output or standard error, in columns.
  ///
  /// `nil` where there is no terminal or it does not know.
  public static var columns: Int? { output.columns ?? error.columns }

  /// The width of its own terminal.
  var columns: Int? { extent(\.ws_col) }

  /// The height of its own terminal, in rows.
  var rows: Int? { extent(\.ws_row) }

  /// A part of the size of its own terminal (`TIOCGWINSZ`); `nil` where there is none or it does not know.
  private func extent(_ part: KeyPath<winsize, UInt16>) -> Int? {
    var size = winsize()
    let request = UInt(TIOCGWINSZ)
    guard ioctl(descriptor, request, &size) == 0, size[keyPath: part] > 0 else { return nil }
    return Int(size[keyPath: part])
  }

  /// Opens `/dev/null` for each of the three that the parent process had closed.
  ///
  /// Otherwise the next file that is opened would get its number, and the program's text. Input is empty then; for
  /// output it is opened the wrong way round, so that writing still fails, as it does in other programs.
  public static func openMissing() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// What a pipe that can be written to at all takes without making the writer wait (POSIX `PIPE_BUF`).
  private static let pieceSize = 4_096

  /// Writes all bytes (`write`); the reason when that is not possible.
  ///
  /// While the other end takes nothing, one of `signals` ends the wait.
  func write(_ bytes: [UInt8], until signals: SignalPipe? = nil) -> OutputFailure? {
    var rest = bytes[...]
    while !rest.isEmpty {
      if let signal = waitUntilWritable(signals) { return .signal(signal) }
      let piece = rest.prefix(Self.pieceSize)
      let count = piece.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR, EAGAIN: continue
      case EPIPE: return .brokenPipe
      default: return .other(reason: SystemCallFailure(call: "write", errno: errno).reason)
      }
    }
    return nil
  }

  /// Waits as long as nothing can be written, or until a signal comes, which it returns.
  private func waitUntilWritable(_ signals: SignalPipe?) -> Int32? {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    repeat {
      // A signal of which the output need not wait is left to whoever looks for it next.
      if poll(&watched, 1, 0) > 0 { return nil }
      poll(&watched, 2, -1)
      if watched[0].revents == 0, let signal = signals?.next() { return signal }
    } while watched[0].revents == 0
    return nil
  }
}

/// `write`, under a name that no method hides.
func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
  Darwin.write(descriptor, bytes, count)
  #else
  Glibc.write(descriptor, bytes, count)
  #endif
}
