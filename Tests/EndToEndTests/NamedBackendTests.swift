import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The program and the backends whose formats have a name, against a server that answers like them.
@Suite struct NamedBackendTests {
  private struct Backend: Sendable, CustomTestStringConvertible {
    let api: String
    /// Where the request goes when the URL is the server's root.
    let path: String
    /// The name and the value of the header field with the token.
    var credential = ("Authorization", "Bearer canary-Zm9v")
    var content = "Leave is 20 days. Ask Kim."
    var isLines = false

    var testDescription: String { api }
  }

  private static let backends = [
    Backend(api: "openai", path: "/v1/chat/completions"),
    Backend(
      api: "openai-responses",
      path: "/v1/responses",
      content: "Leave is 20 days.\n\nAsk Kim."
    ),
    Backend(
      api: "perplexity",
      path: "/chat/completions",
      content: "Leave is 20 days[1]. Ask Kim[2]."
    ),
    Backend(
      api: "azure",
      path: "/chat/stream",
      content: "Leave is 20 days [leave.pdf#page=3]. Ask Kim [kim.md].",
      isLines: true
    ), Backend(api: "cohere", path: "/v2/chat"),
    Backend(api: "ollama", path: "/api/chat", isLines: true),
    Backend(
      api: "onyx",
      path: "/api/chat/send-chat-message",
      content: "Leave is 20 days [1]. Ask Kim [2]."
    ),
    Backend(api: "vercel", path: "/api/chat", content: "Leave is 20 days.\n\nAsk Kim."),
    Backend(api: "langserve", path: "/stream"),
    Backend(
      api: "anthropic",
      path: "/v1/messages",
      credential: ("X-Api-Key", "canary-Zm9v")
    ),
  ]

  @Test(arguments: backends)
  private func `a prompt is asked and answered`(_ backend: Backend) throws {
    let server = try LoopbackServer(always: Self.reply(of: backend))
    let result = try run(backend, server, ["--json"])
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes)
    #expect(object["content"]?.string == backend.content)
    #expect(object["api"]?.string == backend.api)
    #expect(object["finishReason"]?.string == "stop" && object["incomplete"] == nil)
    let request = server.requests[0]
    #expect(request.target == backend.path)
    #expect(request[backend.credential.0] == backend.credential.1)
    #expect(request.bodyText.contains("How much leave do I have?"))
  }

  @Test(arguments: backends)
  private func `an answer that is cut is incomplete`(_ backend: Backend) throws {
    let reply = Self.reply(of: backend)
    let cut = reply.cut(after: reply.bytes.count / 2)
    let result = try run(backend, LoopbackServer(always: cut), [])
    #expect(result.ending == .exited(3), "\(result.stderr)")
  }

  @Test func `a conversation with a backend that keeps none sends its turns along`() throws {
    let backend = Self.backends[0]
    let server = try LoopbackServer(always: Self.reply(of: backend))
    let result = try ChatProcess.run(
      ["--api=openai", "-m", "model-x", "--system", "Be brief.", "-u", server.url(path: "/v1")],
      input: .text("How much leave?\nWho?\n")
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let body = try JSONView(parsing: Array(server.requests[1].bodyText.utf8))
    let messages = Array(body.elements(of: "messages"))
    #expect(messages.map { $0["role"]?.string } == ["system", "user", "assistant", "user"])
    #expect(messages.map { $0["content"]?.string }.last == "Who?")
    #expect(body["model"]?.string == "model-x")
  }

  @Test func `a model that is missing is told before anything is sent`() throws {
    let server = try LoopbackServer(always: Self.reply(of: Self.backends[0]))
    let result = try ChatProcess.ask(
      server,
      ["--api=openai"],
      environment: ["CHAT_URL": server.url(path: "/v1")]
    )
    #expect(result.ending == .exited(2))
    #expect(
      result.stderr
        == "chat: a request of the API 'openai' needs a model: --model NAME says which, and 'chat models' may list them\n"
    )
    #expect(server.requests.isEmpty)
  }

  @Test func `a failure in the middle is told, and what came is kept`() throws {
    let body = WireFixture.text(named: "anthropic/error-event/body")
    let reply = LoopbackReply.sized(contentType: "text/event-stream", body: Array(body.utf8))
    let server = try LoopbackServer(always: reply)
    let result = try run(Self.backends[9], server, [])
    #expect(result.ending == .exited(1))
    #expect(result.stdout == "Leave is\n")
    #expect(result.stderr.contains("Overloaded"), "\(result.stderr)")
  }

  @Test(arguments: [true, false])
  func `Ctrl-C has Onyx stop, where its session is known`(isKnown: Bool) throws {
    let session = isKnown ? #"{"chat_session_id":"s-9"}"# : #"{"user_message_id":1}"#
    let text = #"{"placement":{},"obj":{"type":"message_delta","content":"Leave is "}}"#
    let server = try LoopbackServer { request in
      request.index == 0 ? .hanging(after: session + "\n" + text) : .json("null")
    }
    let chat = try ChatProcess.asking(
      server,
      ["--api=onyx"],
      environment: ["CHAT_URL": server.url(path: "/"), "CHAT_TOKEN": "canary-Zm9v"]
    )
    try chat.waitForOutput("Leave is")
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT))
    #expect(result.stdout == "Leave is\n")
    #expect(server.waitForHangUp())
    let stops = server.requests.dropFirst()
    #expect(stops.map(\.target) == (isKnown ? ["/api/chat/stop-chat-session/s-9"] : []))
    #expect(stops.allSatisfy { $0.method == "POST" && $0["Authorization"] == "Bearer canary-Zm9v" })
  }

  @Test func `an app of the AI SDK sees one id in all prompts of a conversation, also later`()
    throws
  {
    let backend = Self.backends[7]
    let server = try LoopbackServer(always: Self.reply(of: backend))
    let home = try TemporaryHome()
    let own = ["CHAT_URL": server.url(path: "/"), "CHAT_API": "vercel"]
    let environment = home.environment.merging(own) { $1 }
    for (options, lines) in [(["--context=1"], "a\nb\nc\n"), (["-c"], "d\n"), ([], "e\n")] {
      let result = try ChatProcess.run(options, environment: environment, input: .text(lines))
      #expect(result.ending == .exited(0), "\(result.stderr)")
    }
    let bodies = try server.requests.map { try JSONView(parsing: Array($0.bodyText.utf8)) }
    let ids = bodies.map { $0["id"]?.string ?? "" }
    #expect(Set(ids.prefix(4)).count == 1 && ids[0].count == 16 && ids[4] != ids[0])
    let messages = bodies.map { $0.elements(of: "messages").map { $0["id"]?.string } }
    #expect(messages[2] == ["m3", "m4", "m5"] && messages[3].count == 7)
  }

  private static func reply(of backend: Backend) -> LoopbackReply {
    let body = WireFixture.text(named: "\(backend.api)/streamed/body")
    let type = backend.isLines ? "application/x-ndjson" : "text/event-stream"
    return .sized(contentType: type, body: Array(body.utf8))
  }

  private func run(
    _ backend: Backend,
    _ server: LoopbackServer,
    _ options: [String]
  ) throws -> ChatProcess.Result {
    let api = try #require(KnownAPIs.named(backend.api))
    return try ChatProcess.ask(
      server,
      ["--api", backend.api] + (api.needsModel ? ["-m", "model-x"] : []) + options,
      environment: ["CHAT_URL": server.url(path: "/"), "CHAT_TOKEN": "canary-Zm9v"]
    )
  }
}
