import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// A turn of a Mix session: a stream, and requests beside it.
@Suite struct MixBackendTests {
  typealias Step = ScriptedTransport.Step

  private static let root = "http://mix.example.com"
  private static let session: [Step] = [.head(201), .text(#"{"id":"s1","title":"a"}"#)]
  private static let accepted: [Step] = [
    .head(202), .text(#"{"status":"processing","sessionId":"s1"}"#),
  ]
  private static let noRecords: [Step] = [.head(404)]
  private static let head = Step.head(200, ["Content-Type": "text/event-stream"])
  private static let connected = event("connected", #"{"sessionId":"s1"}"#)
  private static let complete = event("complete", #"{"done":true,"content":"Two files."}"#)
  private static let permission = event(
    "permission",
    #"{"id":"p1","sessionId":"s1","toolName":"Bash","description":"Run ls"}"#
  )

  private static func event(_ name: String, _ data: String) -> Step {
    .text("event: \(name)\ndata: \(data)\n\n")
  }

  /// What came of a turn.
  private struct Run {
    var outcome: Exchange.Outcome
    var events: [ReplyEvent] = []
    let transport: ScriptedTransport

    /// The requests without the root of their URLs.
    var requests: [String] {
      transport.requests.map { "\($0.method) \($0.url.dropFirst(MixBackendTests.root.count))" }
    }
  }

  private func run(
    _ scripts: [[Step]],
    prompt: PromptRequest = PromptRequest(prompt: "List files"),
    path: String = "",
    onBytes: (([UInt8]) -> Void)? = nil,
    shouldProceed: @escaping ([ReplyEvent]) -> Bool = { _ in true },
    decide: (Inquiry) -> InquiryAnswer = { _ in .unanswered }
  ) -> Run {
    let transport = ScriptedTransport(playing: scripts)
    let backend = MixBackend(
      endpoint: Endpoint(url: Self.root + path),
      limits: TransferLimits(connect: 1, total: 30),
      transport: transport
    )
    var events: [ReplyEvent] = []
    let outcome = Exchange(backend: backend, now: { 0 }).run(
      prompt,
      onBytes: onBytes,
      onEvent: { events.append($0) },
      shouldProceed: { shouldProceed(events) },
      decide: decide
    )
    #expect(transport.isUsedUp)
    return Run(outcome: outcome, events: events, transport: transport)
  }

  @Test func `asks for a session, listens to it, posts the message, and reads the records`() {
    let run = run([
      Self.session, [Self.head, Self.connected, Self.complete, .text("never read")],
      Self.accepted, Self.noRecords,
    ])
    #expect(
      run.requests == [
        "POST /api/sessions", "GET /stream?sessionId=s1", "POST /api/sessions/s1/messages",
        "GET /api/sessions/s1/messages",
      ]
    )
    #expect(run.outcome.failure == nil && !run.outcome.reply.isIncomplete)
    #expect(run.outcome.reply.content == "Two files.")
    #expect(run.outcome.reply.facts.conversationId == "s1")
    #expect(run.events.last == .finished(.stop))
    #expect(run.transport.stepsLeftAtStop[1] == 1)
  }

  @Test func `the limits of each request fit it`() {
    let run = run([
      Self.session, [Self.head, Self.connected, Self.complete], Self.accepted, Self.noRecords,
    ])
    let limits = run.transport.limits
    #expect(limits[1] == TransferLimits(connect: 1, total: 30))
    #expect(limits[0].bodyBytes == 1 << 20 && limits[0].total == 30 && limits[2] == limits[0])
    #expect(limits[3].total == 2 && limits[3].connect == 1)
  }

  @Test(arguments: ["", "/api/sessions/s7"])
  func `goes on in the session of the conversation, or of the URL`(path: String) {
    let run = run(
      [[Self.head, Self.connected, Self.complete], Self.accepted, Self.noRecords],
      prompt: PromptRequest(prompt: "And?", conversationId: path.isEmpty ? "s7" : nil),
      path: path
    )
    #expect(run.requests.first == "GET /stream?sessionId=s7")
    #expect(run.requests[1] == "POST /api/sessions/s7/messages")
    #expect(run.outcome.failure == nil)
  }

  @Test func `what comes before the message is no part of its answer`() {
    let other = Self.event("complete", #"{"done":true,"content":"Other."}"#)
    guard case .bytes(let first) = Self.connected, case .bytes(let second) = other else { return }
    let run = run([
      Self.session, [Self.head, .bytes(first + second), Self.complete], Self.accepted,
      Self.noRecords,
    ])
    #expect(run.outcome.failure == nil && run.outcome.reply.content == "Two files.")
    #expect(!run.events.contains(.text("Other.")))
  }

  @Test func `the records add what the stream does not tell`() {
    let records = """
      [{"id":"m1","sessionId":"s1","role":"assistant","userInput":"List files","model":"large",
      "callbackResults":[{"tool_call_id":"t","tool_name":"Bash","callback_type":"bash_script",
      "success":false,"exit_code":3,"stderr":"no"}],"outputTokens":4,"cost":0.5}]
      """
    let run = run([
      Self.session, [Self.head, Self.connected, Self.complete], Self.accepted,
      [.head(), .text(records)],
    ])
    let reply = run.outcome.reply
    #expect(reply.facts.model == "large" && reply.usage == Usage(outputTokens: 4, cost: 0.5))
    #expect(reply.callbackResults.first?.exitCode == 3 && reply.content == "Two files.")
    #expect(run.events.last == .finished(.stop))
  }

  @Test(
    arguments: [[.fail(.timedOut(.total, seconds: 2))], [.head(500)], [.head(), .text("<")]]
      as [[Step]]
  )
  func `records that do not come are not missed`(_ script: [Step]) {
    let run = run([
      Self.session, [Self.head, Self.connected, Self.complete], Self.accepted, script,
    ])
    #expect(run.outcome.failure == nil && run.outcome.reply.notices.isEmpty)
    #expect(run.outcome.reply.finishReason == .stop)
  }

  @Test(arguments: [(InquiryAnswer.yes, "grant"), (.no, "deny"), (.unanswered, "deny")])
  func `answers what the agent wants to be allowed`(answer: InquiryAnswer, verdict: String) {
    var asked: [Inquiry] = []
    let run = run(
      [
        Self.session, [Self.head, Self.connected, Self.permission, Self.complete], Self.accepted,
        [.head(200)], Self.noRecords,
      ],
      decide: { inquiry in
        asked.append(inquiry)
        return answer
      }
    )
    #expect(asked.map(\.title) == ["Bash"])
    #expect(run.requests[3] == "POST /api/permissions/p1/\(verdict)")
    #expect(run.outcome.failure == nil)
    let notice = "not allowed, because nobody is there to be asked: Bash: Run ls"
    #expect(run.outcome.reply.notices == (answer == .unanswered ? [notice] : []))
  }

  @Test func `answers several questions of one piece, and notifications`() {
    let notification = Self.event(
      "notification",
      #"{"id":"n1","title":"Where?","message":"","responseType":"text"}"#
    )
    guard case .bytes(let first) = Self.permission, case .bytes(let second) = notification
    else { return }
    let run = run(
      [
        Self.session, [Self.head, Self.connected, .bytes(first + second), Self.complete],
        Self.accepted, [.head(200)], [.head(204)], Self.noRecords,
      ],
      decide: { $0.kind == .permission ? .yes : .text("here") }
    )
    #expect(run.requests[3] == "POST /api/permissions/p1/grant")
    #expect(run.requests[4] == "POST /api/notifications/n1/respond")
    #expect(
      String(decoding: run.transport.requests[4].body, as: UTF8.self)
        == #"{"type":"text","value":"here"}"#
    )
    #expect(run.outcome.failure == nil)
  }

  @Test func `a signal in the place of an answer denies, cancels, and is the end`() {
    let run = run(
      [
        Self.session, [Self.head, Self.connected, Self.permission, .text("never read")],
        Self.accepted, [.head(200)], [.fail(.noAnswer)],
      ],
      decide: { _ in .interrupted(signal: 2) }
    )
    #expect(
      Array(run.requests.dropFirst(3)) == [
        "POST /api/permissions/p1/deny", "POST /api/sessions/s1/cancel",
      ]
    )
    #expect(run.outcome.failure == .transport(.cancelled(signal: 2)))
    #expect(run.outcome.reply.finishReason == .cancelled && run.outcome.reply.isIncomplete)
  }

  @Test func `has the session stop when the answer is interrupted`() {
    let text = Self.event("content", #"{"content":"Two "}"#)
    let run = run([
      Self.session, [Self.head, Self.connected, text, .fail(.cancelled(signal: 2))],
      Self.accepted, [.head(200)],
    ])
    #expect(run.requests.last == "POST /api/sessions/s1/cancel")
    #expect(run.transport.limits.last?.total == 2)
    #expect(run.outcome.failure == .transport(.cancelled(signal: 2)))
    #expect(run.outcome.reply.content == "Two " && run.outcome.reply.isIncomplete)
  }

  @Test func `and when nobody wants the rest`() {
    let text = Self.event("content", #"{"content":"Two "}"#)
    let run = run(
      [Self.session, [Self.head, Self.connected, text, text], Self.accepted, [.head(200)]],
      shouldProceed: { !$0.contains(.text("Two ")) }
    )
    #expect(run.requests.last == "POST /api/sessions/s1/cancel")
    #expect(run.outcome.failure == nil && run.outcome.reply.isIncomplete)
    #expect(run.transport.stepsLeftAtStop[1] == 1)
  }

  @Test func `a stream that ends before the answer is incomplete`() {
    let text = Self.event("content", #"{"content":"Two "}"#)
    let run = run([
      Self.session, [Self.head, Self.connected, text], Self.accepted, [.head(200)],
    ])
    #expect(run.outcome.failure == .wire(.incomplete) && run.outcome.reply.isIncomplete)
    #expect(run.requests.last == "POST /api/sessions/s1/cancel")
  }

  @Test func `an error in the stream ends the turn`() {
    let run = run([
      Self.session,
      [
        Self.head, Self.connected, Self.event("content", #"{"content":"Two "}"#),
        Self.event("error", #"{"error":"overloaded"}"#), .text("never read"),
      ], Self.accepted,
    ])
    #expect(run.outcome.failure == .backend(BackendError(message: "overloaded")))
    #expect(run.outcome.reply.content == "Two " && run.requests.count == 3)
  }

  @Test func `bytes are shown as they come`() {
    var bytes = ""
    _ = run(
      [
        Self.session, [Self.head, Self.connected, Self.complete], Self.accepted, Self.noRecords,
      ],
      onBytes: { bytes += String(decoding: $0, as: UTF8.self) }
    )
    #expect(bytes.hasPrefix("event: connected\n") && bytes.hasSuffix("\"Two files.\"}\n\n"))
  }
}
