/// How the program ends, as the shell sees it: the whole table.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  case answered = 0
  case failed = 1
  case usage = 2
  case unreachable = 3
  case notLetIn = 4
  case rateLimited = 5
  case timedOut = 6
  case notUnderstood = 7
  case interrupted = 130

  /// When the program ends like this, in the words of the help and of the manual.
  public var meaning: String {
    switch self {
    case .answered: "answered"
    case .failed: "the backend reported an error, or something local failed"
    case .usage: "wrong usage or configuration"
    case .unreachable: "could not reach the backend, or the connection was lost"
    case .notLetIn: "not let in (HTTP status 401 or 403)"
    case .rateLimited: "rate limited (HTTP status 429)"
    case .timedOut: "timed out"
    case .notUnderstood: "the reply could not be understood"
    case .interrupted: "interrupted"
    }
  }
}
