import Conversation
import Testing
import WireFormats

@Suite struct PipesHubDetectionTests {
  @Test(arguments: [
    "https://hub.example.com/api/v1/conversations", "https://hub.example.com/api/v1/conversations/",
    "https://hub.example.com/api/v1/conversations/stream?a=1",
    "https://hub.example.com/api/v1/conversations/65f1/messages/stream",
    "https://hub.example.com/hub/api/v1/conversations/create",
    "https://hub.example.com/api/v1/agents/k1/conversations/stream",
    "http://127.0.0.1:8000/api/v1/chat/stream", "http://127.0.0.1:8000/query/api/v1/chat/stream/",
  ]) func `recognises a URL`(_ url: String) {
    #expect(PipesHubAPI().recognises(url: url))
    #expect(KnownAPIs.recognised(by: url).name == "pipeshub")
  }

  @Test(arguments: [
    "", "https://hub.example.com", "https://hub.example.com/api/v1", "http://127.0.0.1/api/v1/chat",
    "https://example.com/conversations", "https://example.com/v1/conversations/1/messages",
    "https://example.com/?/api/v1/conversations", "https://example.com/rest/api/v1/chat",
    "https://example.com/api/v1/conversationsx", "https://example.com/api/v1/agents/k1",
    "https://example.com/api/chat", "https://example.com/chat/stream",
  ]) func `leaves other URLs alone`(_ url: String) {
    #expect(!PipesHubAPI().recognises(url: url))
  }

  @Test func `names its API`() {
    #expect(KnownAPIs.named("pipeshub")?.name == "pipeshub")
  }

  private static let own = [
    #"{"conversation":{"messages":[{"messageType":"bot_response"}]}}"#,
    #"{"_id":"c","messages":[{"message_type":"user_query"},{}]}"#,
    #"{"messageType":"system","content":"x"}"#, #"{"answer":"Hi","citations":[]}"#,
    #"{"answer":"Hi","citations":[{"chunkIndex":1}],"confidence":"High"}"#,
    #"{"type":"RUN_STARTED","runId":"r"}"#, #"{"type":"TEXT_MESSAGE_CONTENT","delta":"x"}"#,
    #"{"type":"CUSTOM","name":"conversation_created","value":{}}"#, #"{"type":"HEARTBEAT"}"#,
    #"{"type":"STATE_DELTA","delta":[]}"#,
  ]

  @Test(arguments: own)
  func `recognises its objects`(_ json: String) throws {
    #expect(PipesHubAPI().recognises(frame: try frame(json)))
  }

  @Test(arguments: ["answer_chunk", "restreaming", "RUN_ERROR", "TOOL_CALL_ARGS", "STEP_STARTED"])
  func `recognises its events by their names`(_ name: String) throws {
    #expect(PipesHubAPI().recognises(frame: try frame("{}", named: name)))
  }

  @Test func `recognises its tool events by their members`() throws {
    let json = #"{"tool_name":"search","call_id":"c1"}"#
    #expect(PipesHubAPI().recognises(frame: try frame(json, named: "tool_call")))
    #expect(!PipesHubAPI().recognises(frame: try frame("{}", named: "tool_call")))
    #expect(!PipesHubAPI().recognises(frame: try frame(json)))
  }

  private static let foreign = [
    "{}", "[]", "null", "5", #""text""#, #"{"answer":"Hi"}"#, #"{"answer":5,"citations":[]}"#,
    #"{"answer":"Hi","citations":["https://example.com"]}"#,
    #"{"answer":"Hi","citations":[],"citation_info":[]}"#,
    #"{"answer":"Hi","citations":[],"data_points":[]}"#,
    #"{"messages":[{"author":"GLEAN_AI","messageType":"ERROR","fragments":[]}]}"#,
    #"{"messageType":"CONTENT","fragments":[]}"#, #"{"messages":[{"type":"ai","content":"Hi"}]}"#,
    #"{"conversation":{"messages":[]}}"#, #"{"conversation":"c1","message":"Hi"}"#,
    #"{"type":"message","content":[]}"#, #"{"type":"CUSTOM","name":"other"}"#,
    #"{"type":"text-delta","delta":"x"}"#, #"{"error":{"message":"no"}}"#,
    #"[{"id":"b1","sessionId":"s1","userInput":"Hi","assistantResponse":"Hello"}]"#,
  ]

  @Test(arguments: foreign, ["", "connected", "complete", "error", "message", "data"])
  func `leaves other pieces alone`(_ json: String, _ name: String) throws {
    #expect(!PipesHubAPI().recognises(frame: try frame(json, named: name)))
  }

  @Test func `leaves damaged pieces and text alone`() {
    #expect(!PipesHubAPI().recognises(frame: Frame(content: .text("RUN_STARTED"))))
    #expect(PipesHubAPI().recognises(frame: Frame(name: "restreaming", content: .text(""))))
  }

  private func frame(_ json: String, named name: String = "") throws -> Frame {
    Frame(name: name, content: .json(try JSONView(parsing: Array(json.utf8))))
  }
}
