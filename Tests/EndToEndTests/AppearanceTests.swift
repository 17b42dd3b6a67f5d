import TestSupport
import Testing

/// Where colours, links and line breaks go, and where not.
@Suite struct AppearanceTests {
  private static let reply = LoopbackReply.stream(
    lines: [
      """
      {"messages":[{"messageType":"UPDATE","fragments":[{"text":"**Reading:** the rules"}]}]}
      """,
      Glean.text(
        "# Leave\n\nLeave is **20** days a year, `all` of them [here](https://d.example.com/)"
      ),
      Glean.citation(title: "Leave policy", url: "https://docs.example.com/leave"),
      Glean.followUps("Who approves it?"),
    ]
  )

  /// What a run wrote to standard output, on a terminal or into a pipe.
  private static func output(
    _ options: [String],
    _ environment: [String: String],
    onTerminal: Bool,
    columns: Int = 80
  ) throws -> [UInt8] {
    let server = try LoopbackServer(always: reply)
    let environment = environment.merging(["CHAT_URL": server.url(path: Glean.path)]) { $1 }
    if onTerminal {
      let chat = try ChatTerminal(
        ["ask", "x"] + options,
        environment: environment,
        columns: columns,
        term: environment["TERM"]
      )
      #expect(try chat.terminal.waitForExit() == .exited(0))
      #expect(chat.traces == [])
      return chat.terminal.output
    }
    let result = try ChatProcess.run(["ask", "x"] + options, environment: environment)
    #expect(result.ending == .exited(0))
    #expect(result.stderr == "")
    return result.stdoutBytes
  }

  @Test(arguments: ["auto", "always", "never"], ["", "NO_COLOR", "CLICOLOR_FORCE"])
  func `colour is where it was asked for`(option: String, variable: String) throws {
    var environment = ["TERM": "xterm-256color"]
    if !variable.isEmpty { environment[variable] = "1" }
    for onTerminal in [true, false] {
      let output = try Self.output(["--color", option], environment, onTerminal: onTerminal)
      let isColored =
        switch (option, variable) {
        case ("always", _): true
        case ("never", _), (_, "NO_COLOR"): false
        case (_, "CLICOLOR_FORCE"): true
        default: onTerminal
        }
      let text = String(decoding: output, as: UTF8.self)
      #expect(Self.colors(in: text).isEmpty != isColored)
      #expect(text.contains("\u{1B}]8;") == (isColored && onTerminal))
    }
  }

