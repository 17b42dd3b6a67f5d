import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

/// The lines of `--ndjson`.
@Suite struct ReplyEventJSONTests {
  private static let inquiry = Inquiry(id: "p1", kind: .permission, title: "Bash", message: "Run?")

  private static let lines: [(event: ReplyEvent, line: String)] = [
    (.started(MessageFacts()), #"{"type":"started"}"#),
    (
      .started(MessageFacts(api: "glean", id: "m1", conversationId: "c1", type: .system)),
      #"{"type":"started","id":"m1","conversationId":"c1","api":"glean","messageType":"system"}"#
    ),
    (.text("a\n\"\u{1B}é"), #"{"type":"text","delta":"a\n\"\u001bé"}"#),
    (.text(""), #"{"type":"text","delta":""}"#),
    (.textReplaced("b"), #"{"type":"textReplaced","content":"b"}"#),
    (
      .step(Step(kind: "reading", text: "x")), #"{"type":"step","kind":"reading","text":"x"}"#
    ),
    (
      .reasoning(Reasoning(text: "Hm.", durationMillis: 3)),
      #"{"type":"reasoning","text":"Hm.","durationMillis":3}"#
    ),
    (.reasoning(Reasoning()), #"{"type":"reasoning"}"#),
    (
      .toolCall(ToolCall(id: "t", name: "Glob", input: .object([]))),
      #"{"type":"toolCall","toolCall":{"id":"t","name":"Glob","input":{}}}"#
    ),
    (
      .callbackResult(CallbackResult(toolCallId: "t", toolName: "Glob", type: "bash_script")),
      #"{"type":"callbackResult","callbackResult":{"toolCallId":"t","toolName":"Glob","type":"bash_script"}}"#
    ),
    (
      .citations([Citation(number: 1, score: .nan)]),
      #"{"type":"citations","citations":[{"number":1}]}"#
    ),
    (.followUps([]), #"{"type":"followUps","followUps":[]}"#),
    (
      .followUps([FollowUp(number: 1, prompt: "p")]),
      #"{"type":"followUps","followUps":[{"number":1,"prompt":"p"}]}"#
    ),
    (
      .confidence(Confidence(label: "High")),
      #"{"type":"confidence","confidence":{"label":"High","level":"high"}}"#
    ),
    (.usage(Usage(inputTokens: 3)), #"{"type":"usage","usage":{"inputTokens":3}}"#),
    (.usage(Usage()), #"{"type":"usage","usage":{}}"#),
    (.feedback([]), #"{"type":"feedback","feedback":[]}"#),
    (
      .inquiry(inquiry),
      #"{"type":"permission","permission":{"id":"p1","kind":"permission","title":"Bash","message":"Run?"}}"#
    ),
    (
      .inquiry(Inquiry(id: "q", kind: .choice(["a", "b"]), title: "", message: "", details: "d")),
      #"{"type":"permission","permission":{"id":"q","kind":"choice","choices":["a","b"],"title":"","message":"","details":"d"}}"#
    ),
    (.notice("n"), #"{"type":"notice","text":"n"}"#),
    (.finished(.toolCalls), #"{"type":"finished","finishReason":"tool_calls"}"#),
    (
      .failed(BackendError(message: "m", status: 429)),
      #"{"type":"failed","error":{"message":"m","status":429}}"#
    ),
  ]

  @Test(arguments: lines)
  func `are an object each whose type comes first`(_ event: ReplyEvent, _ line: String) throws {
    #expect(String(decoding: event.jsonLine, as: UTF8.self) == line + "\n")
  }

  @Test func `end with the object of the reply`() {
    let turn = Turn(prompt: "p", api: "plain")
    let object = turn.jsonLine.dropLast()
    #expect(turn.lastEventLine == Array(#"{"type":"reply","reply":"#.utf8) + object + [0x7D, 0x0A])
  }
}
