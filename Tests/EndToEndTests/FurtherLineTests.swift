import TestSupport
import Testing

/// Prompts of several lines, by paste, key and editor; and Tab.
@Suite struct FurtherLineTests {
  private static let start = "\u{1B}[200~"
  private static let end = "\u{1B}[201~"

  private static func server() throws -> LoopbackServer {
    try LoopbackServer(
      always: .stream(lines: [
        Glean.text("Yes."), Glean.followUps("How do I book it?", "Who \u{7F}approves?"),
      ])
    )
  }

  /// The prompts that the server got, as JSON writes them.
  private static func prompts(_ server: LoopbackServer) -> [String] {
    server.requests.map { request in
      let start = request.bodyText.firstRange(of: #""text":""#)?.upperBound
      return String(
        request.bodyText[(start ?? request.bodyText.startIndex)...].prefix { $0 != "\"" }
      )
    }
  }

  /// Types keys in a conversation, and gives the only prompt that the server got.
  private static func prompt(
    _ keys: String...,
    environment: [String: String] = [:]
  ) throws -> String {
    let server = try server()
    let chat = try ChatTerminal(
      environment: environment.merging(["CHAT_URL": server.url(path: Glean.path)]) { $1 }
    )
    try chat.waitForPrompt()
    for key in keys { try chat.terminal.type(key) }
    #expect(server.waitForRequests(1))
    try chat.waitForPrompt()
    try chat.terminal.type("/quit\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    let prompts = prompts(server)
    #expect(prompts.count == 1)
    return prompts.first ?? ""
  }

  @Test(arguments: [
    ("one\rtwo\rthree", #"one\ntwo\nthree"#),
    ("one\r\ntwo\n", #"one\ntwo"#),
    ("red \u{1B}[31m\u{7}\r/quit\r", #"red ^[[31m^G\n/quit"#),
    ("a\u{1B}[200~b\rc", #"a^[[200~b\nc"#),
  ])
  func `a paste is one prompt`(text: String, prompt: String) throws {
    #expect(try Self.prompt(Self.start + text + Self.end, "\r") == prompt)
  }

  @Test func `nothing of a paste is sent before Enter`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    try chat.waitForPrompt()
    try chat.terminal.type(Self.start + "one\r/quit\r\r" + Self.end)
    try chat.waitFor("/quit")
    try chat.terminal.type("\u{3}")
    try chat.enter("two")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["two"])
    #expect(chat.traces == [])
  }

  @Test func `a paste whose end is missing is sent by a later Enter`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    try chat.waitForPrompt()
    try chat.terminal.type(Self.start + "one\rtwo")
    try chat.waitFor("two")
    try chat.terminal.type("\r")
    #expect(server.waitForRequests(1))
    #expect(Self.prompts(server) == [#"one\ntwo"#])
  }

  @Test func `a paste of 100 KB is one prompt within 5 seconds`() throws {
    let text = String(
      repeating: "A line of fifty characters, each of them in place.\r",
      count: 2_000
    )
    let start = ContinuousClock.now
    let prompt = try Self.prompt(Self.start + text + Self.end, "\r")
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(prompt == String(text.dropLast()).replacing("\r", with: #"\n"#))
  }

  @Test(arguments: ["one\u{1B}\rtwo\r", "one\\\rtwo\r"])
  func `a prompt of several lines can be typed`(keys: String) throws {
    #expect(try Self.prompt(keys) == #"one\ntwo"#)
  }

  @Test func `the line can be edited in the person's editor`() throws {
    let home = try TemporaryHome()
    let editor = try home.write(
      "#!/bin/sh\nsed -i 's/draft/final/' \"$1\"\nprintf 'second line\\n' >> \"$1\"\n",
      to: "editor"
    )
    let prompt = try Self.prompt(
      "a draft\u{18}\u{5}",
      "!\r",
      environment: ["VISUAL": "/bin/sh \(editor)"]
    )
    #expect(prompt.hasPrefix("a final") && prompt.hasSuffix("second line!"))
  }

  @Test func `a line is not lost when the editor fails`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path), "VISUAL": "false"]
    )
    try chat.waitForPrompt()
    try chat.terminal.type("dear text\u{18}\u{5}")
    try chat.waitFor("the editor failed")
    try chat.waitForPrompt()
    try chat.terminal.type("!\r")
    #expect(server.waitForRequests(1))
    #expect(Self.prompts(server) == ["dear text!"])
  }

  @Test func `Tab completes commands, numbers and file names`() throws {
    let server = try Self.server()
    let home = try TemporaryHome()
    try home.write("x", to: "files/report.md")
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("one")
    try chat.waitForPrompt()
    try chat.terminal.type("/edit \t")
    try chat.waitFor("2  Who ^?approves?")
    try chat.terminal.type("1\t\r")
    try chat.waitFor("> How do I book it?")
    try chat.terminal.type("\u{15}/re\t")
    try chat.waitFor("/retry      /reasoning")
    try chat.terminal.type("\u{15}/sav\t\(home.path)/fi\trep\t")
    try chat.waitFor("files/report.md")
    try chat.terminal.type("\r")
    try chat.waitFor("is there already; replace it?")
    try chat.terminal.type("n\t\r")
    try chat.waitFor("Nothing was saved.")
    try chat.terminal.type("/qu\t\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.screen.bells == 0)
    #expect(chat.traces == [])
  }

  @Test func `the configuration chooses the keys of vi`() throws {
    let server = try Self.server()
    let home = try TemporaryHome()
    let configuration = try home.write("{editing: 'vi'}", to: "config.json")
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path), "CHAT_CONFIG": configuration]
    )
    try chat.waitForPrompt()
    try chat.terminal.type("two\u{1B}")
    try chat.terminal.readUntil("two\u{8}")
    try chat.terminal.type("0ione or \r")
    #expect(server.waitForRequests(1))
    #expect(Self.prompts(server) == ["one or two"])
  }

  @Test(arguments: [nil, "dumb"])
  func `a terminal that knows no control sequences is sent none`(term: String?) throws {
    let chat = try ChatTerminal(term: term)
    try chat.terminal.readUntil("> ")
    try chat.terminal.type("/he\t\r")
    try chat.terminal.readUntil("send a prompt that starts")
    try chat.terminal.readUntil("> ")
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(!chat.terminal.output.contains(0x1B))
  }
}
