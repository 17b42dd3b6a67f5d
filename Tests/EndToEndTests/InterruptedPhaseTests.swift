import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Ctrl-C in every phase of a turn: the prompt is back, and it works.
@Suite struct InterruptedPhaseTests {
  /// Far more than is needed, for machines that do much else; it is still far less than any limit of time.
  private static let soon = Duration.milliseconds(900)

  /// Presses Ctrl-C, and tells how long the prompt took to come back.
  private func interrupt(_ chat: ChatTerminal) throws -> Duration {
    let start = ContinuousClock.now
    try chat.terminal.type("\u{3}")
    try chat.waitForPrompt()
    return start.duration(to: .now)
  }

  private func leave(_ chat: ChatTerminal) throws {
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `while the connection is being made`() throws {
    let queue = try LoopbackFullQueue()
    let chat = try ChatTerminal(["-u", "http://127.0.0.1:\(queue.port)/"])
    try chat.enter("x")
    try chat.waitFor("waiting for the answer")
    #expect(try interrupt(chat) < Self.soon)
    #expect(chat.lines.contains("── stopped ──"), "\(chat.lines)")
    try leave(chat)
  }

  @Test func `while TLS is being negotiated`() throws {
    let server = try LoopbackSilentPort()
    let chat = try ChatTerminal(["-u", "https://127.0.0.1:\(server.port)/"])
    try chat.enter("x")
    try chat.waitFor("waiting for the answer")
    #expect(try interrupt(chat) < Self.soon)
    #expect(chat.lines.contains("── stopped ──"), "\(chat.lines)")
    try leave(chat)
  }

  @Test func `while the answer's head is awaited, and in the middle of its text`() throws {
    let server = try LoopbackServer(
      .silence,
      .hanging(after: Glean.text("Leave is 20 days. ")),
      .stream(lines: [Glean.text("Yes.")])
    )
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("one")
    #expect(server.waitForRequests(1))
    #expect(try interrupt(chat) < Self.soon)
    try chat.terminal.type("two\r")
    try chat.waitFor("Leave is")
    #expect(try interrupt(chat) < Self.soon)
    #expect(chat.lines.contains { $0.contains("Leave is 20 days.") })
    #expect(chat.lines.contains("── stopped: the answer is incomplete ──"))
    try chat.terminal.type("three\r")
    try chat.waitFor("Yes.")
    try chat.waitForPrompt()
    try leave(chat)
  }

  @Test(arguments: [true, false])
  func `at a question of the agent, also if the server does not answer to that`(
    isHeard: Bool
  ) throws {
    let mix = try MixServer(
      [.text("I look. "), .permission, .answer, .complete("no")],
      answersParting: isHeard
    )
    let chat = try ChatTerminal(["--api=mix", "-u", mix.url()])
    try chat.enter("List the files")
    try chat.waitFor("allow it? [y/N]")
    #expect(try interrupt(chat) < Self.soon)
    for line in ["POST /api/permissions/p1/deny", "POST /api/sessions/s1/cancel"] {
      #expect(mix.waitFor(line))
    }
    #expect(chat.lines.contains("── stopped: the answer is incomplete ──"), "\(chat.lines)")
    try leave(chat)
  }

  @Test func `at any moment, many times in a row`() throws {
    let server = try LoopbackServer { request in
      let lines = (0..<200).map { Glean.text("word\($0) ") }
      let answer = LoopbackReply.stream(lines: lines, pause: .milliseconds(5))
      // Some are slow to begin.
      return request.index % 3 == 0
        ? LoopbackReply(steps: [.pause(.milliseconds(200))] + answer.steps) : answer
    }
    let chat = try ChatTerminal(talkingTo: server)
    var generator = SeededGenerator(seed: 150)
    var slowest = Duration.zero
    try chat.waitForPrompt()
    for _ in 0..<30 {
      try chat.terminal.type("again\r")
      usleep(UInt32.random(in: 0..<500_000, using: &generator))
      slowest = max(slowest, try interrupt(chat))
    }
    #expect(slowest < Self.soon)
    try leave(chat)
  }
}
