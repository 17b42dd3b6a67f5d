import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct MixFixtureTests {
  private static let fixtures = WireFixture.all(of: "mix")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 25)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: MixAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: MixAPI())
  }

  @Test(arguments: fixtures)
  func `invents nothing when it is cut, and is complete only with its last event`(
    _ fixture: WireFixture
  ) {
    let whole = Decoding(of: [fixture.body], by: MixAPI())
    let isStream = fixture.body.starts(with: Array("id".utf8)) || fixture.name == "nameless-events"
    for cut in Cut.every(of: fixture.body, by: MixAPI()) {
      var events = cut.genuineEvents
      // The event in the middle of which the body ends.
      if Self.isOfACutEvent(events.last) { events.removeLast() }
      let isBeginning = whole.events.starts(with: events)
      #expect(isBeginning, "cut at \(cut.position): \(cut.end.notation)")
      guard isStream, cut.end.events.last == .finished(.stop) else { continue }
      #expect(cut.end.events == whole.events, "cut at \(cut.position)")
    }
  }

  /// Whether it tells only of the cut: the event is damaged, or what the proxy says is not whole.
  private static func isOfACutEvent(_ event: ReplyEvent?) -> Bool {
    switch event {
    case .notice(let text): text.contains("damaged")
    case .failed(let error): "the proxy gave up".hasPrefix(error.message)
    default: false
    }
  }

  @Test func `what follows the end of the turn is another's`() {
    let turn = """
      event: complete
      data: {"type":"complete","done":true,"content":"A"}


      """
    let decoding = Decoding(of: turn + turn.replacing("\"A\"", with: "\"B\""), by: MixAPI())
    #expect(decoding.events == [.text("A"), .finished(.stop)])
  }

  @Test func `an answer of many deltas takes time in proportion`() {
    let delta = "event: content\ndata: {\"type\":\"content\",\"content\":\"word \"}\n\n"
    let end = "event: complete\ndata: {\"type\":\"complete\",\"done\":true}\n\n"
    let body = String(repeating: delta, count: 20_000) + end
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(Decoding(of: body, by: MixAPI()).reply.content.utf8.count == 100_000)
    }
    #expect(time < .seconds(20))
  }
}

/// What a turn's record adds to what the stream told.
@Suite struct MixRecordsTests {
  private static let stream = """
    event: tool_use_start
    data: {"type":"tool_use_start","name":"Glob","id":"t1"}

    event: tool_execution_complete
    data: {"type":"tool_execution_complete","toolName":"Glob","success":true,"toolCallId":"t1"}

    event: thinking
    data: {"type":"thinking","content":"Use Glob."}

    event: complete
    data: {"type":"complete","done":true,"messageId":"m2"CONTENT}


    """

  private static let records = """
    [{"id":"m1","sessionId":"s1","role":"assistant","userInput":"Other","assistantResponse":"No.",
    "cost":9},
    {"id":"m2","sessionId":"s1","role":"assistant","userInput":"List","assistantResponse":"Two files.",
    "reasoning":"Use Glob.","reasoningDuration":840,"model":"model-large","inputTokens":3,
    "toolCalls":[{"id":"t1","name":"Glob","input":"{}","type":"x","finished":true,"result":"a b"}],
    "callbackResults":[{"tool_call_id":"t1","tool_name":"Glob","callback_type":"bash_script",
    "success":true,"exit_code":0}]}]
    """

  private func added(_ records: String, content: String, prompt: String) -> [ReplyEvent] {
    var decoder = MixDecoder()
    var events: [ReplyEvent] = []
    let stream = Self.stream.replacing("CONTENT", with: content)
    try? decoder.receive(Array(stream.utf8)) { _ in }
    #expect(decoder.isOver)
    decoder.add(records: Array(records.utf8), ofTurnWith: prompt) { events.append($0) }
    return events
  }

  private let facts = MessageFacts(
    id: "m2",
    conversationId: "s1",
    model: "model-large",
    role: .assistant
  )
  private let call = ToolCall(
    id: "t1",
    name: "Glob",
    input: .object([]),
    status: "completed",
    result: "a b",
    isError: false
  )
  private var callback: CallbackResult {
    var result = CallbackResult(toolCallId: "t1", toolName: "Glob", type: "bash_script")
    result.success = true
    result.exitCode = 0
    return result
  }

  @Test func `the record of the completed message adds what is missing, and nothing twice`() {
    let content = #","content":"Two files.""#
    #expect(
      added(Self.records, content: content, prompt: "?") == [
        .started(facts), .reasoning(Reasoning(durationMillis: 840)), .toolCall(call),
        .callbackResult(callback), .usage(Usage(inputTokens: 3)),
      ]
    )
  }

  @Test func `an answer that the stream left out comes from the record`() {
    #expect(added(Self.records, content: "", prompt: "?").contains(.text("Two files.")))
  }

  @Test func `a record is known by its prompt too`() {
    let records = Self.records.replacing("m2", with: "other")
    #expect(!added(records, content: "", prompt: " List\n").isEmpty)
    #expect(added(records, content: "", prompt: "?").isEmpty)
  }

  @Test(arguments: ["", "[]", "{}", "null", "<html>", "[{\"id\":\"m2\"}]"])
  func `anything else adds nothing`(_ records: String) {
    #expect(added(records, content: "", prompt: "List").isEmpty)
  }
}
