import Conversation
import Testing
import WireFormats

@Suite struct MixRequestTests {
  private let api = MixAPI()
  private let endpoint = Endpoint(url: "http://localhost:8088")
  private let json = [
    HTTPHeaderField("Content-Type", "application/json"),
    HTTPHeaderField("Accept", "application/json"),
  ]
  private let accept = [HTTPHeaderField("Accept", "application/json")]

  private func expect(
    _ request: HTTPRequest,
    _ method: String,
    _ path: String,
    _ fields: [HTTPHeaderField],
    _ body: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = HTTPRequest(
      method: method,
      url: "http://localhost:8088" + path,
      headerFields: fields,
      body: Array(body.utf8)
    )
    #expect(request == expected, sourceLocation: sourceLocation)
  }

  @Test func `asks for a session`() {
    expect(
      api.request(for: PromptRequest(prompt: "How much\n leave?"), to: endpoint),
      "POST",
      "/api/sessions",
      json,
      #"{"title":"How much leave?","browserMode":"local-browser-service"}"#
    )
  }

  @Test(arguments: [
    (String(repeating: "é", count: 70), String(repeating: "é", count: 60)),
    ("  \n ", "chat"), (" a\tb\r\n", "a b"),
    (String(repeating: "a", count: 59) + " b", String(repeating: "a", count: 59)),
  ])
  func `a session's title is the beginning of its first prompt`(prompt: String, title: String) {
    let request = api.request(for: PromptRequest(prompt: prompt), to: endpoint)
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(body.hasPrefix("{\"title\":\"\(title)\","))
  }

  @Test func `posts a message to the session of the conversation`() {
    let prompt = PromptRequest(
      prompt: "And \"next\" year?",
      conversationId: "s 1/é",
      history: [PastTurn(prompt: "a", answer: "b")]
    )
    expect(
      api.request(for: prompt, to: endpoint),
      "POST",
      "/api/sessions/s%201%2F%C3%A9/messages",
      json,
      #"{"text":"And \"next\" year?"}"#
    )
  }

  @Test(arguments: [
    ("!rm -r x", " !rm -r x"), ("!", " !"), ("!\u{301}", " !\u{301}"), ("/help", "/help"),
    (" !x", " !x"), ("a!", "a!"),
  ])
  func `a prompt is no command of the server's shell`(prompt: String, text: String) {
    let request = api.messageRequest(prompt, session: "s1", to: endpoint)
    #expect(String(decoding: request.body, as: UTF8.self) == "{\"text\":\"\(text)\"}")
  }

  @Test func `opens the stream, reads the records, cancels`() throws {
    expect(
      api.streamRequest(session: "s&1", to: endpoint),
      "GET",
      "/stream?sessionId=s%261",
      [HTTPHeaderField("Accept", "text/event-stream")]
    )
    expect(
      api.recordsRequest(session: "s1", to: endpoint),
      "GET",
      "/api/sessions/s1/messages",
      accept
    )
    expect(
      try #require(api.stopRequest(conversationId: "s1", to: endpoint)),
      "POST",
      "/api/sessions/s1/cancel",
      accept
    )
  }

  @Test(arguments: [
    (InquiryAnswer.yes, "grant"), (.no, "deny"), (.unanswered, "deny"), (.text("y"), "deny"),
    (.interrupted(signal: 2), "deny"),
  ])
  func `grants only what was allowed`(answer: InquiryAnswer, verdict: String) {
    let inquiry = Inquiry(id: "p/1", kind: .permission, title: "Bash", message: "")
    expect(
      api.answerRequest(answer, to: inquiry, to: endpoint),
      "POST",
      "/api/permissions/p%2F1/\(verdict)",
      accept
    )
  }

