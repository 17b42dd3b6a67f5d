/// When text is colored: what `--color` takes.
public enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// Whether a stream gets color.
  ///
  /// The option decides alone unless it is `auto`; then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE`
  /// (bixense.com/clicolors), then whether the stream is a terminal that can do it.
  func isOn(toTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment[.noColor] != nil { return false }
    if let force = environment[.forceColor], force != "0" { return true }
    return toTerminal && !TerminalFacts.isDumb(environment)
  }
}
