/// When text is colored: what `--color` takes.
public enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// Whether a stream gets color.
  ///
  /// The option decides alone unless it is `auto`; then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE`
  /// (bixense.com/clicolors), then what is configured, and last whether the stream is a terminal that can do it.
  func isOn(
    toTerminal: Bool,
    environment: [String: String],
    configured: ColorChoice? = nil
  ) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment[.noColor] != nil { return false }
    if let force = environment[.forceColor], force != "0" { return true }
    if let configured, configured != .auto { return configured == .always }
    return toTerminal && !TerminalFacts.isDumb(environment)
  }
}
