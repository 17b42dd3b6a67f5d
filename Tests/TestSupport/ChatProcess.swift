internal import CPseudoTerminal
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The program under test without a terminal: its streams are pipes, files, or closed.
///
/// It has a home of its own, sees only the environment that it is given, and is killed and reaped when this object
/// goes away. Calls block the calling thread.
public final class ChatProcess: Sendable {
  /// What the program reads.
  public enum Input: Sendable {
    /// A pipe with these bytes, and then its end.
    case bytes([UInt8])
    /// A pipe that neither brings anything nor ends.
    case open
    /// A device or file.
    case file(String)
    /// No descriptor at all.
    case closed

    /// A pipe with this text, and then its end.
    public static func text(_ text: String) -> Input { .bytes(Array(text.utf8)) }
    /// The empty device.
    public static let null = Input.file("/dev/null")
  }

  /// Where the program's standard output leads.
  public enum Output: Sendable {
    /// Into a pipe that is read to its end.
    case captured
    /// Into a pipe that is closed once so many bytes were read from it.
    case closedAfter(Int)
    /// Into a device or file.
    case file(String)
    /// Nowhere: no descriptor at all.
    case closed
  }

  /// A run that is over.
  public struct Result: Sendable {
    /// The bytes of standard output that were read.
    public var stdoutBytes: [UInt8]
    /// The bytes of standard error.
    public var stderrBytes: [UInt8]
    /// How the program ended.
    public var ending: PseudoTerminal.Ending

    /// Standard output as text.
    public var stdout: String { String(decoding: stdoutBytes, as: UTF8.self) }
    /// Standard error as text.
    public var stderr: String { String(decoding: stderrBytes, as: UTF8.self) }
  }

  /// The program's process number.
  public let processIdentifier: Int32
  /// The program's home.
  public let home: TemporaryHome

  private struct State {
    var input: Pipe?
    var output: Pipe?
    var errors: Pipe?
    var ending: PseudoTerminal.Ending?

    /// Whether a stream may still bring something.
    var isReading: Bool {
      [output, errors].contains { ($0?.descriptor ?? -1) >= 0 }
    }
  }

  private let state: Mutex<State>
  private let outputLimit: Int

  /// Starts `chat`, which is built beside the tests, or another program.
  ///
  /// `environment` comes on top of that of the home.
  public init(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: Input = .null,
    output: Output = .captured,
    program: String = PseudoTerminal.product("chat")
  ) throws {
    _ = ignoresBrokenPipes
    home = try TemporaryHome()
    // Otherwise a program that traps waits for a key.
    let environment = home.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
    let inner = try Stream.reading(input)
    let outer = try Stream.writing(output)
    let errors = try Stream.writing(.captured)
    outputLimit = if case .closedAfter(let count) = output { count } else { Int.max }
    processIdentifier = withStrings([program] + arguments) { arguments in
      withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        chat_process_spawn(
          program,
          arguments,
          environment,
          [inner.descriptor, outer.descriptor, errors.descriptor]
        )
      }
    }
    for stream in [inner, outer, errors] { stream.closeOwn() }
    state = Mutex(State(input: inner.pipe, output: outer.pipe, errors: errors.pipe))
    guard processIdentifier > 0 else {
      throw PseudoTerminal.Failure(description: "cannot start \(program)")
    }
  }

  deinit {
    state.withLock { state in
      if state.ending == nil && processIdentifier > 0 {
        kill(processIdentifier, SIGKILL)
        var status: Int32 = 0
        while waitpid(processIdentifier, &status, 0) < 0 && errno == EINTR { continue }
      }
      state.input?.close()
      state.output?.close()
      state.errors?.close()
    }
  }

  /// Runs the program to its end.
  public static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: Input = .null,
    output: Output = .captured,
    within limit: Duration = .seconds(10)
  ) throws -> Result {
    try ChatProcess(arguments, environment: environment, input: input, output: output)
      .waitForExit(within: limit)
  }

  /// Sends a signal to the program.
  public func send(_ signal: Int32) {
    kill(processIdentifier, signal)
  }

  /// Adds to what the program reads; its input has to be `.open`.
  public func write(_ text: String) {
    state.withLock { $0.input?.bytes += Array(text.utf8) }
  }

  /// Ends an input that is `.open`.
  public func closeInput() {
    state.withLock { $0.input?.endsWithBytes = true }
  }

  /// Waits until `text` stands in standard output.
  public func waitForOutput(_ text: String, within limit: Duration = .seconds(10)) throws {
    let wanted = Array(text.utf8)
    try wait(within: limit, for: "\(text.debugDescription) in the output") { state in
      state.output?.bytes.firstRange(of: wanted) != nil
    }
  }

  /// The first line of standard output, without its end, once it is there.
  public func firstLine(within limit: Duration = .seconds(10)) throws -> String {
    try waitForOutput("\n", within: limit)
    let bytes = state.withLock { $0.output?.bytes ?? [] }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Waits for the program to end and gives all that it wrote.
  public func waitForExit(within limit: Duration = .seconds(10)) throws -> Result {
    try wait(within: limit, for: "an end") { $0.ending != nil && !$0.isReading }
    return state.withLock { state in
      Result(
        stdoutBytes: state.output?.bytes ?? [],
        stderrBytes: state.errors?.bytes ?? [],
        ending: state.ending ?? .exited(-1)
      )
    }
  }

  private func wait(
    within limit: Duration,
    for what: String,
    until condition: (State) -> Bool
  ) throws {
    let deadline = ContinuousClock.now + limit
    while true {
      let isDone = state.withLock { state in
        pump(&state)
        return condition(state)
      }
      if isDone { return }
      guard ContinuousClock.now < deadline else { throw failure(what) }
      waitBriefly()
    }
  }

  private func failure(_ what: String) -> PseudoTerminal.Failure {
    let (output, errors) = state.withLock { ($0.output?.bytes ?? [], $0.errors?.bytes ?? []) }
    return PseudoTerminal.Failure(
      description: """
        no \(what): stdout \(String(decoding: output, as: UTF8.self).debugDescription), \
        stderr \(String(decoding: errors, as: UTF8.self).debugDescription)
        """
    )
  }

  /// Moves what can be moved without waiting, and sees whether the program has ended.
  private func pump(_ state: inout State) {
    state.input?.write()
    state.output?.read(atMost: outputLimit)
    state.errors?.read(atMost: .max)
    var status: Int32 = 0
    guard state.ending == nil, waitpid(processIdentifier, &status, WNOHANG) == processIdentifier
    else { return }
    let signal = status & 0x7F
    state.ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .signaled(signal)
  }

  /// Until something happens, and for a moment only, as an end is not seen on a pipe.
  private func waitBriefly() {
    var watched = state.withLock { state in
      [state.output, state.errors].compactMap { $0 }.filter { $0.descriptor >= 0 }
        .map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    }
    poll(&watched, nfds_t(watched.count), 2)
  }
}

/// Writing to a program that has ended is no reason for the tests to end.
private let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
