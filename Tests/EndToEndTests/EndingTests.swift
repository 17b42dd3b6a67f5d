import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// However a conversation ends, the terminal is as it was found: modes, cursor, style and column.
@Suite struct EndingTests {
  @Test(arguments: ["/quit\r", "/q\r", "\u{4}"])
  func `leaving on purpose is a success`(keys: String) throws {
    let server = try LoopbackServer(.stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("one")
    try chat.waitForPrompt()
    try chat.terminal.type(keys)
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal at the prompt`(signal: Int32) throws {
    let chat = try ChatTerminal(talkingTo: try LoopbackServer(.silence))
    try chat.waitForPrompt()
    try chat.terminal.type("half a li")
    try chat.waitFor("half a li")
    chat.terminal.send(signal)
    if signal == SIGINT {
      try chat.waitForPrompt()
      try chat.terminal.type("\u{4}")
      #expect(try chat.terminal.waitForExit() == .exited(0))
    } else {
      #expect(try chat.terminal.waitForExit() == .signaled(signal))
    }
    #expect(chat.traces == [])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT], [true, false])
  func `a signal during an answer`(signal: Int32, hasText: Bool) throws {
    // Bold and code are open when the answer stops.
    let text = Glean.text("**Leave** is `20` days and **many `more ")
    let server = try LoopbackServer(hasText ? .hanging(after: text) : .silence)
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("one")
    #expect(server.waitForRequests(1))
    if hasText { try chat.waitFor("Leave") } else { try chat.waitFor("waiting") }
    chat.terminal.send(signal)
    if signal == SIGINT {
      try chat.waitForPrompt()
      try chat.terminal.type("\u{4}")
      #expect(try chat.terminal.waitForExit() == .exited(0))
    } else {
      #expect(try chat.terminal.waitForExit() == .signaled(signal))
    }
    #expect(!hasText || chat.lines.contains { $0.contains("days") })
    #expect(!chat.lines.contains { $0.contains("waiting") }, "\(chat.lines)")
    #expect(chat.traces == [])
    #expect(server.waitForHangUp())
  }

  @Test(arguments: [SIGINT, SIGTERM], [true, false])
  func `a signal during a one-shot answer`(signal: Int32, hasText: Bool) throws {
    let text = Glean.text("**Leave** is `20` days and **many `more ")
    let server = try LoopbackServer(hasText ? .hanging(after: text) : .silence)
    let chat = try ChatTerminal(
      ["ask", "x"],
      environment: ["CHAT_URL": server.url(path: Glean.path)]
    )
    #expect(server.waitForRequests(1))
    if hasText { try chat.waitFor("Leave") } else { try chat.waitFor("waiting") }
    // The key reaches the whole group, as in a shell.
    if signal == SIGINT { try chat.terminal.type("\u{3}") } else { chat.terminal.send(signal) }
    #expect(try chat.terminal.waitForExit() == .signaled(signal))
    #expect(!chat.lines.contains { $0.contains("waiting") }, "\(chat.lines)")
    #expect(chat.traces == [])
  }

  @Test func `a failure of the server`() throws {
    let cut = LoopbackReply.stream(lines: [Glean.text("**Leave** is **20 "), Glean.text("x")])
    let server = try LoopbackServer(
      cut.cut(after: cut.bytes.count - 20),
      cut.cut(after: cut.bytes.count - 20, byReset: true),
      .raw("garbage"),
      .text(status: 503, "later")
    )
    let chat = try ChatTerminal(talkingTo: server)
    for _ in 0..<4 { try chat.enter("again") }
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.lines.filter { $0.hasPrefix("chat: ") }.count == 4, "\(chat.lines)")
    #expect(chat.traces == [])
  }

  @Test func `an answer that takes too long`() throws {
    let server = try LoopbackServer(.hanging(after: Glean.text("**Leave** is ")))
    let chat = try ChatTerminal(
      ["--timeout", "0.3"],
      environment: ["CHAT_URL": server.url(path: Glean.path)]
    )
    try chat.enter("x")
    try chat.waitFor("chat: timed out")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `answers that go to a device that is full`() throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    let server = try LoopbackServer(always: .stream(lines: [Glean.text("Yes.")]))
    let chat = try ChatTerminal(
      ["-c", "exec \"$0\" > /dev/full", PseudoTerminal.product("chat")],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      program: "/bin/sh"
    )
    try chat.enter("x")
    #expect(try chat.terminal.waitForExit() == .exited(1))
    #expect(chat.lines.contains { $0.hasPrefix("chat: cannot write the output: ") })
    #expect(chat.traces == [])
  }

  @Test(arguments: [[], ["ask", "x"]])
  func `a terminal that goes away during an answer ends the program`(arguments: [String]) throws {
    let server = try LoopbackServer(.hanging(after: Glean.text("Leave is 20 days. ")))
    let chat = try ChatTerminal(
      arguments,
      environment: ["CHAT_URL": server.url(path: Glean.path)]
    )
    if arguments.isEmpty { try chat.enter("x") }
    try chat.waitFor("Leave")
    chat.terminal.hangUp()
    #expect(try chat.terminal.waitForExit() == .signaled(SIGHUP))
    #expect(server.waitForHangUp())
  }

  @Test func `a terminal that goes away at the prompt ends the program`() throws {
    let chat = try ChatTerminal(talkingTo: try LoopbackServer(.silence))
    try chat.waitForPrompt()
    chat.terminal.hangUp()
    #expect(try chat.terminal.waitForExit() == .signaled(SIGHUP))
  }
}
