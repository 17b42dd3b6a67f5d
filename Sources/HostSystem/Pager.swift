#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The program that shows text page by page: the command in `PAGER`, or `less`.
///
/// `less` is told to let colours through, to leave the text on the screen, and to end at once for a short one (`-RXF`), unless
/// `LESS` says otherwise.
public struct Pager {
  private let words: [String]
  private let environment: [String: String]

  /// The pager of an environment, of which it does not get to see the variables in `secretNames`; `nil` where that says that
  /// there is to be none (`cat`, or white space).
  public init?(environment: [String: String], without secretNames: Set<String> = []) {
    let command = environment["PAGER"].flatMap { $0.isEmpty ? nil : $0 } ?? "less"
    guard command.contains(where: { !$0.isWhitespace }), command != "cat" else { return nil }
    words = ["sh", "-c", command]
    var environment = environment.filter { !secretNames.contains($0.key) }
    if environment["LESS"] == nil { environment["LESS"] = "RXF" }
    self.environment = environment
  }

  /// Shows bytes until the person has seen enough; tells whether there was a pager to show them.
  func show(_ bytes: [UInt8]) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Ctrl-C is the pager's.
    var ignoring = action(SIG_IGN)
    var interrupt = sigaction()
    var quit = sigaction()
    let process = try? ChildProcess(words, .paging(ends[0]), environment: environment)
    sigaction(SIGINT, &ignoring, &interrupt)
    sigaction(SIGQUIT, &ignoring, &quit)
    defer {
      sigaction(SIGINT, &interrupt, nil)
      sigaction(SIGQUIT, &quit, nil)
    }
    close(ends[0])
    guard let process else {
      close(ends[1])
      return false
    }
    // Whoever leaves the pager before the end has seen enough.
    _ = StandardStream(descriptor: ends[1]).write(bytes)
    close(ends[1])
    // A shell that finds no such program says so by this status; nothing was shown then.
    return process.wait() != 127
  }
}
