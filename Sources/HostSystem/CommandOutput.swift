#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What a program prints, such as a token.
public enum CommandOutput {
  /// How the run of a program ended.
  public enum Ending: Equatable, Sendable {
    /// By itself; its status, and all that it printed.
    case exited(Int32, [UInt8])
    /// By a signal that did not come from here; its number.
    case killed(Int32)
    /// There is no such program.
    case notFound
    /// It could not be started; the system's words.
    case notStarted(reason: String)
    /// It printed more than it may, and was ended.
    case tooLong
    /// It took longer than it may, and was ended.
    case tooSlow
    /// A signal asks this program to end, and has ended the other; its number. Unless it is Ctrl-C's, it is there once
    /// more.
    case interrupted(Int32)
  }

  /// Runs a program to its end, with the terminal to ask the person by.
  ///
  /// - Parameters:
  ///   - words: Its name, which is looked for in the `PATH` of its environment, and its arguments.
  ///   - environment: All that it sees of variables.
  ///   - limit: The most bytes that it may print.
  ///   - millis: The longest time that it may take.
  ///   - signals: What catches the signals that end this program.
  ///   - onErrors: Is given what it writes to standard error, as it comes.
  public static func of(
    _ words: [String],
    environment: [String: String],
    limit: Int,
    millis: Int,
    signals: SignalPipe,
    onErrors: ([UInt8]) -> Void
  ) -> Ending {
    do throws(SystemCallFailure) {
      let output = try Pipe()
      let errors = try Pipe()
      let streams = ChildProcess.Streams.output(output.writeEnd, errors: errors.writeEnd)
      let process = try ChildProcess(words, streams, environment: environment)
      output.closeWriteEnd()
      errors.closeWriteEnd()
      let deadline = HostProcess.now() + millis
      var printed: [UInt8] = []
      while true {
        let status = process.endedStatus
        // What it has written before its end is in the pipes by now; a child of its own may hold them open for longer.
        errors.take(onErrors)
        output.take { printed += $0 }
        if printed.count > limit { return process.end(.tooLong) }
        if let status { return ending(status, printed) }
        if HostProcess.now() >= deadline { return process.end(.tooSlow) }
        if let signal = wait(output, errors, signals) {
          if signal != SIGINT { raise(signal) }
          return process.end(.interrupted(signal), by: signal)
        }
      }
    } catch {
      return error.isMissing ? .notFound : .notStarted(reason: error.reason)
    }
  }

  private static func ending(_ status: Int32, _ printed: [UInt8]) -> Ending {
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF, printed) : .killed(signal)
  }

  /// Waits for a moment, or until something comes; a signal that asks this program to end is returned.
  private static func wait(_ output: Pipe, _ errors: Pipe, _ signals: SignalPipe) -> Int32? {
    var watched = [output.readEnd, errors.readEnd, signals.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&watched, nfds_t(watched.count), 20)
    guard let signal = signals.next(), HostProcess.endingSignals.contains(signal) else {
      return nil
    }
    return signal
  }
}

/// A pipe of which a child gets the end to write to.
private final class Pipe {
  /// -1 once everything was read.
  private(set) var readEnd: Int32
  private(set) var writeEnd: Int32

  init() throws(SystemCallFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemCallFailure(call: "pipe", errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    closeWriteEnd()
    if readEnd >= 0 { close(readEnd) }
  }

  func closeWriteEnd() {
    if writeEnd >= 0 { close(writeEnd) }
    writeEnd = -1
  }

  /// Hands over what is there, once; more may have to wait for the next time.
  func take(_ body: ([UInt8]) -> Void) {
    guard readEnd >= 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(readEnd, &bytes, bytes.count)
    if count > 0 { return body(Array(bytes[..<count])) }
    guard count == 0 || (errno != EAGAIN && errno != EINTR) else { return }
    close(readEnd)
    readEnd = -1
  }
}

extension ChildProcess {
  /// How the program ended, as `waitpid` has it; `nil` while it runs.
  fileprivate var endedStatus: Int32? {
    var status: Int32 = 0
    return waitpid(identifier, &status, WNOHANG) == identifier ? status : nil
  }

  /// Ends the program, first with a signal that it can act on, and tells why.
  fileprivate func end(_ ending: CommandOutput.Ending, by signal: Int32 = SIGTERM)
    -> CommandOutput.Ending
  {
    kill(identifier, signal)
    if status(within: 500) == nil {
      kill(identifier, SIGKILL)
      _ = status(within: 500)
    }
    return ending
  }
}
