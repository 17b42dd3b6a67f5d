import TestSupport
import Testing
import WireFormats

/// Backends beside Glean's client API: plain ones, Servoy's, and Glean's Platform API.
@Suite struct OtherBackendTests {
  @Test func `plain: the second prompt goes on in the conversation that the backend has named`()
    throws
  {
    let server = try LoopbackServer(
      .json(#"{"reply":"20 days.","conversationId":"conv_1"}"#),
      .stream(lines: [#"{"token":"Five "}"#, #"{"token":"days."}"#, #"{"done":true}"#])
    )
    let result = try ChatProcess.run(
      [],
      environment: ["CHAT_URL": server.url(path: "/chat"), "CHAT_TOKEN": "canary-Zm9v"],
      input: .text("How much leave?\nAnd carried over?\n")
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout.contains("20 days.") && result.stdout.contains("Five days."))
    #expect(
      server.requests.map(\.bodyText) == [
        #"{"message":"How much leave?","stream":true}"#,
        #"{"message":"And carried over?","conversationId":"conv_1","stream":true}"#,
      ]
    )
    #expect(server.requests.allSatisfy { $0["Authorization"] == "Bearer canary-Zm9v" })
  }

  @Test(arguments: [
    ("html", "<p>It is <b>20</b> days.</p><ul><li>a</li></ul>", "It is 20 days.\n\n• a\n"),
    ("json", #"{\"days\":[20]}"#, "{\n  \"days\": [\n    20\n  ]\n}\n"),
    ("text", "*20* days", "*20* days\n"), ("markdown", "*20* days", "20 days\n"),
  ])
  func `plain: an answer is shown in the format that the backend names`(
    format: String,
    content: String,
    shown: String
  ) throws {
    let body = #"{"content":"\#(content)","contentFormat":"\#(format)"}"#
    let result = try ask("/chat", [], LoopbackServer(.json(body)))
    #expect(result.stdout == shown, "\(result.stderr)")
  }

  private static let found: [(reply: LoopbackReply, content: String, api: String?)] = [
    (
      .stream(lines: [Glean.text("Leave is "), Glean.text("20 days.")]), "Leave is 20 days.",
      "glean"
    ),
    (
      .json(#"{"prompt":"p","response":"Yes.","finishReason":"STOP","tokenUsage":null}"#), "Yes.",
      "servoy"
    ),
    (
      .events([#"data: {"type":"RESPONSE_COMPLETED","response":\#(response("Yes."))}"#]), "Yes.",
      "glean-platform"
    ),
    (.json(#"{"text":"Yes.","sources":["https://docs.example.com/a"]}"#), "Yes.", "plain"),
    (.text("Yes."), "Yes.", "plain"),
    // Which of those that answer like this it is, is left open.
    (
      .json(#"{"answer":"Yes [1].","citations":[],"confidence":"High","reason":"r"}"#), "Yes [1].",
      nil
    ),
  ]

  @Test(arguments: found.indices)
  func `auto: the reply tells its API where the URL does not`(index: Int) throws {
    let (reply, content, api) = Self.found[index]
    let result = try ask("/ask-me", ["--json"], LoopbackServer(always: reply))
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes)
    #expect(object["content"]?.string == content)
    if let api { #expect(object["api"]?.string == api) }
  }

  @Test func `auto: the answer appears while the rest is still to come`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream([#"{"text":"one two "}"#], until: gate, [#"{"text":"three."}"#])
    )
    let chat = try ChatTerminal(environment: ["CHAT_URL": server.url(path: "/chat")])
    try chat.enter("first")
    try chat.waitFor("one")
    gate.open()
    try chat.waitFor("three.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  private static let servoy =
    #"{"id":"r1","prompt":"p","response":"Leave is 20 days.","thinking":"Hm.","finishReason":"LENGTH","#
    + #""tokenUsage":{"inputTokenCount":3,"outputTokenCount":4}}"#

  @Test func `servoy: pieces are shown, and the object at the end is the reply`() throws {
    let events = [
      #"data: {"text":"Leave is"}"#, #"data: {"text":" 20 days."}"#, "data: " + Self.servoy,
    ]
    let server = try LoopbackServer(always: .events(events))
    let plain = try ask("/rest/ai", ["--api=servoy"], server)
    #expect(plain.ending == .exited(0), "\(plain.stderr)")
    #expect(plain.stdout == "Leave is 20 days.\n")
    #expect(server.requests[0].bodyText == #"{"prompt":"How much leave do I have?"}"#)
    let object = try JSONView(
      parsing: ask("/rest/ai", ["--api=servoy", "--json"], server).stdoutBytes
    )
    #expect(object["id"]?.string == "r1")
    #expect(object["usage"]?["totalTokens"]?.int == 7)
    #expect(object["finishReason"]?.string == "length")
    #expect(object["reasoning"]?["text"]?.string == "Hm.")
  }

  @Test func `servoy: without the object the answer is incomplete`() throws {
    let events = [#"data: {"text":"Leave is"}"#, #"data: {"text":" 20"}"#]
    let result = try ask("/rest/ai", ["--api=servoy"], LoopbackServer(always: .events(events)))
    #expect(result.ending == .exited(3))
    #expect(result.stdout == "Leave is 20\n")
    #expect(result.stderr.contains("incomplete"))
  }

  @Test func `glean-platform: events become the answer`() throws {
    let events = [
      "event: RESPONSE_CREATED\ndata: {\"response_id\":\"r1\"}",
      "event: RESPONSE_OUTPUT_TEXT_DELTA\ndata: {\"delta\":\"20 \"}",
      "event: RESPONSE_OUTPUT_TEXT_DELTA\ndata: {\"delta\":\"days.\"}",
      "event: RESPONSE_COMPLETED\ndata: {\"response\":\(Self.response("20 days."))}",
    ]
    let server = try LoopbackServer(always: .events(events))
    let result = try ask("/api/chat", ["--api=glean-platform"], server)
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout == "20 days.\n")
    #expect(
      server.requests[0].bodyText
        == #"{"input":"How much leave do I have?","stream":true,"store":true}"#
    )
  }

  @Test func `glean-platform: a problem is one line, and its date says how long to wait`() throws {
    let problem = """
      {"type":"https://developers.example.com/e","title":"Too Many Requests","status":429,\
      "detail":"one request in two seconds","code":"rate_limit_exceeded","request_id":"r"}
      """
    let reply = LoopbackReply.sized(
      status: 429,
      contentType: "application/problem+json",
      fields: [
        "Date: Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After: Wed, 21 Oct 2026 07:28:42 GMT",
      ],
      body: Array(problem.utf8)
    )
    let result = try ask(
      "/api/chat",
      ["--api=glean-platform", "--retry=0"],
      LoopbackServer(always: reply)
    )
    #expect(result.ending == .exited(5))
    #expect(result.stdout == "")
    #expect(
      result.stderr == """
        chat: too many requests: status 429: one request in two seconds (rate_limit_exceeded)
        try again in 42 s

        """
    )
  }

  @Test(arguments: [
    (
      "plain", ["data: {\"delta\":\"Leave is\"}", "event: error\ndata: {\"message\":\"it broke\"}"]
    ),
    ("auto", ["data: {\"delta\":\"Leave is\"}", "event: error\ndata: it broke"]),
    ("servoy", ["data: {\"text\":\"Leave is\"}", "data: {\"error\":\"it broke\"}"]),
    (
      "glean-platform",
      [
        "data: {\"type\":\"RESPONSE_OUTPUT_TEXT_DELTA\",\"delta\":\"Leave is\"}",
        "event: error\ndata: {\"title\":\"x\",\"status\":500,\"detail\":\"it broke\"}",
      ]
    ),
  ]) func `a failure in the middle is told, and what came is kept`(
    _ api: String,
    _ events: [String]
  ) throws {
    let result = try ask("/chat", ["--api", api], LoopbackServer(always: .events(events)))
    #expect(result.ending == .exited(1))
    #expect(result.stdout == "Leave is\n")
    #expect(result.stderr.contains("it broke"), "\(result.stderr)")
  }

  private static func response(_ text: String) -> String {
    #"{"id":"r1","object":"RESPONSE","status":"COMPLETED","output":[{"type":"MESSAGE","#
      + #""role":"ASSISTANT","content":[{"type":"OUTPUT_TEXT","text":"\#(text)"}]}]}"#
  }

  private func ask(
    _ path: String,
    _ options: [String],
    _ server: LoopbackServer
  ) throws -> ChatProcess.Result {
    try ChatProcess.ask(server, options, environment: ["CHAT_URL": server.url(path: path)])
  }
}