  /// The foreground colours that the text's SGR sequences name.
  private static func colors(in text: String) -> [Int] {
    text.matches(of: /\u{1B}\[([0-9;]*)m/).flatMap { $0.output.1.split(separator: ";") }
      .compactMap { Int($0) }.filter { (30...37).contains($0) || (90...97).contains($0) }
  }

  @Test(arguments: [nil, "dumb"], [true, false])
  func `a terminal of unknown abilities gets no escape`(term: String?, onTerminal: Bool) throws {
    let environment = term.map { ["TERM": $0] } ?? [:]
    let output = try Self.output([], environment, onTerminal: onTerminal)
    #expect(!output.contains(0x1B))
  }

  @Test(
    arguments: [nil, "dumb", "xterm-256color"],
    [[:], ["NO_COLOR": "1"], ["NO_COLOR": ""], ["CLICOLOR_FORCE": "1"], ["CLICOLOR_FORCE": "0"]]
  )
  func `colour is where terminal and environment allow it`(
    term: String?,
    variable: [String: String]
  ) throws {
    let environment = variable.merging(term.map { ["TERM": $0] } ?? [:]) { $1 }
    for onTerminal in [true, false] {
      let output = try Self.output([], environment, onTerminal: onTerminal)
      let text = String(decoding: output, as: UTF8.self)
      let isForced = variable["CLICOLOR_FORCE"] == "1"
      let isAble = onTerminal && term == "xterm-256color" && variable["NO_COLOR"] != "1"
      #expect(Self.colors(in: text).isEmpty == !(isForced || isAble))
      // The status line is no colour: a terminal that can erase it has it all the same.
      let hasStatus = onTerminal && term == "xterm-256color"
      #expect(text.contains("\u{1B}") == (isForced || isAble || hasStatus))
      #expect(text.contains("\u{1B}[") || !text.contains("⠋"))
    }
  }

  @Test(arguments: ["< prompt", "x"], ["> answer", ""])
  func `only a terminal gets escapes and line breaks`(input: String, output: String) throws {
    let words = String(repeating: "word ", count: 30).trimmingSpace
    let server = try LoopbackServer(.stream(lines: [Glean.text(words)]))
    let home = try TemporaryHome()
    _ = try home.write("prompt", to: "prompt")
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "cd; \"$CHAT\" ask \(input) \(output); echo; cat answer; echo over"],
      environment: home.environment.merging(
        ["CHAT": PseudoTerminal.product("chat"), "CHAT_URL": server.url(path: Glean.path)]
      ) { $1 },
      columns: 20
    )
    let shown = try terminal.readUntil("over")
    _ = try terminal.waitForExit()
    #expect(shown.contains("\u{1B}") == output.isEmpty)
    #expect(shown.contains(words) == !output.isEmpty)
    #expect(terminal.modes == terminal.initialModes)
  }

  @Test func `help, greeting and errors read well on thirty columns`() throws {
    let server = try LoopbackServer(.silence)
    let chat = try ChatTerminal(talkingTo: server, columns: 30)
    try chat.enter("/nonsense")
    try chat.enter("/help")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let output = String(decoding: chat.terminal.output, as: UTF8.self)
    let lines = output.replacing(/\u{1B}\[[0-9;?]*[a-zA-Z]/, with: "").split(separator: "\r\n")
    #expect(lines.allSatisfy { $0.count <= 30 }, "\(lines)")
    #expect(lines.contains("    tell the backend that the"))
    #expect(lines.contains("    last answer is good or bad"))
    #expect(chat.traces == [])
  }

  @Test func `on a terminal labels are bold, numbers coloured, and the status is gone`() throws {
    let server = try LoopbackServer(always: Self.reply)
    let chat = try ChatTerminal(
      ["ask", "x"],
      environment: ["CHAT_URL": server.url(path: Glean.path)]
    )
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let screen = chat.screen
    let row = try #require(screen.lines.firstIndex(of: "Sources"))
    #expect(screen.style(row: row, column: 0).attributes == [1])
    #expect(screen.style(row: row + 1, column: 2).foreground != nil)
    let link = screen.lines[row + 1].distance(
      from: screen.lines[row + 1].startIndex,
      to: try #require(screen.lines[row + 1].firstRange(of: "https")).lowerBound
    )
    #expect(screen.style(row: row + 1, column: link).link == "https://docs.example.com/leave")
    #expect(!screen.lines.contains { $0.contains("waiting") || $0.contains("reading") })
    #expect(String(decoding: chat.terminal.output, as: UTF8.self).contains("waiting"))
  }

  @Test(arguments: [1, 2, 3, 20, 1_000])
  func `any width is a width`(columns: Int) throws {
    let output = try Self.output([], ["TERM": "xterm"], onTerminal: true, columns: columns)
    #expect(!output.isEmpty)
    let piped = try Self.output(["--width", "\(columns)"], [:], onTerminal: false)
    #expect(String(decoding: piped, as: UTF8.self).filter { !$0.isWhitespace }.hasPrefix("Leave"))
  }

  @Test func `into a pipe nothing is wrapped`() throws {
    let words = String(repeating: "word ", count: 100)
    let server = try LoopbackServer(always: .json(Glean.text(words)))
    let result = try ChatProcess.ask(server, environment: ["COLUMNS": ""])
    #expect(result.stdout == words.dropLast() + "\n")
  }
}

extension String {
  fileprivate var trimmingSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}
