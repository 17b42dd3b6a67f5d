public import CommandLine

/// How a run of the program ends.
public enum Ending: Equatable, Sendable {
  /// With a status of the table.
  case exit(ExitStatus)
  /// By a signal that it raises on itself, so that whoever started it sees what happened.
  case signal(Int32)

  /// SIGINT, which POSIX numbers 2 everywhere.
  static let interrupt: Int32 = 2
}
