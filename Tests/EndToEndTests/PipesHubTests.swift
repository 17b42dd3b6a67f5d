import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct PipesHubTests {
  @Test func `a conversation shows sources, confidence and follow-ups, and goes on`() throws {
    let server = try LoopbackServer.pipesHub(
      PipesHub.stream,
      .events([PipesHub.opening[0], PipesHub.complete("In the portal.")])
    )
    let chat = try Self.terminal(server)
    try chat.enter("How much leave do I have?")
    try chat.enter("1")
    try chat.waitFor("In the portal.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let shown = chat.lines.joined(separator: "\n")
    #expect(
      shown.contains(
        """
        Leave is 20 days [1]. Unused days last until March [2].

        thought about it · /reasoning
        Confidence ●●●●● Very High
        Sources
          [1] Leave policy · UPLOAD · p. 2 · https://docs.example.com/leave
          [2] Carry-over · CONFLUENCE · https://wiki.example.com/c
        Follow-ups
          1  How do I book leave?
          2  Who approves it?
        """
      ),
      "\(shown)"
    )
    #expect(server.requests.map(\.target) == [PipesHub.first, PipesHub.next])
    #expect(
      server.requests.map(\.bodyText) == [
        #"{"query":"How much leave do I have?"}"#, #"{"query":"How do I book leave?"}"#,
      ]
    )
    #expect(server.requests.allSatisfy { $0["Accept"] == "text/event-stream" })
    #expect(chat.traces == [])
  }

  @Test func `text comes as it is streamed`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer.pipesHub(
      PipesHub.stream(until: gate, [PipesHub.chunks[2], PipesHub.complete()])
    )
    let chat = try Self.terminal(server)
    try chat.enter("How much leave?")
    try chat.waitFor("Leave is 20 days")
    gate.open()
    try chat.waitFor("March [2].")
  }

  @Test(arguments: [[], ["--markdown"]])
  func `nothing that is taken back goes into a pipe`(options: [String]) throws {
    let server = try LoopbackServer.pipesHub(
      .events(
        PipesHub.opening + PipesHub.chunks + ["event: restreaming\ndata: {}"]
          + [PipesHub.complete("In the portal.")]
      )
    )
    let result = try Self.asking(server, options).waitForExit()
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout == "In the portal.\n" && result.stderr == "")
  }

  @Test(arguments: [[], ["--no-stream"]])
  func `the whole reply is data`(options: [String]) throws {
    let reply = options.isEmpty ? PipesHub.stream : PipesHub.whole
    let server = try LoopbackServer.pipesHub(reply)
    let result = try Self.asking(server, ["--json"] + options).waitForExit()
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes.dropLast(), mode: .strict)
    #expect(object["id"]?.string == "65f3")
    #expect(object["conversationId"]?.string == PipesHub.conversation)
    #expect(object["api"]?.string == "pipeshub")
    #expect(object["type"]?.string == "bot_response")
    #expect(object["content"]?.string == PipesHub.answer)
    #expect(object["confidence"]?["level"]?.string == "very_high")
    #expect(object["citations"]?.elements.compactMap { $0["number"]?.int } == [1, 2])
    #expect(object["followUps"]?[0]?["reasoning"]?.string == "the next step")
    #expect(object["reasoning"]?["text"]?.string == "the policy states it")
    #expect(object["backendTimeMillis"]?.int == 2_100)
    #expect(object["createdAt"]?.string == "2026-02-17T08:00:00.000Z")
    #expect(
      server.requests[0].target
        == (options.isEmpty ? PipesHub.first : PipesHub.path + "/create")
    )
  }

  @Test(arguments: ["", "/api/v1", PipesHub.path + "/create"])
  func `any URL of an instance will do`(path: String) throws {
    let server = try LoopbackServer.pipesHub(PipesHub.stream)
    let result = try Self.asking(server, ["--api=pipeshub"], at: path).waitForExit()
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(server.requests.map(\.target) == [PipesHub.first])
  }

  @Test func `an error in mid-stream is told, and what came stays`() throws {
    let failure = PipesHub.event("error", #"{"error":"the AI service failed","details":"refused"}"#)
    let server = try LoopbackServer.pipesHub(
      .events(PipesHub.opening + [PipesHub.chunks[0], failure])
    )
    let result = try Self.asking(server).waitForExit()
    #expect(result.ending == .exited(1))
    #expect(result.stdout == "Leave is 20 days\n")
    #expect(
      result.stderr == "chat: the backend reports an error: the AI service failed: refused\n"
    )
  }

  @Test func `a stream without its end is incomplete`() throws {
    let server = try LoopbackServer.pipesHub(.events(PipesHub.opening + PipesHub.chunks))
    let result = try Self.asking(server).waitForExit()
    #expect(result.ending == .exited(3))
    #expect(result.stdout == "Leave is 20 days [1]. Unused days last until March [2].\n")
    #expect(result.stderr.hasPrefix("chat: the answer is incomplete: "))
  }

  @Test func `an error before the answer is one readable line`() throws {
    let body = #"{"error":{"code":"HTTP_UNAUTHORIZED","message":"no valid token"}}"#
    let server = try LoopbackServer.pipesHub(.json(status: 401, body))
    let result = try Self.asking(server).waitForExit()
    #expect(result.ending == .exited(4))
    #expect(
      result.stderr.hasPrefix("chat: not let in: status 401: no valid token (HTTP_UNAUTHORIZED)\n")
    )
  }

  @Test func `a signal in mid-stream hangs up`() throws {
    let server = try LoopbackServer.pipesHub(PipesHub.stream(until: LoopbackGate()))
    let chat = try Self.asking(server)
    #expect(server.waitForRequests(1))
    chat.send(SIGINT)
    #expect(try chat.waitForExit().ending == .signaled(SIGINT))
    #expect(server.waitForHangUp())
  }

  @Test func `ctrl-C in mid-stream returns to the prompt`() throws {
    let server = try LoopbackServer.pipesHub(
      PipesHub.stream(until: LoopbackGate()),
      .events([PipesHub.complete("Yes.")])
    )
    let chat = try Self.terminal(server)
    try chat.enter("How much leave?")
    try chat.waitFor("Leave is 20 days")
    try chat.terminal.type("\u{3}")
    try chat.enter("Sure?")
    try chat.waitFor("Yes.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.lines.contains("── stopped: the answer is incomplete ──"), "\(chat.lines)")
    // No conversation was named before the stop, so the turn itself goes along.
    #expect(server.requests.map(\.target) == [PipesHub.first, PipesHub.first])
    #expect(
      server.requests[1].bodyText
        == #"{"query":"Sure?","previousConversations":["#
        + #"{"role":"user_query","content":"How much leave?"},"#
        + #"{"role":"bot_response","content":"Leave is **20 days** [1]. "}]}"#
    )
    #expect(chat.traces == [])
  }

  private static func asking(
    _ server: LoopbackServer,
    _ options: [String] = [],
    at path: String = PipesHub.path
  ) throws -> ChatProcess {
    try ChatProcess(
      ["ask"] + options + ["How much leave do I have?"],
      environment: ["CHAT_URL": server.url(path: path)]
    )
  }

  private static func terminal(_ server: LoopbackServer) throws -> ChatTerminal {
    try ChatTerminal(environment: ["CHAT_URL": server.url(path: PipesHub.path)])
  }
}
