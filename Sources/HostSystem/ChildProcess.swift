#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Another program, run without a shell (`posix_spawn`).
struct ChildProcess {
  /// Where its standard streams lead.
  enum Streams {
    /// To the terminal, which it may use as it likes.
    case own
    /// Nowhere, in a session of its own (`setsid`), so that no key of the terminal reaches it.
    case none
    /// Input from a pipe, and nothing else.
    case input(Int32)
    /// Input from a pipe, and the terminal, which it may use as it likes.
    case paging(Int32)
    /// Into pipes, beside the terminal, which it may ask the person by.
    case output(Int32, errors: Int32)
  }

  let identifier: pid_t

  /// Starts a program with its arguments; the first is its name, which is looked for in the `PATH` of its environment.
  ///
  /// The signals that this program catches or ignores have their usual meaning again.
  init(
    _ arguments: [String],
    _ streams: Streams,
    environment: [String: String]
  ) throws(SystemCallFailure) {
    var actions: posix_spawn_file_actions_t = Self.noActions
    var attributes: posix_spawnattr_t = Self.noAttributes
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    Self.redirect(streams, &actions)
    Self.setSignals(streams, &attributes)
    var started: pid_t = 0
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let path = Self.path(of: arguments.first ?? "", in: environment["PATH"] ?? "/usr/bin:/bin")
    let error = Self.withStrings(arguments) { arguments in
      Self.withStrings(variables) { variables in
        posix_spawn(&started, path, &actions, &attributes, arguments, variables)
      }
    }
    guard error == 0 else { throw SystemCallFailure(call: "posix_spawn", errno: error) }
    identifier = started
  }

  /// Waits for the program's end and tells its status, as a shell would (128 and the number for a signal).
  ///
  /// `onStop` is called whenever the program was stopped, and goes on once that returns. A signal of `signals` that ends
  /// this program ends the other too, and is there once more afterwards.
  func wait(watching signals: SignalPipe? = nil, onStop: () -> Void = {}) -> Int32 {
    while true {
      var status: Int32 = 0
      let ended = waitpid(identifier, &status, WUNTRACED | WNOHANG)
      if ended == identifier {
        guard status & 0xFF == 0x7F else { return Self.code(of: status) }
        onStop()
        kill(identifier, SIGCONT)
      } else if ended < 0 && errno != EINTR {
        return 127
      } else {
        var watched = pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, 20)
        guard let signal = signals?.next(), signal == SIGTERM || signal == SIGHUP else { continue }
        kill(identifier, signal)
        raise(signal)
        return 128 + signal
      }
    }
  }

  /// Its status, if it ends within that many milliseconds; it is not waited for otherwise.
  func status(within millis: Int) -> Int32? {
    let end = HostProcess.now() + millis
    while true {
      var status: Int32 = 0
      if waitpid(identifier, &status, WNOHANG) == identifier { return Self.code(of: status) }
      guard HostProcess.now() < end else { return nil }
      poll(nil, 0, 10)
    }
  }

  /// The program of a name in the first of some folders that has it; where none does, the name.
  private static func path(of name: String, in folders: String) -> String {
    guard !name.contains("/") else { return name }
    let paths = folders.split(separator: ":").map { "\($0)/\(name)" }
    return paths.first { access($0, X_OK) == 0 } ?? name
  }

  private static func code(of status: Int32) -> Int32 {
    status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  private static func redirect(
    _ streams: Streams,
    _ actions: inout posix_spawn_file_actions_t
  ) {
    switch streams {
    case .own: return
    case .paging(let read):
      posix_spawn_file_actions_adddup2(&actions, read, STDIN_FILENO)
      return
    case .none: posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    case .input(let read): posix_spawn_file_actions_adddup2(&actions, read, STDIN_FILENO)
    case .output(let output, let errors):
      // What is piped in is the prompt.
      if !StandardStream.input.isTerminal {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      }
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
      return
    }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
  }

  private static func setSignals(_ streams: Streams, _ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [
      SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
    ] {
      sigaddset(&signals, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    switch streams {
    case .own, .output, .paging: break
    case .none, .input: flags |= Self.newSession
    }
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
  }

  private static func withStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }

  #if canImport(Darwin)
  private static var noActions: posix_spawn_file_actions_t { nil }
  private static var noAttributes: posix_spawnattr_t { nil }
  private static let newSession = Int32(POSIX_SPAWN_SETSID)
  #else
  private static var noActions: posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
  private static var noAttributes: posix_spawnattr_t { posix_spawnattr_t() }
  /// `POSIX_SPAWN_SETSID` of spawn.h, which is only there for GNU programs.
  private static let newSession: Int32 = 0x80
  #endif
}
