import Conversation
import JQFilter
import TestSupport
import Testing
import WireFormats

/// What a mapping makes of a reply.
@Suite struct MappingReplyTests {
  private static let response =
    "{content: .answer, confidence: .score, conversationId: .session, "
    + "citations: [.sources[]? | {title, url: .link}], followUps: .next}"
  private static let body =
    #"{"answer":"20 days.","score":0.95,"session":"s1","#
    + #""sources":[{"title":"Leave","link":"https://docs.example.com/leave"}],"next":["Who?"]}"#

  private func events(
    _ body: String,
    _ response: String = ".",
    done: String? = nil
  ) throws -> [ReplyEvent] {
    try Decoding(body, response, done: done).events
  }

  @Test func `a whole reply becomes its parts`() throws {
    let decoding = try Decoding(Self.body, Self.response)
    #expect(decoding.error == nil)
    let reply = decoding.reply
    #expect(reply.content == "20 days." && reply.facts.conversationId == "s1")
    #expect(reply.confidence == Confidence(number: 0.95))
    #expect(
      reply.citations == [
        Citation(number: 1, title: "Leave", url: "https://docs.example.com/leave")
      ]
    )
    #expect(reply.followUps.map(\.prompt) == ["Who?"] && reply.finishReason == .stop)
  }

  @Test func `lines, events and a whole give the same reply`() throws {
    let whole = try Decoding(#"{"t":"20 "}"#, "{delta: .t}").reply
    for body in [
      "{\"t\":\"2\"}\n{\"t\":\"0 \"}\n", "data: {\"t\":\"20\"}\n\ndata: {\"t\":\" \"}\n\n",
    ] {
      #expect(try Decoding(body, "{delta: .t}").reply == whole)
    }
  }

  @Test func `an event's name is seen, and its text where it is no JSON`() throws {
    let body = "event: token\ndata: Leave is\n\nevent: note\ndata: x\n\nevent: token\ndata:  20\n\n"
    let events = try events(body, #"if $event == "token" then . else empty end"#)
    #expect(events == [.text("Leave is"), .text(" 20"), .finished(.stop)])
  }

  @Test func `DONE is an end, and no piece of the answer`() throws {
    let body = "data: {\"t\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"t\":\"b\"}\n\n"
    #expect(try events(body, "{delta: .t}") == [.text("a"), .finished(.stop)])
    #expect(try Decoding(body, "{delta: .t}", done: "false").error == nil)
  }

  @Test func `the filter done ends the reply, and nothing behind it counts`() throws {
    let body = "{\"t\":\"a\"}\n{\"t\":\"b\",\"end\":true}\n{\"t\":\"c\"}\n"
    let decoding = try Decoding(body, "{delta: .t}", done: ".end")
    #expect(decoding.events == [.text("a"), .text("b"), .finished(.stop)])
    #expect(decoding.error == nil)
    let api = try MappingAPI([.response: "{delta: .t}", .done: ".end"])
    var decoder = api.decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: false))
    try decoder.receive(Array("{\"t\":\"a\"}\n".utf8)) { _ in }
    #expect(!decoder.isComplete)
    try decoder.receive(Array("{\"end\":true}\n".utf8)) { _ in }
    #expect(decoder.isComplete)
  }

  @Test func `without the end that done waits for, the reply is incomplete`() throws {
    let decoding = try Decoding("{\"t\":\"a\"}\n", "{delta: .t}", done: ".end")
    #expect(decoding.error == .incomplete && decoding.reply.content == "a")
    // With a reason to finish, it has ended too.
    let reason = try Decoding(
      "{\"t\":\"a\",\"r\":\"length\"}\n",
      "{delta: .t, finishReason: .r}",
      done: ".end"
    )
    #expect(reason.events == [.text("a"), .finished(.length)])
  }

  @Test func `delta goes behind the answer, and content stands in its place`() throws {
    let body = #"[{"delta":"a"},{"delta":"b"},{"content":"abc"},{"content":"x"},{"content":"x"}]"#
    #expect(
      try events(body) == [
        .text("a"), .text("b"), .text("c"), .textReplaced("x"), .finished(.stop),
      ]
    )
    #expect(try events(#"["a", 1, true, null]"#).contains(.text("1")))
    #expect(try events(#"{"content":{"a":[1]}}"#).contains(.text(#"{"a":[1]}"#)))
  }

  @Test(arguments: [
    (#""Who?""#, ["Who?"]), (#"["Who?", " ", "When?"]"#, ["Who?", "When?"]),
    (#"[{"prompt":"Who?","confidence":0.8},{"question":"When?"}]"#, ["Who?", "When?"]),
    (#"{"prompt":"Who?"}"#, ["Who?"]),
  ])
  func `follow-ups are texts or objects`(_ given: String, _ prompts: [String]) throws {
    let reply = try Decoding(#"{"content":"a","followUps":\#(given)}"#, ".").reply
    #expect(reply.followUps.map(\.prompt) == prompts)
    #expect(reply.followUps.map(\.number) == Array(1...prompts.count))
  }

  @Test(arguments: [
    (#""https://docs.example.com/a""#, Citation(number: 1, url: "https://docs.example.com/a")),
    (#""Leave policy""#, Citation(number: 1, title: "Leave policy")),
    (#"{"title":"A","page":3}"#, Citation(number: 1, title: "A", page: 3)),
    (#"[{"number":7,"title":"A"}]"#, Citation(number: 7, title: "A")),
    (
      #"[{"title":"A","ranges":[{"start":0,"end":1},{"start":3,"end":2}]}]"#,
      Citation(number: 1, title: "A", ranges: [TextRange(start: 0, end: 1)])
    ),
  ])
  func `a citation is a text or an object, in a list or not`(_ given: String, _ cited: Citation)
    throws
  {
    let reply = try Decoding(#"{"content":"a","citations":\#(given)}"#, ".").reply
    #expect(reply.citations == [cited])
  }

  @Test(arguments: [
    (#""High""#, Confidence(label: "High")), ("0.95", Confidence(number: 0.95)),
    ("95", Confidence(number: 95)), (#""95%""#, Confidence(number: 95)),
  ])
  func `a confidence is a word, a number or a per cent`(_ given: String, _ told: Confidence) throws
  {
    let reply = try Decoding(#"{"content":"a","confidence":\#(given)}"#, ".").reply
    #expect(reply.confidence == told)
  }

  @Test func `a tool call that comes again adds to what is known of it`() throws {
    let body = """
      {"toolCalls":{"id":"t1","name":"Glob","input":"{\\"a\\":1}","status":"running"}}
      {"toolCalls":{"id":"t1","status":"completed","result":"x","isError":false}}
      {"toolCalls":[{"id":"t2"},{"id":"t1"},"Bash"]}
      """
    #expect(
      try Decoding(body, ".").reply.toolCalls == [
        ToolCall(
          id: "t1",
          name: "Glob",
          input: .object([.init("a", .number("1"))]),
          status: "completed",
          result: "x",
          isError: false
        ), ToolCall(name: "Bash"),
      ]
    )
  }

  @Test func `reasoning beside the whole answer is not said twice`() throws {
    let body = """
      {"reasoning":"The policy"}
      {"reasoning":" says it."}
      {"content":"Yes.","reasoning":{"text":"The policy says it.","durationMillis":5}}
      """
    let reasoning = try Decoding(body, ".").reply.reasoning
    #expect(reasoning == Reasoning(text: "The policy says it.", durationMillis: 5))
  }

  @Test func `a key that no reply has is told once`() throws {
    let body = "{\"content\":\"a\",\"citation\":1}\n{\"citation\":2}\n"
    let notices = try events(body).filter { if case .notice = $0 { true } else { false } }
    #expect(
      notices == [
        .notice(
          "the filter 'backends.work.response' gives 'citation', which no reply has; see 'chat schema'"
        )
      ]
    )
  }

  @Test(arguments: [
    (#"{"error":"it broke"}"#, BackendError(message: "it broke")),
    (
      #"{"error":{"message":"wait","code":"429","status":429,"retryAfterMillis":2000}}"#,
      BackendError(message: "wait", code: "429", status: 429, retryAfterMillis: 2000)
    ),
  ])
  func `an error is the reply's failure`(_ body: String, _ error: BackendError) throws {
    #expect(try events(body) == [.failed(error)])
    for none in ["null", "false", "\"\""] {
      #expect(try Decoding(#"{"content":"a","error":\#(none)}"#, ".").error == nil)
    }
  }

  @Test func `a filter that fails in the middle keeps what came`() throws {
    let body = "{\"t\":\"a\"}\n{\"t\":[1]}\n{\"t\":\"c\"}\n"
    let decoding = try Decoding(body, "{delta: (.t + \"!\")}")
    #expect(decoding.reply.content == "a!")
    guard case .filter(let failure) = decoding.error else {
      Issue.record("\(String(describing: decoding.error))")
      return
    }
    #expect(failure.filter == "backends.work.response" && failure.input == #"{"t":[1]}"#)
    #expect(failure.reason.contains("cannot be added"))
  }

  @Test func `a reply in which the filter finds no answer is not understood`() throws {
    let failure = FilterFailure(
      filter: "backends.work.response",
      reason: "it finds no answer in the reply",
      input: #"{"a":1}"#
    )
    #expect(try Decoding("{\"a\":1}", "{id: .b}").error == .filter(failure))
    #expect(try Decoding("", ".").error == .empty)
  }

  @Test func `a long id comes to the filter as a text, and other numbers as they are`() throws {
    let body =
      #"{"chat_id":1234567890123456789,"ids":[9007199254740993],"n":12345678901234567,"i":{"id":7}}"#
    let filter =
      "{content: (.n | type), conversationId: .chat_id, id: .ids[0], metadata: {i: .i.id}}"
    let reply = try Decoding(body, filter).reply
    #expect(
      reply.facts.conversationId == "1234567890123456789" && reply.facts.id == "9007199254740993"
    )
    #expect(
      reply.content == "number" && reply.facts.metadata == .object([.init("i", .number("7"))])
    )
  }

  @Test func `every split gives the same events`() throws {
    let api = try MappingAPI([.response: Self.response, .done: ".last"])
    let stream =
      "event: a\ndata: {\"answer\":\"20 \u{E9}\"}\n\ndata: \(Self.body)\n\ndata: [DONE]\n\n"
    for body in [Self.body, Self.body + "\n{\"last\":true}\n", stream] {
      WireFixture(api: "mapping", name: "made", body: Array(body.utf8))
        .expectSameEventsWhereverSplit(by: api)
    }
  }
}
