import Testing

@testable import CommandLine

@Suite struct HyperlinkSettingsTests {
  @Test(arguments: [
    (["TERM": "xterm-256color"], TerminalFacts.Hyperlinks.written),
    (["TERM": "xterm-kitty"], .followed),
    (["TERM": "xterm-256color", "VTE_VERSION": "7200"], .followed),
    (["TERM": "xterm-256color", "VTE_VERSION": "4800"], .written),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .followed),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], .written),
    (["TERM": "tmux-256color", "VTE_VERSION": "7200"], .written),
    (["TERM": "screen-256color", "TERM_PROGRAM": "tmux", "WT_SESSION": "x"], .written),
    (["TERM": "linux"], .none), (["TERM": "dumb", "VTE_VERSION": "7200"], .none), ([:], .none),
    (["TERM": "tmux-256color", "FORCE_HYPERLINK": "1"], .followed),
    (["TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"], .none),
  ])
  func `the environment tells what the terminal does with links`(
    environment: [String: String],
    expected: TerminalFacts.Hyperlinks
  ) {
    #expect(TerminalFacts.hyperlinks(environment) == expected)
  }

  @Test func `links are for a terminal with color`() throws {
    let environment = ["TERM": "xterm-kitty"]
    let ask = try Parser.parse(["ask", "x", "--url", "https://chat.example.com/chat"])
    let cases = [(true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false)]
    for (isTerminal, more, expected) in cases {
      let settings = try Settings(
        ask,
        environment: environment.merging(more) { $1 },
        terminal: TerminalFacts(stdoutIsTerminal: isTerminal, stderrIsTerminal: true, columns: 80)
      )
      #expect(settings.writesHyperlinks == expected)
      #expect(settings.followsHyperlinks == expected)
    }
  }
}
