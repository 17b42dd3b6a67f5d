import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct RetryTests {
  private static let answer = LoopbackReply.json(Glean.text("Yes."))

  private static func busy(_ seconds: String) -> LoopbackReply {
    .sized(
      status: 503,
      contentType: "text/plain",
      fields: ["Retry-After: \(seconds)"],
      body: Array("busy".utf8)
    )
  }

  @Test func `a busy backend is asked again, and only its answer is shown`() throws {
    let server = try LoopbackServer(Self.busy("0"), Self.busy("0"), Self.answer)
    let result = try ChatProcess.ask(server, ["--json"])
    #expect(result.ending == .exited(0))
    #expect(result.stdout.contains(#""content":"Yes.""#))
    #expect(result.stderr.isEmpty)
    #expect(server.requests.count == 3)
    #expect(Set(server.requests.map(\.bodyText)).count == 1)
  }

  @Test func `as often as it is asked for`() throws {
    let server = try LoopbackServer(always: Self.busy("0"))
    let result = try ChatProcess.ask(server, ["--retry=4"])
    #expect(result.ending == .exited(1))
    #expect(server.requests.count == 5)
    #expect(try ChatProcess.ask(server, ["--retry=11"]).ending == .exited(2))
  }

  @Test func `a wait of more than two minutes is told and not kept`() throws {
    let server = try LoopbackServer(always: Self.busy("3600"))
    let result = try ChatProcess.ask(server)
    #expect(result.stderr.contains("try again in 3600 s"))
    #expect(server.requests.count == 1)
  }

  @Test func `the configured key is the same for all tries`() throws {
    let server = try LoopbackServer(LoopbackReply(.close), Self.answer)
    let home = try TemporaryHome()
    try home.write(
      "{backends: {work: {url: '\(server.url())', idempotencyHeader: 'Idempotency-Key'}}}",
      to: "config.json"
    )
    let result = try ChatProcess.run(
      ["ask", "-b", "work", "x"],
      environment: ["CHAT_CONFIG": home.path + "/config.json"]
    )
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    let keys = server.requests.map { $0["Idempotency-Key"] }
    #expect(keys.count == 2 && keys[0] != nil && keys[0] == keys[1])
  }

  @Test func `an interrupt ends the wait at once`() throws {
    let server = try LoopbackServer(always: Self.busy("100"))
    let chat = try ChatProcess.asking(server)
    #expect(server.waitForRequests(1))
    // The reply has come when its connection is left alone; the wait begins then.
    usleep(200_000)
    let start = ContinuousClock.now
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT))
    #expect(start.duration(to: .now) < .milliseconds(400))
    #expect(server.requests.count == 1)
  }

  @Test func `the wait stands in the status line`() throws {
    let server = try LoopbackServer(always: Self.busy("100"))
    let chat = try ChatTerminal(["ask", "-u", server.url(), "x"])
    try chat.waitFor("retrying in 100 s (503)")
    chat.terminal.send(SIGINT)
  }
}
