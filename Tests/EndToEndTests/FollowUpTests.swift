import TestSupport
import Testing

/// Numbers that name follow-ups, at the moments at which they could name the wrong one.
@Suite struct FollowUpTests {
  private let gate = LoopbackGate()
  private let server: LoopbackServer
  private let chat: ChatTerminal

  init() throws {
    let gate = gate
    server = try LoopbackServer { request in
      switch request.index {
      case 0: .stream(lines: [Glean.text("A."), Glean.followUps("Old one?", "Old two?")])
      case 1:
        .stream([Glean.text("B comes. ")], until: gate, [Glean.followUps("New one?", "New two?")])
      default: .stream(lines: [Glean.text("C.")])
      }
    }
    chat = try ChatTerminal(talkingTo: server)
    try chat.enter("first")
    try chat.waitForPrompt()
  }

  private func leave() throws {
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `one that was typed while the next answer came is not sent, but stands in the line`()
    throws
  {
    try chat.terminal.type("second\r")
    try chat.waitFor("B comes.")
    try chat.terminal.type("2\r")
    gate.open()
    try chat.waitFor("New two?")
    // Once as it was typed, and once as the line that it has become.
    try chat.waitFor("> 2", inLines: 2)
    #expect(server.requests.count == 2)
    try chat.terminal.type("\r")
    try #require(server.waitForRequests(3))
    #expect(server.requests[2].bodyText.contains("New two?"))
    try chat.waitForPrompt()
    try leave()
  }

  @Test func `one of a conversation that is over is an ordinary prompt`() throws {
    try chat.terminal.type("/new\r")
    try chat.enter("2")
    #expect(server.waitForRequests(2))
    #expect(server.requests[1].bodyText.contains("\"2\""))
    gate.open()
    try chat.waitForPrompt()
    try leave()
  }

  @Test func `one of an answer that was stopped is an ordinary prompt`() throws {
    try chat.terminal.type("second\r")
    try chat.waitFor("B comes.")
    try chat.terminal.type("\u{3}")
    try chat.enter("2")
    #expect(server.waitForRequests(3))
    #expect(server.requests[2].bodyText.contains("\"2\""))
    try chat.waitForPrompt()
    try leave()
  }
}
