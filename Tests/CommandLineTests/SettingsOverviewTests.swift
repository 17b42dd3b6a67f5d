import CommandLine
import Testing

/// Where settings come from: an option outweighs the environment, that the configuration, and that the default.
@Suite struct SettingsOverviewTests {
  private typealias Row = SettingsOverview.Row
  private typealias Value = SettingsOverview.Value

  private static let text = """
    {
      default: "work",
      backends: {
        work: {
          url: "https://work.example.com/chat", api: "plain", model: "configured", system: "configured",
          headers: { "X-Team": "configured", "X-Api-Key": "canary" },
          set: { temperature: 0.5, api_key: "canary" },
          tokenCommand: "echo canary", authScheme: "Token", authHeader: "X-Token", allowPlainHTTP: true,
          timeout: 30, connectTimeout: 3,
        },
        other: { url: "https://other.example.com/chat", tokenFile: "~/token" },
      },
      color: "never", theme: "mono", wrap: "terminal", editing: "vi", save: false, historySize: 5,
      context: 7,
    }
    """

  private func overview(
    _ options: [String] = [],
    _ environment: [String: String] = [:],
    text: String = Self.text,
    isStored: Bool = false
  ) throws -> SettingsOverview {
    let (configuration, problems) = Configuration.reading(text)
    #expect(problems.isEmpty, "\(problems)")
    let invocation = try Parser.parse(["config", "show"] + options)
    let settings = try Settings(
      invocation,
      environment: environment,
      terminal: TerminalFacts(stdoutIsTerminal: true, stderrIsTerminal: true, columns: 90),
      configuration: configuration
    )
    return SettingsOverview(
      settings,
      invocation: invocation,
      environment: environment,
      configuration: configuration,
      hasStoredToken: isStored
    )
  }

  private struct Case: Sendable {
    var key: String
    var option: ([String], SettingsOverview.Value)?
    var variable: (EnvironmentVariable, String, SettingsOverview.Value)?
    var configured: SettingsOverview.Value?
    var preset: SettingsOverview.Value
  }

  private static let cases: [Case] = [
    Case(
      key: "backend",
      option: (["-b", "other"], .text("other")),
      variable: (.backend, "other", .text("other")),
      configured: .text("work"),
      preset: .nothing
    ),
    Case(
      key: "api",
      option: (["--api", "mix"], .text("mix")),
      variable: (.api, "servoy", .text("servoy")),
      configured: .text("plain"),
      preset: .text("auto")
    ),
    Case(
      key: "model",
      option: (["-m", "typed"], .text("typed")),
      variable: (.model, "set", .text("set")),
      configured: .text("configured"),
      preset: .nothing
    ),
    Case(
      key: "system",
      option: (["--system", "typed"], .text("typed")),
      configured: .text("configured"),
      preset: .nothing
    ),
    Case(
      key: "token",
      option: (["--token-command", "x"], .secret(by: "tokenCommand")),
      variable: (.token, "canary", .secret(by: nil)),
      configured: .secret(by: "tokenCommand"),
      preset: .nothing
    ),
    Case(key: "authScheme", configured: .text("Token"), preset: .nothing),
    Case(key: "authHeader", configured: .text("X-Token"), preset: .nothing),
    Case(key: "allowPlainHTTP", configured: .bool(true), preset: .bool(false)),
    Case(
      key: "timeout",
      option: (["--timeout", "1"], .number(1)),
      configured: .number(30),
      preset: .nothing
    ),
    Case(
      key: "connectTimeout",
      option: (["--connect-timeout", "1"], .number(1)),
      configured: .number(3),
      preset: .number(10)
    ),
    Case(
      key: "maxInput",
      option: (["--max-input", "1k"], .number(1_000)),
      preset: .number(1_000_000)
    ),
    Case(
      key: "context",
      option: (["--context", "3"], .number(3)),
      configured: .number(7),
      preset: .number(20)
    ),
    Case(key: "historySize", configured: .number(5), preset: .number(10_000)),
    Case(
      key: "save",
      option: (["--no-save"], .bool(false)),
      configured: .bool(false),
      preset: .bool(true)
    ),
    Case(key: "stream", option: (["--no-stream"], .bool(false)), preset: .bool(true)),
    Case(key: "followUps", option: (["--no-follow-ups"], .bool(false)), preset: .bool(true)),
    Case(key: "citations", option: (["--no-citations"], .bool(false)), preset: .bool(true)),
    Case(key: "quiet", option: (["-q"], .bool(true)), preset: .bool(false)),
    Case(
      key: "color",
      option: (["--color", "always"], .text("always")),
      variable: (.forceColor, "1", .text("always")),
      configured: .text("never"),
      preset: .text("auto")
    ),
    Case(
      key: "width",
      option: (["--width", "40"], .number(40)),
      variable: (.columns, "50", .number(50)),
      preset: .number(90)
    ),
    Case(key: "wrap", configured: .text("terminal"), preset: .text("words")),
    Case(key: "editing", configured: .text("vi"), preset: .text("emacs")),
    Case(key: "theme", configured: .text("mono"), preset: .text("default")),
  ]