  @Test(arguments: [
    (Inquiry.Kind.acknowledgement, InquiryAnswer.yes, #"{"type":"acknowledge"}"#),
    (.acknowledgement, .unanswered, #"{"type":"acknowledge"}"#),
    (.text, .text("since May"), #"{"type":"text","value":"since May"}"#),
    (.text, .unanswered, #"{"type":"text"}"#),
    (.choice(["a", "b"]), .text("b"), #"{"type":"choice","value":"b"}"#),
    (.choice(["a", "b"]), .no, #"{"type":"choice"}"#),
  ])
  func `answers a notification`(kind: Inquiry.Kind, answer: InquiryAnswer, body: String) {
    let inquiry = Inquiry(id: "n1", kind: kind, title: "T", message: "M")
    expect(
      api.answerRequest(answer, to: inquiry, to: endpoint),
      "POST",
      "/api/notifications/n1/respond",
      json,
      body
    )
  }

  @Test(arguments: [".", "..", "../..", "a/b", "a?b#c", "é\n"])
  func `an id stays one segment of the path`(id: String) throws {
    let inquiry = Inquiry(id: id, kind: .permission, title: "T", message: "M")
    let requests = [
      try #require(api.stopRequest(conversationId: id, to: endpoint)),
      api.answerRequest(.yes, to: inquiry, to: endpoint),
    ]
    for request in requests {
      let segments = request.url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(
        3
      )
      #expect(segments.count == 4 && !segments.contains("..") && !segments.contains("."))
      #expect(
        request.url.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3F && $0 != 0x23 }
      )
    }
  }

  @Test func `sends a token and the person's own fields with each request`() {
    let endpoint = Endpoint(
      url: "https://mix.example.com/",
      token: "geheim-1",
      headerFields: [HTTPHeaderField("accept", "x/y")]
    )
    #expect(
      api.streamRequest(session: "s1", to: endpoint).headerFields == [
        HTTPHeaderField("Authorization", "Bearer geheim-1", isSecret: true),
        HTTPHeaderField("accept", "x/y"),
      ]
    )
  }

  @Test(
    arguments: [
      ("", nil), ("/", nil), ("/api", nil), ("/api/", nil), ("/api/sessions", nil),
      ("/api/sessions/", nil), ("/api/sessions?x=1", nil), ("/stream", nil), ("/stream?x=y", nil),
      ("/api/sessions/s1", "s1"), ("/api/sessions/s1/", "s1"), ("/api/sessions/s1/messages", "s1"),
      ("/api/sessions/s%201%zz", "s 1%zz"), ("/stream?sessionId=s1", "s1"),
      ("/stream?x=y&sessionId=s%2F1#z", "s/1"), ("/stream?sessionId=", nil),
    ] as [(String, String?)]
  )
  func `a URL may be the root, or lead below it`(path: String, session: String?) {
    // What else stands in the query goes along.
    let query = ["x=1", "x=y"].filter(path.contains)
    for root in ["http://localhost:8088", "https://gateway.example.com/mix"] {
      let endpoint = Endpoint(url: root + path)
      #expect(api.session(for: PromptRequest(prompt: "a"), at: endpoint) == session)
      #expect(
        api.streamRequest(session: "s1", to: endpoint).url
          == root + "/stream?sessionId=s1" + query.map { "&" + $0 }.joined(),
        "\(path)"
      )
      #expect(
        api.stopRequest(conversationId: "s1", to: endpoint)?.url
          == root + "/api/sessions/s1/cancel" + query.map { "?" + $0 }.joined()
      )
      let going = PromptRequest(prompt: "a", conversationId: "s9")
      #expect(api.session(for: going, at: endpoint) == "s9")
    }
  }

  @Test func `reads the id of a new session`() {
    #expect(api.sessionId(in: Array(#"{"id":"s1","title":"a"}"#.utf8)) == "s1")
    for body in ["", "{}", "[]", #"{"id":""}"#, #"{"id":1}"#, "<html>"] {
      #expect(api.sessionId(in: Array(body.utf8)) == nil)
    }
  }
}

@Suite struct MixDetectionTests {
  @Test(arguments: [
    "http://localhost:8088/api/sessions", "http://localhost:8088/api/sessions/",
    "https://mix.example.com/api/sessions/s1", "https://mix.example.com/api/sessions/s1/messages",
    "https://gateway.example.com/mix/api/sessions?x=y",
  ])
  func `recognises a URL`(_ url: String) {
    #expect(MixAPI().recognises(url: url))
    #expect(KnownAPIs.recognised(by: url).name == "mix")
  }

  @Test(arguments: [
    "http://localhost:8088", "http://localhost:8088/api", "http://localhost:8088/sessions",
    "http://localhost:8088/stream?sessionId=s1", "https://example.com/api/chat",
    "https://example.com/api/sessions/s1/export", "https://example.com/api/sessions/s1/messages/m1",
    "https://example.com/?/api/sessions", "https://acme-be.glean.com/rest/api/v1/chat",
  ])
  func `leaves other URLs alone`(_ url: String) {
    #expect(!MixAPI().recognises(url: url))
  }

  @Test(arguments: [
    #"{"userInput":"a","sessionId":"s1"}"#, #"[{"userInput":"","sessionId":"s1"}]"#,
    #"{"status":"processing","sessionId":"s1"}"#,
  ])
  func `recognises a piece of a reply`(_ text: String) throws {
    let frame = Frame(content: .json(try JSONView(parsing: Array(text.utf8))))
    #expect(MixAPI().recognises(frame: frame))
  }

  @Test(arguments: [
    "{}", "[]", "[1]", "\"a\"", #"{"userInput":"a"}"#, #"{"sessionId":"s1"}"#,
    #"{"status":"done","sessionId":"s1"}"#, #"{"status":"processing"}"#,
    #"{"userInput":null,"sessionId":"s1"}"#, #"{"messages":[{"author":"GLEAN_AI"}]}"#,
  ])
  func `leaves other pieces alone`(_ text: String) throws {
    let frame = Frame(content: .json(try JSONView(parsing: Array(text.utf8))))
    #expect(!MixAPI().recognises(frame: frame))
    #expect(!MixAPI().recognises(frame: Frame(content: .text(text))))
  }
}
