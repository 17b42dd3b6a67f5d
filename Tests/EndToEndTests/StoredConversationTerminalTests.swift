import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Stored conversations in front of a person.
@Suite struct StoredConversationTerminalTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(
      always: .answer("20 **days**.", followUps: "How do I book it?", "Who approves it?")
    )
  }

  private func chat(
    _ arguments: [String] = [],
    _ variables: [String: String] = [:]
  ) throws -> ChatTerminal {
    try ChatTerminal(arguments, environment: variables, home: home)
  }

  private func leave(_ chat: ChatTerminal) throws {
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `the last turn is shown again, with follow-ups that can be picked`() throws {
    try home.chat(["ask", "How much leave?"], asking: server)
    let id = try home.onlyRecord().summary.id
    let chat = try chat(["-c"])
    try chat.waitForPrompt()
    for line in [
      "Going on with \(id), 1 turn: How much leave?", "> How much leave?", "20 days.",
      "  2  Who approves it?",
    ] { #expect(chat.lines.contains(line), "\(chat.lines)") }
    try chat.terminal.type("2\r")
    try leave(chat)
    #expect(server.requests.count == 2)
    #expect(server.requests[1].bodyText.contains("Who approves it?"))
    #expect(server.requests[1].bodyText.contains(#""chatId":"chat_1""#))
    #expect(try home.onlyRecord().prompts == ["How much leave?", "Who approves it?"])
  }

  @Test func `a conversation can begin with a follow-up`() throws {
    try home.chat(["ask", "How much leave?"], asking: server)
    let chat = try chat(["-f", "1"])
    try leave(chat)
    #expect(try home.onlyRecord().prompts == ["How much leave?", "How do I book it?"])
  }

  @Test func `/conversations lists, and /resume goes over to one and its backend`() throws {
    let other = try LoopbackServer(always: .answer("Other.", followUps: "Go on?"))
    try home.write(
      """
      {default: "work", backends: {
        work: {url: "\(server.url(path: Glean.path))"}, other: {url: "\(other.url(path: Glean.path))"},
      }}
      """,
      to: "config/chat/config.json"
    )
    try home.chat(["ask", "-b", "other", "Theirs?"])
    let id = try home.onlyRecord().summary.id
    let chat = try chat([], ["CHAT_TOKEN": "canary-Zm9v"])
    try chat.enter("Mine?")
    try chat.enter("/conversations")
    try chat.waitForPrompt()
    #expect(chat.lines.contains { $0.hasPrefix("  \(id)  now") && $0.hasSuffix("other  Theirs?") })
    try chat.terminal.type("/resume \(id.prefix(3))\t")
    try chat.waitFor("> /resume \(id)")
    try chat.terminal.type("\r")
    try chat.enter("1")
    try leave(chat)
    #expect(chat.lines.contains("Going on with \(id), 1 turn: Theirs?"))
    #expect(other.requests.count == 2 && server.requests.count == 1)
    #expect(other.requests[1].bodyText.contains("Go on?"))
    #expect(try home.records().map(\.prompts) == [["Theirs?", "Go on?"], ["Mine?"]])
  }

  @Test func `/resume takes no token to a backend that is known by its URL alone`() throws {
    let other = try LoopbackServer(always: .answer("Other."))
    try home.chat(["ask", "-u", other.url(path: Glean.path), "Theirs?"])
    let id = try home.onlyRecord().summary.id
    let url = ["CHAT_URL": server.url(path: Glean.path), "CHAT_TOKEN": "canary-Zm9v"]
    let chat = try chat([], url)
    try chat.enter("Mine?")
    try chat.enter("/resume \(id)")
    try chat.enter("More?")
    try leave(chat)
    #expect(server.requests.map { $0["Authorization"] } == ["Bearer canary-Zm9v"])
    #expect(other.requests.map { $0["Authorization"] } == [nil, nil])
    #expect(try home.records().map(\.prompts) == [["Theirs?", "More?"], ["Mine?"]])
  }

  @Test func `/resume says what is wrong and stays where it was`() throws {
    try home.keep(
      (id: "abc111", prompt: "a", answer: "1"),
      (id: "abd222", prompt: "b", answer: "2")
    )
    let chat = try chat([], ["CHAT_URL": server.url(path: Glean.path)])
    try chat.enter("one")
    for (line, words) in [
      ("/resume", "needs the id"), ("/resume zzz", "no conversation has the id 'zzz'"),
      ("/resume ab", "'ab' is short for several: abc111,"),
    ] {
      try chat.enter(line)
      try chat.waitFor(words)
    }
    try chat.enter("two")
    try leave(chat)
    #expect(try home.records().first?.prompts == ["one", "two"])
  }

  @Test func `/search finds words in all conversations`() throws {
    try home.keep(
      (id: "abc111", prompt: "Leave?", answer: "It carries over."),
      (id: "abd222", prompt: "Pay?", answer: "Each month.")
    )
    let chat = try chat([], ["CHAT_URL": server.url(path: Glean.path)])
    try chat.enter("/search CARRIES over")
    try chat.enter("/search nothing-like-it")
    try chat.enter("/search")
    try leave(chat)
    #expect(chat.lines.contains { $0.hasPrefix("abc111  turn 1") && $0.hasSuffix("Leave?") })
    #expect(chat.lines.contains("    It carries over."), "\(chat.lines)")
    #expect(!chat.lines.contains { $0.contains("abd222") } && server.requests.isEmpty)
    #expect(chat.lines.contains { $0.contains("nothing like that") })
  }

  @Test func `/new begins another conversation, and /retry marks the turn before`() throws {
    let chat = try chat([], ["CHAT_URL": server.url(path: Glean.path)])
    for line in ["one", "/new", "two", "/retry"] { try chat.enter(line) }
    try leave(chat)
    let records = try home.records()
    #expect(records.map(\.prompts) == [["two", "two"], ["one"]])
    #expect(records[0].turns.map(\.isRetried) == [true, false])
  }

  @Test func `/retry in a conversation that is gone on with marks its last turn`() throws {
    try home.chat(["ask", "one"], asking: server)
    let chat = try chat(["-c"])
    try chat.enter("/retry")
    try leave(chat)
    #expect(try home.onlyRecord().turns.map(\.isRetried) == [true, false])
  }
}
