import CommandLine
import Testing

/// The matrix of reliability rule G13, with `CLICOLOR_FORCE` and `TERM` beside it.
@Suite struct ColorTests {
  private struct Case {
    var option: String?
    var noColor: String?
    var force: String?
    var term: String?
    var toTerminal: Bool

    var arguments: [String] { option.map { ["--color", $0] } ?? [] }

    var environment: [String: String] {
      [("NO_COLOR", noColor), ("CLICOLOR_FORCE", force), ("TERM", term)]
        .reduce(into: [:]) { $0[$1.0] = $1.1 }
    }

    /// The precedence in the words of the rule.
    var expected: Bool {
      if option == "always" { return true }
      if option == "never" { return false }
      if noColor == "1" { return false }
      if force == "1" { return true }
      return toTerminal && term == "xterm"
    }
  }

  private static let cases: [Case] = {
    var cases: [Case] = []
    for option in [nil, "auto", "always", "never"] {
      for noColor in [nil, "", "1"] {
        for force in [nil, "", "0", "1"] {
          for term in [nil, "", "dumb", "xterm"] {
            for toTerminal in [true, false] {
              cases.append(
                Case(
                  option: option,
                  noColor: noColor,
                  force: force,
                  term: term,
                  toTerminal: toTerminal
                )
              )
            }
          }
        }
      }
    }
    return cases
  }()

  @Test func `option, then NO_COLOR, then CLICOLOR_FORCE, then the terminal`() throws {
    #expect(Self.cases.count == 384)
    for one in Self.cases {
      let facts = TerminalFacts(stdoutIsTerminal: one.toTerminal, stderrIsTerminal: one.toTerminal)
      let settings = try settings(one.arguments, one.environment, terminal: facts)
      #expect(settings.colorsOutput == one.expected, "\(one)")
      #expect(settings.colorsErrors == one.expected, "\(one)")
    }
  }

  @Test func `each stream is decided by itself`() throws {
    let facts = TerminalFacts(stdoutIsTerminal: false, stderrIsTerminal: true)
    let settings = try settings([], ["TERM": "xterm"], terminal: facts)
    #expect(!settings.colorsOutput)
    #expect(settings.colorsErrors)
  }

  @Test func `a dumb terminal is told as such whatever the color`() throws {
    #expect(try settings(["--color=always"], ["TERM": "dumb"]).terminalIsDumb)
    #expect(try settings([]).terminalIsDumb)
    #expect(try settings([], ["TERM": "xterm"]).terminalIsDumb == false)
  }
}
