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

  /// What a terminal does with hyperlinks (OSC 8).
  enum Hyperlinks {
    /// It might show their bytes.
    case none
    /// It passes over them, or follows them: who knows.
    case written
    /// It is known to follow them.
    case followed
  }

  /// What the terminal does with hyperlinks, as far as the environment tells.
  ///
  /// Where it does not tell, as in tmux, a target has to be shown too: one that is neither shown nor followed is
  /// lost. `FORCE_HYPERLINK` decides alone where it is set, as it does for other programs; 0 is no.
  static func hyperlinks(_ environment: [String: String]) -> Hyperlinks {
    if let force = environment[.forceHyperlink] { return force == "0" ? .none : .followed }
    if isDumb(environment) || environment[.term] == "linux" { return .none }
    return followsHyperlinks(environment) ? .followed : .written
  }

  private static func followsHyperlinks(_ environment: [String: String]) -> Bool {
    let term = environment[.term] ?? ""
    if term.hasPrefix("screen") || term.hasPrefix("tmux") { return false }
    if ["kitty", "alacritty", "foot", "ghostty", "wezterm"].contains(where: term.contains) {
      return true
    }
    if let version = environment["VTE_VERSION"].flatMap({ Int($0) }) { return version >= 5_000 }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"]
    if let program = environment["TERM_PROGRAM"] { return programs.contains(program) }
    return ["WT_SESSION", "KONSOLE_VERSION"].contains { environment[$0] != nil }
  }
}
