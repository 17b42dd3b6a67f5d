import TestSupport
import Testing

/// Lines as people type and paste them, on terminals of any kind.
@Suite struct LineTests {
  /// Answers each prompt with `Yes.`, and follow-ups.
  private static func server() throws -> LoopbackServer {
    try LoopbackServer(always: .stream(lines: [Glean.text("Yes."), Glean.followUps("Why?")]))
  }

  /// The prompts that the server got.
  private static func prompts(_ server: LoopbackServer) -> [String] {
    server.requests.map { request in
      let start = request.bodyText.firstRange(of: #""text":""#)?.upperBound
      return String(
        request.bodyText[(start ?? request.bodyText.startIndex)...].prefix { $0 != "\"" }
      )
    }
  }

  @Test(arguments: ["C.UTF-8", "C", "POSIX", "tr_TR.UTF-8", "nonsense", ""])
  func `text beyond ASCII arrives in any locale`(locale: String) throws {
    let server = try Self.server()
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path), "LANG": locale, "LC_ALL": locale]
    )
    try chat.enter("Wie groß? 日本 é")
    try chat.waitFor("Yes.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["Wie groß? 日本 é"])
    #expect(chat.traces == [])
  }

  @Test(arguments: [(1, 1), (2, 2), (5, 3), (300, 100)])
  func `a terminal of any size holds a conversation`(columns: Int, rows: Int) throws {
    let server = try Self.server()
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      columns: columns,
      rows: rows
    )
    try chat.terminal.readUntil(">")
    try chat.terminal.type("hello\r")
    #expect(server.waitForRequests(1))
    try chat.terminal.type("/quit\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["hello"])
    #expect(chat.terminal.modes == chat.terminal.initialModes)
  }

  @Test(arguments: [nil, "dumb", "vt100", "nonsense"])
  func `a terminal of any kind holds a conversation`(term: String?) throws {
    let server = try Self.server()
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      term: term
    )
    try chat.terminal.readUntil("> ")
    try chat.terminal.type("hello\r")
    try chat.terminal.readUntil("Yes.")
    try chat.terminal.readUntil("> ")
    try chat.terminal.type("1\r")
    #expect(server.waitForRequests(2))
    try chat.terminal.type("/quit\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["hello", "Why?"])
    #expect(chat.terminal.modes == chat.terminal.initialModes)
    // What these terminals are told by libedit is its own affair; colours would be ours.
    let text = String(decoding: chat.terminal.output, as: UTF8.self)
    #expect(!(term == nil || term == "dumb") || !text.contains("\u{1B}[1m"))
  }

  @Test func `a line that is longer than the terminal's own buffer arrives whole`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    let line = String(repeating: "0123456789", count: 1_000)
    try chat.enter(line)
    #expect(server.waitForRequests(1))
    try chat.terminal.type("/quit\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == [line])
  }

  @Test func `blank lines send nothing`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    for line in ["", "   ", "\t"] { try chat.enter(line) }
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.connectionCount == 0)
    #expect(chat.traces == [])
  }

  @Test func `the lines before can be had again`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("first")
    try chat.enter("second")
    try chat.enter("\u{1B}[A\u{1B}[A!")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["first", "second", "first!"])
    #expect(chat.traces == [])
  }

  @Test func `ctrl-D on a line with text does not leave`() throws {
    let server = try Self.server()
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("text\u{4}")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(Self.prompts(server) == ["text"])
  }

  @Test(arguments: ["> /dev/null", "2> /dev/null", "| cat", "> /dev/null < /dev/null"])
  func `any mixture of terminal and pipe leaves the terminal as it was`(streams: String) throws {
    let server = try Self.server()
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "\"$CHAT\" \(streams); echo over $?"],
      environment: home.environment.merging(
        ["CHAT": PseudoTerminal.product("chat"), "CHAT_URL": server.url(path: Glean.path)]
      ) { $1 }
    )
    if !streams.contains("<") {
      try terminal.wait { !$0.modes.isCooked }
      try terminal.type("hello\r")
      #expect(server.waitForRequests(1))
      try terminal.type("/quit\r")
    }
    try terminal.readUntil("over 0")
    _ = try terminal.waitForExit()
    #expect(terminal.modes == terminal.initialModes)
    #expect(Self.prompts(server) == (streams.contains("<") ? [] : ["hello"]))
  }
}
