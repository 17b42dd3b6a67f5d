import CommandLine
import Testing

@Suite struct ParserTests {
  @Test func `no argument at all is the conversation`() throws {
    let invocation = try Parser.parse([])
    #expect(invocation.command == .conversation)
    #expect(invocation.purpose == .run)
    #expect(invocation.options.isEmpty)
  }

  @Test(arguments: [
    ["ask", "--url", "URL"], ["ask", "--url=URL"], ["ask", "--ur", "URL"], ["ask", "--ur=URL"],
    ["ask", "-u", "URL"], ["ask", "-uURL"], ["ask", "-qu", "URL"], ["ask", "-quURL"],
    ["-u", "URL", "ask"], ["--url=URL", "ask"],
  ])
  func `takes a value in every form`(arguments: [String]) throws {
    let invocation = try Parser.parse(arguments)
    #expect(invocation.command == .ask)
    #expect(invocation.values(of: .url) == ["URL"])
    #expect(invocation.operands.isEmpty)
  }

  @Test(arguments: ["", "=", "a=b", "--json", "-"])
  func `takes any value as it stands`(value: String) throws {
    #expect(try Parser.parse(["--url=\(value)"]).values(of: .url) == [value])
    #expect(try Parser.parse(["-u", value]).values(of: .url) == [value])
  }

  @Test func `options and operands mix`() throws {
    let invocation = try Parser.parse(["ask", "how", "--json", "much", "-q", "-"])
    #expect(invocation.operands == ["how", "much", "-"])
    #expect(invocation.has(.json))
    #expect(invocation.has(.quiet))
  }

  @Test func `everything behind two dashes is an operand`() throws {
    let invocation = try Parser.parse(["ask", "--", "--json", "-q", "--"])
    #expect(invocation.operands == ["--json", "-q", "--"])
    #expect(invocation.options.isEmpty)
  }

  @Test func `a repeated option keeps all its values in order`() throws {
    let invocation = try Parser.parse(["-H", "A: 1", "--header=B: 2"])
    #expect(invocation.values(of: .header) == ["A: 1", "B: 2"])
  }

  @Test func `every unambiguous prefix stands for its option`() throws {
    for option in OptionTable.all where option.value == .none {
      let name = option.name.rawValue
      for length in 1...name.count {
        let prefix = String(name.prefix(length))
        let rivals = OptionName.allCases.filter { $0.rawValue.hasPrefix(prefix) }
        guard rivals.count == 1 else { continue }
        let command = option.commands.compactMap(\.word).first.map { [$0] } ?? []
        #expect(try Parser.parse(command + ["--\(prefix)"]).has(option.name))
      }
    }
  }

