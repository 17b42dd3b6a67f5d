internal import CPseudoTerminal
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A program on a pseudo-terminal of its own, and the person in front of it.
///
/// The program leads a session, sees only the environment that it is given, and is killed and reaped
/// when the pseudo-terminal goes away. Calls block the calling thread.
public final class PseudoTerminal: Sendable {
  /// How a program ended.
  public enum Ending: Equatable, Sendable {
    /// By itself, with this exit status.
    case exited(Int32)
    /// By this signal.
    case signaled(Int32)
  }

  /// What was waited for did not come; says what was there instead.
  public struct Failure: Error, CustomStringConvertible {
    /// What did not happen.
    public let description: String

    /// A failure with its words.
    public init(description: String) {
      self.description = description
    }
  }

  /// The program's process number.
  public let processIdentifier: Int32
  /// The terminal's modes before the program started.
  public let initialModes: Modes

  private struct State {
    var controller: Int32
    var output: [UInt8] = []
    /// Up to where the output was already waited for.
    var seen = 0
    var ending: Ending?
  }

  private let state: Mutex<State>

  /// Starts `program`, a path.
  ///
  /// `environment` is all that it gets, besides `TERM`.
  public init(
    _ program: String,
    arguments: [String] = [],
    environment: [String: String] = [:],
    term: String? = "xterm-256color",
    columns: UInt16 = 80,
    rows: UInt16 = 24
  ) throws {
    // Otherwise a program that traps waits for a key.
    var environment = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { given, _ in given }
    environment["TERM"] = term
    var controller: Int32 = -1
    var modes = termios()
    processIdentifier = withStrings([program] + arguments) { arguments in
      withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        chat_pty_spawn(program, arguments, environment, columns, rows, &controller, &modes)
      }
    }
    initialModes = Modes(modes)
    state = Mutex(State(controller: controller))
    guard processIdentifier > 0 else { throw Failure(description: "cannot start \(program)") }
  }

  deinit {
    state.withLock { state in
      if state.ending == nil && processIdentifier > 0 {
        kill(processIdentifier, SIGKILL)
        kill(processIdentifier, SIGCONT)
        var status: Int32 = 0
        while waitpid(processIdentifier, &status, 0) < 0 && errno == EINTR { continue }
      }
      if state.controller >= 0 { close(state.controller) }
    }
  }

  /// The path of an executable that is built beside the tests.
  public static func product(_ name: String) -> String {
    var folder = String(cString: chat_pty_image_path())[...]
    if let bundle = folder.ranges(of: ".xctest/").first { folder = folder[..<bundle.lowerBound] }
    return folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)] + "/" + name
  }

  /// All output so far, as bytes.
  public var output: [UInt8] {
    state.withLock { state in
      drain(&state)
      return state.output
    }
  }

  /// Types `keys`, while output is taken in.
  public func type(_ keys: String, within limit: Duration = .seconds(10)) throws {
    let deadline = ContinuousClock.now + limit
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let written = state.withLock { state in
        drain(&state)
        return rest.withUnsafeBytes { write(state.controller, $0.baseAddress, $0.count) }
      }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else {
        guard ContinuousClock.now < deadline else {
          throw Failure(description: "\(rest.count) bytes could not be typed")
        }
        waitBriefly(for: Int16(POLLIN | POLLOUT))
      }
    }
  }

  /// Waits until `text` appears in the output that was not waited for yet; returns the output up to and
  /// with it.
  @discardableResult
  public func readUntil(_ text: String, within limit: Duration = .seconds(10)) throws -> String {
    let deadline = ContinuousClock.now + limit
    while true {
      let (found, rest, isOver) = state.withLock { state -> (String?, [UInt8], Bool) in
        let more = drain(&state)
        let fresh = state.output[state.seen...]
        guard let match = fresh.firstRange(of: Array(text.utf8)) else {
          return (nil, Array(fresh), !more)
        }
        state.seen = match.upperBound
        return (String(decoding: fresh[..<match.upperBound], as: UTF8.self), [], false)
      }
      if let found { return found }
      guard !isOver, ContinuousClock.now < deadline else {
        let seen = String(decoding: rest, as: UTF8.self)
        throw Failure(
          description: "\(text.debugDescription) did not appear in \(seen.debugDescription)"
        )
      }
      waitBriefly(for: Int16(POLLIN))
    }
  }

  /// Waits until `condition` holds; for what leaves no trace in the output.
  public func wait(
    within limit: Duration = .seconds(10),
    until condition: (PseudoTerminal) -> Bool
  ) throws {
    let deadline = ContinuousClock.now + limit
    while !condition(self) {
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "a condition did not come about")
      }
      waitBriefly(for: Int16(POLLIN))
    }
  }

  /// Waits for the program to end, taking its output in.
  public func waitForExit(within limit: Duration = .seconds(10)) throws -> Ending {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
      let ending = state.withLock { state in
        drain(&state)
        reap(&state)
        return state.ending
      }
      if let ending { return ending }
      waitBriefly(for: Int16(POLLIN))
    }
    throw Failure(
      description: "no end after \(String(decoding: output, as: UTF8.self).debugDescription)"
    )
  }

  /// Gives the window another size, which the program is told by SIGWINCH.
  public func resize(columns: UInt16, rows: UInt16) {
    _ = state.withLock { chat_pty_resize($0.controller, columns, rows) }
  }

  /// Sends a signal to the program alone, not to its group.
  public func send(_ signal: Int32) {
    kill(processIdentifier, signal)
  }

  /// Closes the terminal's side, as when its window is closed.
  public func hangUp() {
    state.withLock { state in
      drain(&state)
      close(state.controller)
      state.controller = -1
    }
  }

  /// The process group that keys such as Ctrl-C reach.
  public var foregroundGroup: Int32 {
    state.withLock { tcgetpgrp($0.controller) }
  }

  /// The terminal's modes now.
  public var modes: Modes {
    state.withLock { state in
      var modes = termios()
      tcgetattr(state.controller, &modes)
      return Modes(modes)
    }
  }

  /// Takes in what has come; false when nothing will come any more.
  @discardableResult
  private func drain(_ state: inout State) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(state.controller, &buffer, buffer.count)
      guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
      state.output += buffer[..<count]
    }
  }

  private func reap(_ state: inout State) {
    var status: Int32 = 0
    guard state.ending == nil, waitpid(processIdentifier, &status, WNOHANG) == processIdentifier
    else { return }
    let signal = status & 0x7F
    state.ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .signaled(signal)
  }

  /// Until something happens on the terminal, and for a moment only, as an end is not seen there.
  private func waitBriefly(for events: Int16) {
    var watched = pollfd(fd: state.withLock(\.controller), events: events, revents: 0)
    if poll(&watched, 1, 5) > 0, watched.revents & Int16(POLLIN | POLLOUT) == 0 { usleep(2_000) }
  }
}
