/// Why a configuration file cannot be used.
public enum ConfigurationFailure: Error, Equatable, Sendable {
  /// It cannot be read: the system's words.
  case unreadable(path: String, reason: String)
  /// It cannot be written: the system's words.
  case unwritable(path: String, reason: String)
  /// It is not UTF-8.
  case notText(path: String)
  /// It is larger than any configuration has to be; the limit in bytes.
  case tooLarge(path: String, limit: Int)
  /// There are mistakes in it: at least one.
  case mistakes(path: String, [ConfigurationProblem])

  /// The failure in words: of several mistakes the first, and how many more there are.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let path, let reason):
      Diagnostic("cannot read the configuration \(path): \(reason)", exitStatus: .usage)
    case .unwritable(let path, let reason):
      Diagnostic("cannot write the configuration \(path): \(reason)", exitStatus: .failed)
    case .notText(let path):
      Diagnostic("the configuration \(path) is not UTF-8 text", exitStatus: .usage)
    case .tooLarge(let path, let limit):
      Diagnostic("the configuration \(path) is larger than \(limit) bytes", exitStatus: .usage)
    case .mistakes(let path, let problems):
      Diagnostic(
        problems.first?.line(in: path) ?? path,
        remedy: problems.count < 2
          ? nil
          : "and \(problems.count - 1) more \(problems.count == 2 ? "mistake" : "mistakes") behind it",
        exitStatus: .usage
      )
    }
  }
}
