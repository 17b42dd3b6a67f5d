import TestSupport
import Testing

@testable import CommandLine

@Suite struct ConfigurationTests {
  private func problems(_ text: String) -> [String] {
    Configuration.reading(text).1.map { $0.line(in: "c") }
  }

  @Test func `reads what there is and leaves the rest`() {
    let (configuration, problems) = Configuration.reading(
      "{color: 'never', wrap: 'terminal', editing: 'vi', theme: {name: 'mono', code: 'bold bright-blue'}}"
    )
    #expect(problems.isEmpty)
    #expect(configuration.color == .never)
    #expect(configuration.wrap == .terminal)
    #expect(configuration.editing == .vi)
    #expect(
      configuration.theme == ThemeChoice(name: "mono", styles: ["code": ["bold", "bright-blue"]])
    )
    let keeping = Configuration.reading("{save: false, historySize: 20}").0
    #expect(keeping.save == false && keeping.historySize == 20)
    for nothing in ["{}", "", " \n", "// later\n/* more */"] {
      #expect(Configuration.reading(nothing).0 == Configuration())
      #expect(Configuration.reading(nothing).1.isEmpty)
    }
    #expect(Configuration.reading("{color: null}").0 == Configuration())
  }

  @Test func `reads backends with all that belongs to them`() throws {
    let text = """
      {
        default: 'work',
        backends: {
          work: { url: 'https://chat.example.com/chat', api: 'glean', model: 'm', system: 'Be brief.',
                  headers: {'X-Team': 'docs'}, set: {temperature: 0.2, 'a.b': {c: [1, "x\\n"]}},
                  tokenFile: '~/token', timeout: 30, connectTimeout: 2.5 },
          notes: { docs: '/notes' },
        },
      }
      """
    let (configuration, problems) = Configuration.reading(text)
    #expect(problems.isEmpty)
    #expect(configuration.defaultBackend == "work")
    #expect(configuration.backends.map(\.name) == ["work", "notes"])
    let work = try #require(configuration.backends.first)
    #expect(work.url?.text == "https://chat.example.com/chat" && work.api == "glean")
    #expect(work.model == "m" && work.system == "Be brief." && work.tokenFile == "~/token")
    #expect(work.headerFields.map { "\($0.name): \($0.value)" } == ["X-Team: docs"])
    #expect(
      work.values == [
        RequestValue(key: "temperature", text: "0.2"),
        RequestValue(key: "a.b", text: #"{"c":[1,"x\u000a"]}"#),
      ]
    )
    #expect(work.timeout == 30 && work.connectTimeout == 2.5)
    #expect(configuration.backends[1].documents == "/notes")
  }

  @Test(arguments: [
    ("{backends: {a: {}}}", "c, line 1, column 16: 'backends.a.url' is missing"),
    (
      "{backends: {a: {url: 'x'}}}", "c, line 1, column 22: 'backends.a.url': the URL has no scheme"
    ),
    ("{default: 'a'}", "c, line 1, column 11: 'default': there is no backend 'a'"),
    ("{backends: []}", "c, line 1, column 12: 'backends' is a list, not an object"),
    (
      "{backends: {a: {docs: 'd', headers: {'Host:': 'x'}}}}",
      "c, line 1, column 38: 'backends.a.headers.Host:': the name"
    ),
    (
      "{backends: {a: {docs: 'd', modle: 'x'}}}",
      "c, line 1, column 28: unknown key 'backends.a.modle'"
    ),
  ])
  func `names the mistakes of backends`(text: String, expected: String) {
    let told = problems(text)
    #expect(told.count == 1 && told[0].hasPrefix(expected), "\(told)")
  }

  @Test func `reads how a backend wants its token`() throws {
    let text = """
      { backends: {
        a: { url: 'https://a.example.com', tokenCommand: ['pass', 'show', 'a b'], authHeader: 'X-Api-Key' },
        b: { url: 'https://b.example.com', tokenCommand: 'pass show b | head -n 1', authScheme: '',
             allowPlainHTTP: true },
      } }
      """
    let (configuration, problems) = Configuration.reading(text)
    #expect(problems.isEmpty, "\(problems)")
    let (first, second) = (configuration.backends[0], configuration.backends[1])
    #expect(first.tokenCommand == .arguments(["pass", "show", "a b"]))
    #expect(first.authHeader == "X-Api-Key" && first.authScheme == nil && !first.allowsPlainHTTP)
    #expect(second.tokenCommand?.words == ["/bin/sh", "-c", "pass show b | head -n 1"])
    #expect(second.authScheme == "" && second.authHeader == nil && second.allowsPlainHTTP)
    #expect(configuration.places["backends.b.allowPlainHTTP"] == TextPlace(line: 4, column: 24))
  }

  @Test(arguments: [
    ("tokenCommand: 3", "'backends.a.tokenCommand' is a number"),
    ("tokenCommand: []", "'backends.a.tokenCommand' names no program"),
    ("tokenCommand: ['', 'x']", "'backends.a.tokenCommand' names no program"),
    ("tokenCommand: ['x', 1]", "'backends.a.tokenCommand' holds a number"),
    ("tokenCommand: 'x\\0'", "'backends.a.tokenCommand' holds a NUL"),
    ("authScheme: 'Two words'", "'backends.a.authScheme' is not one word"),
    ("authScheme: 'A\\r\\nX-Evil: 1'", "'backends.a.authScheme' is not one word"),
    ("authHeader: 'X Key'", "'backends.a.authHeader': the name of a header field"),
    ("authHeader: 'X-A: 1\\r\\nX-B'", "'backends.a.authHeader': the name of a header field"),
    ("authHeader: 'Content-Length'", "'backends.a.authHeader': 'Content-Length' is not for you"),
    ("allowPlainHTTP: 'yes'", "'backends.a.allowPlainHTTP' is a text"),
    (
      "tokenComand: 'x'",
      "unknown key 'backends.a.tokenComand'; did you mean 'backends.a.tokenCommand'?"
    ),
  ])
  func `names the mistakes of tokens`(member: String, expected: String) {
    let told = problems("{backends: {a: {url: 'https://a.example.com', \(member)}}}")
    #expect(told.count == 1 && told[0].contains(expected), "\(told)")
  }

  @Test func `option, environment and configuration decide on the backend in this order`() throws {
    var configuration = Configuration()
    for name in ["a", "b"] {
      var backend = BackendConfiguration(name: name)
      backend.url = try BackendURL("https://\(name).example.com/chat")
      backend.model = "model-\(name)"
      configuration.backends.append(backend)
    }
    configuration.defaultBackend = "a"
    func settings(
      _ options: [String],
      _ environment: [String: String] = [:],
      switchedTo name: String? = nil
    ) throws -> Settings {
      try Settings(
        Parser.parse(["ask", "x"] + options),
        environment: environment,
        terminal: TerminalFacts(stdoutIsTerminal: false, stderrIsTerminal: false),
        configuration: configuration,
        switchedTo: name
      )
    }
    let other = "https://c.example.com/chat"
    #expect(try settings([]).url?.host == "a.example.com")
    #expect(try settings(["-b", "b"]).url?.host == "b.example.com")
    #expect(try settings([], ["CHAT_BACKEND": "b"]).model == "model-b")
    #expect(try settings([], ["CHAT_URL": other]).url?.host == "c.example.com")
    #expect(try settings(["-u", other], ["CHAT_BACKEND": "b"]).backendName == nil)
    #expect(try settings(["-m", "x"], ["CHAT_MODEL": "y"]).model == "x")
    #expect(try settings([], ["CHAT_MODEL": "y"]).model == "y")
    #expect(throws: UsageError.unknownBackend(.option(.backend), "c", known: ["a", "b"])) {
      try settings(["-b", "c"])
    }
    #expect(throws: UsageError.notASetting("x")) { try settings(["--set", "x"]) }
    let token = ["CHAT_TOKEN": "secret"]
    #expect(try settings([], token).token != nil)
    let switched = try settings(["-u", other, "-m", "x"], token, switchedTo: "b")
    #expect(switched.url?.host == "b.example.com" && switched.model == "model-b")
    #expect(switched.token == nil, "the token belongs to the backend that was asked first")
  }

  @Test func `a theme can be only a name`() {
    #expect(Configuration.reading("{theme: 'mono'}").0.theme == ThemeChoice(name: "mono"))
  }

  @Test(arguments: [
    ("{colour: 'never'}", ["c, line 1, column 2: unknown key 'colour'; did you mean 'color'?"]),
    (
      "{wrap: 'word'}",
      ["c, line 1, column 8: 'wrap' is none of words, terminal; did you mean 'words'?"]
    ),
    ("{wrap: 3}", ["c, line 1, column 8: 'wrap' is a number, not one of words, terminal"]),
    ("{save: 'no'}", ["c, line 1, column 8: 'save' is a text, not true or false"]),
    (
      "{historySize: -1}",
      ["c, line 1, column 15: 'historySize' is not a whole number from 0 to 100000"]
    ),
    ("[]", ["c, line 1, column 1: the configuration is a list, not an object"]),
    (
      "{theme: {code: 'boldd blue', headings: 'red'},\n wrap: 'x'}",
      [
        "c, line 1, column 16: 'theme.code': 'boldd' is no color and no attribute; did you mean 'bold'?",
        "c, line 1, column 30: unknown key 'theme.headings'; did you mean 'theme.heading'?",
        "c, line 2, column 8: 'wrap' is none of words, terminal",
      ]
    ),
    ("{wrap: 'words', wrap: 'words'}", ["c, line 1, column 17: the key 'wrap' is given twice"]),
    ("{wrap: ", ["c, line 1, column 8: the end of the file where a value should be"]),
  ])
  func `names every mistake with its place`(text: String, expected: [String]) {
    #expect(problems(text) == expected)
  }

  @Test func `one mistake takes the place of no other setting`() {
    #expect(Configuration.reading("{wrap: 'x', color: 'always'}").0.color == .always)
  }

  @Test func `tells the first mistake and how many follow`() {
    let problem = ConfigurationProblem(TextPlace(line: 1, column: 2), "a")
    let lines = { ConfigurationFailure.mistakes(path: "c", Array(repeating: problem, count: $0)) }
    #expect(lines(1).diagnostic.lines == ["chat: c, line 1, column 2: a"])
    #expect(lines(2).diagnostic.lines.last == "and 1 more mistake behind it")
    #expect(lines(3).diagnostic.lines.last == "and 2 more mistakes behind it")
    #expect(lines(1).diagnostic.exitStatus == .usage)
  }

  @Test(arguments: [
    ([], nil, true), ([], true, true), ([], false, false), (["--no-save"], true, false),
    (["--no-save"], nil, false),
  ])
  func `the conversation may be kept unless the option or the configuration says no`(
    options: [String],
    configured: Bool?,
    expected: Bool
  ) throws {
    var configuration = Configuration()
    configuration.save = configured
    let settings = try Settings(
      Parser.parse(options),
      environment: [:],
      terminal: TerminalFacts(stdoutIsTerminal: false, stderrIsTerminal: false),
      configuration: configuration
    )
    #expect(settings.saves == expected)
    #expect(settings.historySize == 10_000)
  }

  @Test(arguments: [
    (nil, [:], nil, false), ("always", [:], nil, true),
    ("never", ["CLICOLOR_FORCE": "1"], nil, true),
    ("always", ["NO_COLOR": "1"], nil, false), ("always", [:], "never", false),
    ("never", [:], "auto", false), ("auto", [:], nil, false),
  ])
  func `option, environment, configuration and default decide on color in this order`(
    configured: String?,
    environment: [String: String],
    option: String?,
    expected: Bool
  ) throws {
    var configuration = Configuration()
    configuration.color = configured.flatMap(ColorChoice.init(rawValue:))
    let arguments = ["ask", "x"] + (option.map { ["--color", $0] } ?? [])
    let settings = try Settings(
      Parser.parse(arguments),
      environment: environment,
      terminal: TerminalFacts(stdoutIsTerminal: false, stderrIsTerminal: false),
      configuration: configuration
    )
    #expect(settings.colorsOutput == expected)
  }
}
