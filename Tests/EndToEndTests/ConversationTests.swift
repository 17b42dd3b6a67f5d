import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What a person in front of the conversation can do while something happens.
@Suite struct ConversationTests {
  @Test func `ctrl-C stops the answer, keeps the text, and the next prompt works`() throws {
    let server = try LoopbackServer(
      .hanging(after: Glean.text("Leave is 20 days. ")),
      .stream(lines: [Glean.text("Yes.")])
    )
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("How much leave?")
    try chat.waitFor("Leave is")
    let start = ContinuousClock.now
    try chat.terminal.type("\u{3}")
    try chat.waitForPrompt()
    #expect(start.duration(to: .now) < .seconds(1))
    #expect(server.waitForHangUp())
    try chat.terminal.type("Sure?\r")
    try chat.waitFor("Yes.")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(
      chat.lines.dropFirst() == [
        "> How much leave?", "^CLeave is 20 days.", "── stopped: the answer is incomplete ──",
        "> Sure?", "Yes.", "> ^D",
      ]
        || chat.lines.contains { $0.contains("Leave is 20") }
          && chat.lines.contains("── stopped: the answer is incomplete ──"),
      "\(chat.lines)"
    )
    #expect(server.requests.last?.bodyText.contains(#""chatId":"chat_1""#) == true)
    #expect(chat.traces == [])
  }

  @Test func `ctrl-C before the answer returns to the prompt too`() throws {
    let server = try LoopbackServer(.silence, .stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("How much leave?")
    #expect(server.waitForRequests(1))
    try chat.terminal.type("\u{3}")
    try chat.enter("Again?")
    try chat.waitFor("Yes.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.lines.contains("── stopped ──"), "\(chat.lines)")
    #expect(chat.traces == [])
  }

  @Test func `many answers in a row can be stopped at any moment`() throws {
    let server = try LoopbackServer(
      always: .stream(lines: (0..<200).map { Glean.text("word\($0) ") }, pause: .milliseconds(2))
    )
    let chat = try ChatTerminal(talkingTo: server)
    for delay in stride(from: 0, to: 60, by: 3) {
      try chat.enter("again")
      usleep(UInt32(delay * 1_000))
      try chat.terminal.type("\u{3}")
    }
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `ctrl-C at the prompt clears the line`() throws {
    let server = try LoopbackServer(.stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(talkingTo: server)
    try chat.waitForPrompt()
    try chat.terminal.type("not this")
    try chat.waitFor("> not this")
    try chat.terminal.type("\u{3}")
    try chat.enter("but this")
    try chat.waitFor("Yes.")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.requests.count == 1)
    #expect(server.requests[0].bodyText.contains("\"but this\""))
    #expect(chat.traces == [])
  }

  @Test func `a server that dies between two turns is told, and the prompt is back`() throws {
    let server = try LoopbackServer(.stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("one")
    try chat.waitFor("Yes.")
    try chat.waitForPrompt()
    server.stop()
    #expect(server.waitForHangUp())
    usleep(50_000)
    try chat.terminal.type("two\r")
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.lines.contains { $0.hasPrefix("chat: cannot reach 127.0.0.1") }, "\(chat.lines)")
    #expect(chat.traces == [])
  }

  @Test func `what is typed while an answer arrives is the next line`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream([Glean.text("one two ")], until: gate, [Glean.text("three.")]),
      .stream(lines: [Glean.text("Next.")])
    )
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("first")
    try chat.waitFor("one")
    try chat.terminal.type("second\r")
    gate.open()
    #expect(server.waitForRequests(2))
    try chat.waitFor("Next.")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.requests.last?.bodyText.contains("\"second\"") == true)
    #expect(chat.traces == [])
  }

  @Test func `a new width holds for what comes after it`() throws {
    let gate = LoopbackGate()
    let words = String(repeating: "word ", count: 40)
    let server = try LoopbackServer(
      .stream([Glean.text("start here ")], until: gate, [Glean.text("\n\n" + words)]),
      .stream(lines: [Glean.text(words)])
    )
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("first")
    try chat.waitFor("start")
    for columns in [200, 30, 61, 20, 40] {
      chat.terminal.resize(columns: UInt16(columns), rows: 24)
    }
    gate.open()
    try chat.waitForPrompt()
    let before = chat.terminal.output.count
    try chat.terminal.type("second\r")
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    var screen = Screen(columns: 200, rows: 50)
    screen.feed(chat.terminal.output[before...])
    #expect(screen.lines.contains { $0.hasPrefix("word") })
    #expect(!screen.lines.contains { $0.count > 40 }, "\(screen.lines)")
    #expect(screen.violations == [])
  }

  @Test func `the token is on neither the screen nor the command line`() throws {
    let server = try LoopbackServer(.text(status: 401, "no"), .stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path), "CHAT_TOKEN": "canary-Zm9v"]
    )
    try chat.enter("one")
    try chat.enter("two")
    try chat.waitFor("Yes.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.requests.allSatisfy { $0["Authorization"] == "Bearer canary-Zm9v" })
    #expect(!String(decoding: chat.terminal.output, as: UTF8.self).contains("canary"))
  }
}
