import TestSupport
import Testing

/// `chat backends`.
@Suite struct BackendsTests {
  private let folder: TemporaryHome
  private let reply = """
    {"payload": {"reply_text": "Leave is 20 days.", "certainty": "high"}, "thread": "t1",
     "docs": [{"heading": "Leave policy", "address": "https://docs.example.com/leave"}],
     "next_questions": ["How do I book it?"]}
    """

  init() throws {
    folder = try TemporaryHome()
  }

  private var file: String { folder.path + "/chat/config.json" }

  private func run(_ arguments: String..., variables: [String: String] = [:]) throws
    -> ChatProcess.Result
  {
    try ChatProcess.run(
      arguments,
      environment: ["CHAT_CONFIG": file].merging(variables) { $1 }
    )
  }

  private func configuration() throws -> String {
    try folder.text(of: "chat/config.json")
  }

  @Test func `lists what is configured and every API that is known`() throws {
    try folder.write(
      #"{default: "work", backends: {work: {url: "https://acme-be.glean.com", api: "glean"}}}"#,
      to: "chat/config.json"
    )
    let text = try run("backends")
    #expect(text.ending == .exited(0) && text.stderr.isEmpty)
    #expect(text.stdout.contains("  work  glean  https://acme-be.glean.com  (default)\n"))
    #expect(text.stdout.contains("  glean             https://HOST/rest/api/v1/chat\n"))
    let data = try run("backends", "--json")
    #expect(data.stdout.hasPrefix(#"{"backends":[{"name":"work","api":"glean","url":"#))
  }

  @Test func `adds a backend of a known API without asking it`() throws {
    let result = try run("backends", "add", "work", "https://acme-be.glean.com", "--api", "glean")
    #expect(result.ending == .exited(0))
    #expect(
      try configuration()
        == "{\n  backends: {\n    work: {\n      url: \"https://acme-be.glean.com\",\n"
        + "      api: \"glean\",\n    },\n  },\n}\n"
    )
    #expect(try folder.mode(of: "chat/config.json") == 0o600)
    let again = try run("backends", "add", "work", "https://rag.example.com")
    #expect(again.ending == .exited(2))
    #expect(again.stderr.contains("has a backend 'work' already"))
  }

  @Test func `a probe finds the mapping, and the backend then answers by it`() throws {
    let server = try LoopbackServer(.json(reply), .json(reply))
    let added = try run(
      "backends",
      "add",
      "rag",
      server.url(path: "/ask"),
      "--probe",
      variables: ["CHAT_TOKEN": "secret-token"]
    )
    #expect(added.ending == .exited(0), "\(added.stderr)")
    #expect(added.stdout.contains("  .docs[].address      text  https://docs.example.com/leave\n"))
    #expect(added.stdout.contains("  confidence    high\n"))
    let written = try configuration()
    #expect(written.contains("content: .payload.reply_text") && !written.contains("secret"))
    let answer = try run("ask", "--json", "-b", "rag", "How much?")
    #expect(answer.stdout.contains(#""content":"Leave is 20 days.""#))
    #expect(
      answer.stdout.contains(#""title":"Leave policy","url":"https://docs.example.com/leave""#)
    )
    #expect(answer.stdout.contains(#""followUps":[{"number":1,"prompt":"How do I book it?"}]"#))
  }

  @Test func `a request that is refused is sent in the other usual shapes`() throws {
    let refusal = #"{"detail": [{"loc": ["body", "query"], "msg": "field required"}]}"#
    let server = try LoopbackServer(
      .json(status: 422, refusal),
      .json(status: 422, refusal),
      .json(reply)
    )
    let added = try run("backends", "add", "rag", server.url(path: "/ask"), "--probe", "Hi?")
    #expect(added.ending == .exited(0), "\(added.stderr)")
    #expect(server.requests.map(\.bodyText).last == #"{"query":"Hi?","stream":true}"#)
    #expect(try configuration().contains("{query: .prompt, thread: .conversationId"))
  }

  @Test func `a known API is recognised by its reply`() throws {
    let server = try LoopbackServer(.json(Glean.text("Leave is 20 days.")))
    let added = try run("backends", "add", "work", server.url(path: "/chat"), "--probe")
    #expect(added.ending == .exited(0), "\(added.stderr)")
    #expect(try configuration().contains("      api: \"glean\",\n"))
  }

  @Test(
    arguments: [
      (LoopbackReply.json("{\"status\": \"ok\"}"), 7), (.json(status: 401, "{}"), 4),
      (.json(status: 422, "{}"), 1), (LoopbackReply(.close), 3),
    ] as [(LoopbackReply, Int32)]
  )
  func `where no answer is found, nothing is written`(reply: LoopbackReply, status: Int32) throws {
    let server = try LoopbackServer(always: reply)
    let result = try run("backends", "add", "rag", server.url(path: "/ask"), "--probe")
    #expect(result.ending == .exited(status), "\(result.stderr)")
    #expect(throws: (any Error).self) { try configuration() }
  }

  @Test func `a hostile reply does not drive the terminal, nor the configuration`() throws {
    let server = try LoopbackServer(
      .json(#"{"a\u001b]0;x\u0007": "Answer \u001b[2J\u202e", "c\"},x:{url:\"": 1}"#)
    )
    let added = try run("backends", "add", "rag", server.url(path: "/ask"), "--probe")
    #expect(added.ending == .exited(0), "\(added.stderr)")
    #expect(!added.stdout.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    let listed = try run("backends", "--json")
    #expect(
      listed.stdout.contains(#""backends":[{"name":"rag","api":"mapping""#),
      "\(listed.stderr)"
    )
  }

  @Test func `wrong words are told`() throws {
    #expect(try run("backends", "ad").stderr.contains("'ad'"))
    #expect(try run("backends", "add", "x").ending == .exited(2))
    #expect(try run("backends", "add", "x", "nope").ending == .exited(2))
  }
}
