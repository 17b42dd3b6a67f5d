import CommandLine
import Testing

@Suite struct SettingsTests {
  @Test func `nothing given yields the defaults`() throws {
    let settings = try settings([])
    #expect(settings.url == nil)
    #expect(settings.api == "auto")
    #expect(settings.token == nil)
    #expect(settings.headerFields.isEmpty)
    #expect(settings.timeout == nil)
    #expect(settings.connectTimeout == 10)
    #expect(settings.streams && settings.saves)
    #expect(settings.showsFollowUps && settings.showsCitations)
    #expect(!settings.isQuiet && !settings.isDryRun)
    #expect(settings.warnings.isEmpty)
  }

  @Test(
    arguments: [
      (nil, 1_000_000), ("0", nil), ("1", 1), ("500k", 500_000), ("2M", 2_000_000),
      ("64Ki", 65_536), ("1Mi", 1_048_576), ("0M", nil), ("1000000000000", 1_000_000_000_000),
    ] as [(String?, Int?)]
  )
  func `takes bytes in ones and in four units`(text: String?, bytes: Int?) throws {
    #expect(try settings(text.map { ["--max-input", $0] } ?? []).maxInput == bytes)
  }

  @Test func `an option outweighs the environment`() throws {
    let environment = ["CHAT_URL": "https://one.example.com", "CHAT_API": "glean"]
    let both = try settings(["--url=https://two.example.com", "--api=auto"], environment)
    #expect(both.url?.text == "https://two.example.com")
    #expect(both.api == "auto")
    let alone = try settings([], environment)
    #expect(alone.url?.text == "https://one.example.com")
    #expect(alone.api == "glean")
  }

  @Test func `an environment that an option outweighs is not judged`() throws {
    let environment = ["CHAT_URL": "nonsense", "CHAT_API": "nope"]
    _ = try settings(["--url=https://two.example.com", "--api=auto"], environment)
  }

  @Test func `the last of several values holds`() throws {
    #expect(try settings(["--timeout=1", "--timeout=2"]).timeout == 2)
  }

  @Test func `an empty variable is not set`() throws {
    let names = EnvironmentVariable.allCases.map(\.rawValue)
    let empty = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
    let bare = try settings([])
    #expect(try settings([], empty) == bare)
  }

  @Test func `every switch changes its setting`() throws {
    let settings = try settings([
      "--url=https://one.example.com", "--dry-run", "--no-stream", "--no-follow-ups",
      "--no-citations", "--quiet", "--no-save", "--json",
    ])
    #expect(settings.isDryRun && settings.isQuiet)
    #expect(!settings.streams && !settings.saves)
    #expect(!settings.showsFollowUps && !settings.showsCitations)
    #expect(settings.output == .json)
  }

  @Test(arguments: [("0", 0), ("2", 2), ("2.5", 2.5), (".5", 0.5), ("2000000", 2_000_000)])
  func `takes seconds with and without a fraction`(text: String, seconds: Double) throws {
    #expect(try settings(["--timeout", text]).timeout == seconds)
    #expect(try settings(["--connect-timeout", text]).connectTimeout == seconds)
  }

  @Test(arguments: [
    "", "abc", "-1", "+1", "1e3", "nan", "inf", "0x1p3", "1.2.3", ".", "2000001", "1 ", "\u{661}",
  ])
  func `refuses what is no number of seconds`(text: String) {
    #expect(throws: UsageError.notANumber(.option(.timeout), value: text, .seconds)) {
      try settings(["--timeout", text])
    }
  }

  @Test func `an unknown API in the environment is an error that names the variable`() {
    #expect(
      throws: UsageError.notAChoice(.variable(.api), value: "nope", choices: OptionTable.apiNames)
    ) { try settings([], ["CHAT_API": "nope"]) }
  }

  @Test func `a bad URL is told with its source`() {
    #expect(throws: UsageError.badURL(.variable(.url), .noHost)) {
      try settings([], ["CHAT_URL": "https://"])
    }
    #expect(throws: UsageError.badURL(.option(.url), .empty)) { try settings(["--url="]) }
  }

  @Test(arguments: [
    ("secret\n", Secret.Problem.endsWithLineBreak), ("secret\r\n", .endsWithLineBreak),
    ("sec\nret", .controlCharacter), ("sec\rret", .controlCharacter),
    ("secret\t", .controlCharacter), ("sec\u{7F}ret", .controlCharacter),
    ("sec\u{9B}ret", .controlCharacter), ("sec\u{0}ret", .controlCharacter),
  ])
  func `refuses a token that breaks a header field and does not show it`(
    token: String,
    problem: Secret.Problem
  ) {
    let error = #expect(throws: UsageError.self) { try settings([], ["CHAT_TOKEN": token]) }
    #expect(error == .badToken(problem))
    #expect(error?.diagnostic.lines[0].contains("CHAT_TOKEN") == true)
    #expect(error?.diagnostic.lines.joined().contains("ret") == false)
  }

  @Test func `settings do not show their token`() throws {
    let settings = try settings([], ["CHAT_TOKEN": "canary"])
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(settings.token?.revealed == "canary")
    #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("canary"))
  }
}

/// Settings for arguments in an environment, with no terminal unless one is given.
func settings(
  _ arguments: [String],
  _ environment: [String: String] = [:],
  terminal: TerminalFacts = .init(stdoutIsTerminal: false, stderrIsTerminal: false)
) throws -> Settings {
  try Settings(try Parser.parse(arguments), environment: environment, terminal: terminal)
}