  @Test func `every setting goes by option, environment, configuration and default`() throws {
    for test in Self.cases {
      let variable = test.variable.map { [$0.0.rawValue: $0.1] } ?? [:]
      // An API is only for what has a URL.
      let bare = ["--url", "https://bare.example.com"]
      if let (words, value) = test.option {
        let row = try overview(words, variable)[test.key]
        #expect(row?.value == value, "\(test.key)")
        guard case .option? = row?.origin else {
          Issue.record("\(test.key): \(String(describing: row?.origin))")
          continue
        }
      }
      if let (name, _, value) = test.variable {
        let row = try overview([], variable)[test.key]
        #expect(row == Row(test.key, value, .variable(name)))
      }
      if let value = test.configured {
        let row = try overview()[test.key]
        #expect(row?.value == value, "\(test.key)")
        guard case .configuration? = row?.origin else {
          Issue.record("\(test.key): \(String(describing: row?.origin))")
          continue
        }
      }
      let preset = try overview(bare, text: "")[test.key]
      #expect(preset == Row(test.key, test.preset, .preset))
    }
  }

  @Test func `no setting is left out of this table`() throws {
    let others = [
      "url", "docs", "headers.X-Team", "headers.X-Api-Key", "set.temperature", "set.api_key",
      "reasoning", "context", "proxy", "unixSocket", "cacert", "cert", "key", "keyPasswordCommand",
      "insecure",
      "retry",
      "idempotencyHeader", "firstByteTimeout", "idleTimeout", "progressTimeout",
    ]
    #expect(Set(try overview().rows.map(\.key)) == Set(Self.cases.map(\.key) + others))
  }

  @Test func `the way to a backend is among them`() throws {
    let text = """
      {default: "a", reasoning: "show",
       backends: {a: {url: "https://a.example.com", proxy: "http://u:canary@p.example.com:3128", idleTimeout: 3}}}
      """
    let rows = try overview(["--retry", "5"], ["SSL_CERT_FILE": "/ca.pem"], text: text)
    #expect(rows["retry"] == Row("retry", .number(5), .option(.retry)))
    #expect(rows["cacert"] == Row("cacert", .text("/ca.pem"), .variable(.certFile)))
    #expect(rows["idleTimeout"]?.value == .number(3) && rows["insecure"]?.origin == .preset)
    #expect(rows["proxy"]?.value == .text("http://***@p.example.com:3128"))
    #expect(rows["reasoning"]?.value == .text("show"))
  }

  @Test func `a URL belongs to its backend, or to what was typed`() throws {
    let environment = ["CHAT_URL": "https://set.example.com", "CHAT_BACKEND": "other"]
    #expect(
      try overview([], environment)["url"]
        == Row(
          "url",
          .text("https://other.example.com/chat"),
          .configuration(TextPlace(line: 11, column: 19))
        )
    )
    let typed = try overview(["-u", "https://u:canary@typed.example.com?key=canary"], environment)
    #expect(
      typed["url"]
        == Row("url", .text("https://***@typed.example.com?key=***"), .option(.url))
    )
    let set = try overview([], ["CHAT_URL": "https://set.example.com"])["url"]
    #expect(set?.origin == .variable(.url))
  }

  @Test func `tokens go by environment, command, file and login`() throws {
    let other = ["-b", "other"]
    #expect(try overview(other, isStored: true)["token"]?.value == .secret(by: "tokenFile ~/token"))
    let stored = "{default: 'a', backends: {a: {url: 'https://a.example.com'}}}"
    let home = ["XDG_CONFIG_HOME": "/c"]
    let row = try overview([], home, text: stored, isStored: true)["token"]
    #expect(row == Row("token", .secret(by: "/c/chat/tokens/a"), .login))
    #expect(try overview([], home, text: stored)["token"] == Row("token", .nothing, .preset))
    let both = home.merging(["CHAT_TOKEN": "canary"]) { $1 }
    #expect(
      try overview([], both, text: stored, isStored: true)["token"]?.origin == .variable(.token)
    )
    #expect(
      try overview(["-u", "https://a.example.com"], home, isStored: true)["token"]?.value
        == .nothing
    )
  }

  @Test func `header fields and values are shown unless they are secrets`() throws {
    let overview = try overview(["-H", "x-team: typed", "--set", "seed=1", "--set", "max_tokens=5"])
    #expect(overview["headers.x-team"] == Row("headers.x-team", .text("typed"), .option(.header)))
    #expect(overview["headers.X-Api-Key"]?.value == .secret(by: nil))
    #expect(overview["set.api_key"]?.value == .secret(by: nil))
    #expect(overview["set.max_tokens"] == Row("set.max_tokens", .text("5"), .option(.set)))
    #expect(overview["set.temperature"]?.value == .text("0.5"))
    #expect(!"\(overview.rows)".contains("canary"))
  }

  @Test func `what is wrong decides nothing`() throws {
    let (configuration, problems) = Configuration.reading("{color: 'blue', wrap: 'words'}")
    #expect(problems.count == 1)
    #expect(Array(configuration.places.keys) == ["wrap"])
  }
}

extension SettingsOverview.Row {
  fileprivate init(
    _ key: String,
    _ value: SettingsOverview.Value,
    _ origin: SettingsOverview.Origin
  ) {
    self.init(key: key, value: value, origin: origin)
  }
}
