import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A history that lasts, in the built program.
@Suite struct HistoryTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(always: .stream(lines: [Glean.text("Yes.")]))
  }

  private func chat(
    _ arguments: [String] = [],
    _ variables: [String: String] = [:]
  ) throws -> ChatTerminal {
    let url = ["CHAT_URL": server.url(path: Glean.path)]
    return try ChatTerminal(arguments, environment: url.merging(variables) { $1 }, home: home)
  }

  private func leave(_ chat: ChatTerminal) throws {
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  /// The file's lines; `nil` where there is none.
  private var file: [String]? {
    (try? home.text(of: "state/chat/history"))?.split(separator: "\n").map(String.init)
  }

  @Test func `is there in the next conversation, by keys and by command`() throws {
    let first = try chat()
    for line in ["How much leave?", "How much leave?", " of mine", "/new", "Who approves?"] {
      try first.enter(line)
    }
    try leave(first)
    #expect(file == ["How much leave?", "/new", "Who approves?"])
    let second = try chat()
    try second.enter("\u{1B}[A")
    #expect(server.waitForRequests(5))
    try second.enter("\u{12}much\r")
    #expect(server.waitForRequests(6))
    try second.enter("/history LEAVE")
    try second.waitFor("  How much leave?")
    try second.waitForPrompt()
    #expect(!second.lines.contains { $0.hasPrefix("  /history") || $0.contains("of mine") })
    try second.terminal.type("\u{4}")
    #expect(try second.terminal.waitForExit() == .exited(0))
    #expect(server.requests[4].bodyText.contains("Who approves?"))
    #expect(server.requests[5].bodyText.contains("How much leave?"))
    #expect(second.traces == [])
  }

  @Test(arguments: ["000", "022", "077"])
  func `is its owner's alone from the beginning, whatever the umask`(umask: String) throws {
    let chat = try ChatTerminal(
      ["-c", "umask \(umask); exec \"$0\"", PseudoTerminal.product("chat")],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      home: home,
      program: "/bin/sh"
    )
    try chat.enter("one")
    try leave(chat)
    #expect(try home.mode(of: "state") == 0o700 && home.mode(of: "state/chat") == 0o700)
    #expect(
      try home.mode(of: "state/chat/history") == 0o600
        && home.mode(of: "state/chat/history.lock") == 0o600
    )
  }

  @Test(arguments: [
    (["--no-save"], "{}"), ([], "{save: false}"), ([], "{historySize: 0}"),
  ])
  func `is not written where it is switched off`(
    arguments: [String],
    configuration: String
  ) throws {
    try home.write(configuration, to: "config/chat/config.json")
    let chat = try chat(arguments)
    try chat.enter("one")
    try chat.enter("\u{1B}[A")
    #expect(server.waitForRequests(2))
    try leave(chat)
    #expect(server.requests[1].bodyText.contains("\"one\""))
    #expect(names(in: home.path + "/state") == [])
  }

  @Test func `never holds the token`() throws {
    let chat = try chat([], ["CHAT_TOKEN": "canary-Zm9v"])
    try chat.enter("my token is canary-Zm9v!")
    try chat.enter("something else")
    try leave(chat)
    #expect(file == ["something else"])
  }

  @Test func `that cannot be used is told once, and the conversation goes on`() throws {
    try home.makeFolder("state/chat/history")
    let chat = try chat()
    try chat.enter("one")
    try chat.enter("two")
    try leave(chat)
    #expect(server.requests.count == 2)
    let warnings = chat.lines.filter { $0.hasPrefix("chat: the history in ") }
    #expect(warnings.count == 1, "\(chat.lines)")
  }

  @Test func `holds the lines of two conversations that are held at once`() throws {
    let chats = [try chat(), try chat()]
    for number in 1...20 {
      for (index, chat) in chats.enumerated() { try chat.enter("/say \(index) \(number)") }
    }
    for chat in chats { try leave(chat) }
    #expect(file?.count == 40)
    #expect(Set(file ?? []).count == 40)
  }

  @Test func `keeps every line that was sent when the program is killed`() throws {
    let chat = try chat()
    for number in 1...3 { try chat.enter("prompt \(number)") }
    #expect(server.waitForRequests(3))
    chat.terminal.send(SIGKILL)
    #expect(try chat.terminal.waitForExit() == .signaled(SIGKILL))
    #expect(file == ["prompt 1", "prompt 2", "prompt 3"])
  }

  @Test func `is not looked at for a single question`() throws {
    try home.makeFolder("state/chat/history")
    let url = ["CHAT_URL": server.url(path: Glean.path)]
    let chat = try ChatTerminal(["ask", "x"], environment: url, home: home)
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(!chat.lines.contains { $0.contains("history") })
  }
}