  @Test func `an ambiguous prefix names what it could be`() {
    #expect(throws: UsageError.ambiguousOption("--no-s", candidates: [.noSave, .noStream])) {
      try Parser.parse(["--no-s"])
    }
  }

  @Test(
    arguments: [
      ("--jsn", "--json"), ("--josn", "--json"), ("--no-followups", "--no-follow-ups"),
      ("--colour", "--color"), ("--hepl", "--help"), ("-j", nil), ("-U", "-u"),
      ("--frobnicate", nil), ("-x", nil), ("-n", nil),
    ] as [(String, String?)]
  )
  func `an unknown option gets the nearest`(typed: String, nearest: String?) {
    #expect(throws: UsageError.unknownOption(typed, nearest: nearest)) {
      try Parser.parse([typed])
    }
  }

  @Test(arguments: ["--token=s3cret", "--tok=s3cret", "--=s3cret", "--token", "-Ts3cret"])
  func `an unknown option is told without its value`(argument: String) {
    let error = #expect(throws: UsageError.self) { try Parser.parse([argument]) }
    #expect(error?.diagnostic.lines.joined().contains("s3cret") == false)
  }

  @Test(
    arguments: [
      ("aks", "chat ask"), ("as", "chat ask"), ("complete", nil),
      ("completions", "chat completion"),
      ("help", "chat --help"), ("version", "chat --version"), ("hello there", nil), ("", nil),
      ("ASK", nil), ("conversation", "chat conversations"),
    ] as [(String, String?)]
  )
  func `an unknown command gets the nearest`(word: String, nearest: String?) {
    #expect(throws: UsageError.unknownCommand(word, nearest: nearest)) { try Parser.parse([word]) }
  }

  @Test(arguments: [
    (["--url"], UsageError.missingValue(.url, placeholder: "URL")),
    (["ask", "-qu"], .missingValue(.url, placeholder: "URL")),
    (["--json=yes"], .unexpectedValue(.json)),
    (["--json", "--raw"], .conflictingOptions(.json, .raw)),
    (["--markdown", "ask", "--raw"], .conflictingOptions(.raw, .markdown)),
    (["completion", "zsh", "--json"], .optionNotForCommand(.json, .completion)),
    (["--url=x", "completion", "zsh"], .optionNotForCommand(.url, .completion)),
    (
      ["--color=green"],
      .notAChoice(.option(.color), value: "green", choices: ["auto", "always", "never"])
    ),
    (["--api", "x"], .notAChoice(.option(.api), value: "x", choices: OptionTable.apiNames)),
    (
      ["completion"],
      .missingOperand(.completion, placeholder: "SHELL", choices: ["bash", "zsh", "fish"])
    ),
    (
      ["completion", "tcsh"],
      .notAnOperand(.completion, value: "tcsh", choices: ["bash", "zsh", "fish"])
    ),
    (["completion", "zsh", "bash"], .extraOperand(.completion, value: "bash")),
  ])
  func `refuses what cannot be`(arguments: [String], error: UsageError) {
    #expect(throws: error) { try Parser.parse(arguments) }
  }

  @Test(arguments: [
    (["--help"], Command.conversation), (["-h"], .conversation), (["--json", "-h"], .conversation),
    (["ask", "--help"], .ask), (["ask", "-qh", "--bogus"], .ask),
    (["completion", "--help"], .completion), (["--json", "--raw", "--hel"], .conversation),
  ])
  func `help ends the reading and knows its command`(arguments: [String], command: Command) throws {
    let invocation = try Parser.parse(arguments)
    #expect(invocation.purpose == .help)
    #expect(invocation.command == command)
  }

  @Test(arguments: [["--version"], ["-V"], ["--vers", "--bogus"], ["ask", "-qV"]])
  func `version ends the reading`(arguments: [String]) throws {
    #expect(try Parser.parse(arguments).purpose == .version)
  }

  @Test(
    arguments: [
      ([], OutputForm.rendered, nil), (["--json"], .json, .json), (["--raw"], .raw, .raw),
      (["--markdown"], .markdown, .markdown), (["--dry-run"], .rendered, .dryRun),
      (["--quiet"], .rendered, nil),
    ] as [([String], OutputForm, OptionName?)]
  )
  func `tells the form of the output and what is against a conversation`(
    arguments: [String],
    output: OutputForm,
    option: OptionName?
  ) throws {
    let invocation = try Parser.parse(arguments)
    #expect(invocation.output == output)
    #expect(invocation.optionAgainstConversation == option)
  }

  @Test func `a repeated exclusive option is no conflict`() throws {
    #expect(try Parser.parse(["--json", "--json"]).output == .json)
  }

  @Test func `names the shell of a completion and of nothing else`() throws {
    #expect(try Parser.parse(["completion", "fish"]).shell == .fish)
    #expect(try Parser.parse(["ask", "fish"]).shell == nil)
  }

  @Test(
    arguments: [
      ([], OutputForm.rendered), (["--json"], .json), (["ask", "--nd", "x"], .ndjson),
      (["--js", "--nope"], .json), (["--nope", "--ndjson"], .ndjson), (["--raw", "--json"], .json),
      (["-m", "--json"], .rendered), (["-m"], .rendered), (["-qm", "--json"], .rendered),
      (["-qmx", "--json"], .json), (["--model", "--json"], .rendered),
      (["--model=x", "--json"], .json), (["--", "--json"], .rendered), (["-q", "--json"], .json),
      (["--raw"], .rendered), (["--json=x"], .json), (["--n", "-"], .rendered),
    ] as [([String], OutputForm)]
  )
  func `finds the form of data also where the rest is wrong`(
    arguments: [String],
    form: OutputForm
  ) {
    #expect(Parser.outputForm(in: arguments) == form)
  }

  @Test func `arguments have to be text`() throws {
    #expect(try Parser.texts(of: [Array("ask".utf8), Array("ä".utf8), []]) == ["ask", "ä", ""])
    #expect(throws: UsageError.argumentNotText(place: 2, offset: 1)) {
      try Parser.texts(of: [Array("ask".utf8), [0x61, 0xFF]])
    }
  }

  @Test func `no argument makes the parser trap`() {
    let pieces = [
      "", "-", "--", "=", "a", "u", "\u{301}", "\u{0}", "ask", "--url", "-H", "é", "\n",
    ]
    for one in pieces {
      for two in pieces {
        for three in pieces {
          _ = try? Parser.parse([one + two, three])
          _ = try? Parser.parse([one, two + three])
        }
      }
    }
  }
}
