import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

@Suite struct ReplyJSONTests {
  private var fullTurn: Turn {
    var reply = Reply()
    reply.facts = MessageFacts(
      id: "m_1",
      conversationId: "chat_1",
      sessionToken: "tok",
      model: "model",
      role: .tool,
      type: .system,
      contentFormat: .html,
      backendTimeMillis: 1100,
      createdAt: "2026-02-17T08:00:00.000Z",
      updatedAt: "2026-02-17T08:00:01.000Z",
      metadata: .object([.init("reason", .string("policy"))])
    )
    reply.content = "Leave is 20 days."
    reply.citations = [
      Citation(
        number: 1,
        id: "DOC_1",
        title: "Leave policy",
        url: "https://docs.example.com/leave",
        source: "gdrive",
        excerpt: "Staff get 20 days",
        page: 2,
        score: 0.91,
        ranges: [TextRange(start: 0, end: 16)]
      ),
      Citation(number: 2),
    ]
    reply.confidence = Confidence(number: 0.95)
    reply.followUps = [
      FollowUp(
        number: 1,
        prompt: "How?",
        confidence: Confidence(label: "High"),
        reasoning: "Because"
      ),
      FollowUp(number: 2, prompt: "Who?"),
    ]
    reply.steps = [Step(kind: "searching", text: "leave policy")]
    reply.toolCalls = [
      ToolCall(
        id: "t1",
        name: "Glob",
        input: .object([.init("pattern", .string("*"))]),
        status: "completed",
        result: "a",
        isError: false
      ),
      ToolCall(id: "t2", name: "Read"),
    ]
    for event in workOfAgents { reply.apply(event) }
    reply.finishReason = .toolCalls
    reply.isIncomplete = true
    reply.error = BackendError(message: "slow", code: "429", status: 429, retryAfterMillis: 2000)
    return Turn(
      prompt: "How much?",
      backend: "work",
      api: "glean",
      reply: reply,
      elapsedMillis: 1312
    )
  }

  /// Reasoning, a callback, feedback and usage, with all that they can have.
  private var workOfAgents: [ReplyEvent] {
    var result = CallbackResult(toolCallId: "t1", toolName: "Glob", type: "bash_script")
    result.name = "lint"
    result.success = false
    result.error = "it failed"
    result.exitCode = 2
    result.stdout = "out"
    result.stderr = "err"
    result.subagentId = "a1"
    result.subagentResult = "done"
    result.isExcludedFromContext = true
    let feedback = Feedback(
      helpful: true,
      ratings: [.init("accuracy", 4)],
      categories: ["excellent_answer"],
      comment: "Good.",
      metadata: .object([.init("source", .string("user"))])
    )
    let usage = Usage(
      inputTokens: 12,
      outputTokens: 34,
      totalTokens: 46,
      cachedTokens: 1,
      cacheCreationTokens: 2,
      reasoningTokens: 3,
      cost: 0.001
    )
    return [
      .reasoning(Reasoning(text: "Let me ")), .reasoning(Reasoning(text: "see.")),
      .reasoning(Reasoning(durationMillis: 840)), .callbackResult(result), .feedback([feedback]),
      .usage(usage),
    ]
  }

  /// The object with each member of its own on a line.
  private func lines(_ turn: Turn) -> String {
    guard case .object(let members) = turn.json else { return "" }
    return members.map { JSONWriter.compact(.object([$0])) + "\n" }.joined()
  }

  @Test func `has every fact in the documented order`() {
    expectGolden(lines(fullTurn), named: "json/full.txt")
  }

  @Test func `leaves out what is not known`() {
    expectGolden(lines(Turn(prompt: "How?", api: "plain")), named: "json/minimal.txt")
  }

  @Test func `a number that is none is not known`() {
    var turn = Turn(prompt: "How?", api: "plain")
    turn.reply.citations = [
      Citation(number: 1, score: .nan), Citation(number: 2, score: .infinity),
    ]
    #expect(!JSONWriter.compact(turn.json).contains("null"))
  }

  @Test func `reads back as it was written`() throws {
    let json = fullTurn.json
    let view = try JSONView(parsing: JSONWriter.compactBytes(json), mode: .answer)
    #expect(view.value == json)
    #expect(view["citations"]?[0]?["score"]?.double == 0.91)
  }

  @Test(arguments: [
    "\u{1B}]52;c;aGk=\u{7}", "\u{9B}2J", "\u{202E}rtl", "\u{2066}x\u{2069}", "\u{2028}", "\0",
    "\u{7F}", "\u{E0061}",
    "\u{200B}\u{AD}\u{FEFF}", "\"\\/", "日本語 👩‍👩‍👧 e\u{301}",
  ])
  func `text of every kind is escaped and reads back`(text: String) throws {
    var turn = Turn(prompt: text, backend: text, api: text)
    turn.reply.content = text
    turn.reply.citations = [Citation(number: 1, title: text, url: text, excerpt: text)]
    turn.reply.followUps = [FollowUp(number: 1, prompt: text)]
    turn.reply.confidence = Confidence(label: text)
    turn.reply.error = BackendError(message: text)
    let bytes = JSONWriter.compactBytes(turn.json)
    let written = String(decoding: bytes, as: UTF8.self)
    #expect(
      written.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
          0xE0000...:
          false
        default: true
        }
      }
    )
    let view = try JSONView(parsing: bytes, mode: .answer)
    #expect(view["content"]?.string.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    #expect(view.value == turn.json)
  }

  @Test func `tells an error by its type`() {
    var turn = Turn(prompt: "How?", api: "plain")
    #expect(turn.json["type"] == .string("bot_response"))
    turn.reply.error = BackendError(message: "no")
    #expect(turn.json["type"] == .string("error"))
    #expect(turn.json["error"] == BackendError(message: "no").json)
  }
}
