/// What the system says about the terminal.
public struct TerminalFacts: Equatable, Sendable {
  /// Whether standard output is a terminal.
  public var stdoutIsTerminal: Bool
  /// Whether standard error is a terminal.
  public var stderrIsTerminal: Bool
  /// The width in columns, where the terminal tells one; 0 is what a terminal without a size tells.
  public var columns: Int?

  /// Facts about the standard streams.
  public init(stdoutIsTerminal: Bool, stderrIsTerminal: Bool, columns: Int? = nil) {
    self.stdoutIsTerminal = stdoutIsTerminal
    self.stderrIsTerminal = stderrIsTerminal
    self.columns = columns
  }

  /// Whether the environment says that the terminal knows no control sequences at all.
  static func isDumb(_ environment: [String: String]) -> Bool {
    environment[.term] == nil || environment[.term] == "dumb"
  }
}
