import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// What goes beside the prompt's own request, and in it, where the API wants that.
@Suite struct HTTPBackendTests {
  private static let packet =
    #"{"placement":{},"obj":{"type":"message_delta","content":"20 "}}"# + "\n"
  private static let session = #"{"chat_session_id":"s-9"}"# + "\n"
  private static let url = "https://onyx.example.com/api"

  private func run(
    _ script: [ScriptedBackend.Step]...,
    api: any ChatAPI = OnyxAPI(),
    prompt: PromptRequest = PromptRequest(prompt: "a"),
    shouldProceed: @escaping () -> Bool = { true }
  ) -> (outcome: Exchange.Outcome, requests: [HTTPRequest], limits: [TransferLimits]) {
    let transport = ScriptedTransport(playing: script)
    let backend = HTTPBackend(
      api: api,
      endpoint: Endpoint(url: Self.url, token: "geheim-1"),
      limits: TransferLimits(connect: 1, total: 9),
      transport: transport
    )
    let outcome = Exchange(backend: backend) { 0 }
      .run(prompt, onEvent: { _ in }, shouldProceed: shouldProceed)
    return (outcome, transport.requests, transport.limits)
  }

  @Test func `an answer that is interrupted is stopped at the backend, by the session it has told`()
  {
    let run = run(
      [.head(), .text(Self.session + Self.packet), .fail(.cancelled(signal: 2))],
      [.fail(.noAnswer)]
    )
    #expect(run.requests.map(\.url).last == Self.url + "/chat/stop-chat-session/s-9")
    #expect(run.requests.last?.method == "POST" && run.limits.last?.total == 2)
    #expect(run.outcome.failure == .transport(.cancelled(signal: 2)))
    #expect(run.outcome.reply.content == "20 " && run.outcome.reply.isIncomplete)
  }

  @Test func `or by that of the turn before`() {
    let prompt = PromptRequest(prompt: "a", conversationId: "s-1")
    let run = run([.fail(.cancelled(signal: 15))], [.head()], prompt: prompt)
    #expect(run.requests.map(\.url).last == Self.url + "/chat/stop-chat-session/s-1")
  }

  @Test func `without a session nothing is sent`() {
    #expect(run([.head(), .text(Self.packet), .fail(.cancelled(signal: 2))]).requests.count == 1)
  }

  @Test func `nor is what has ended, or has failed, stopped`() {
    let stop = #"{"placement":{},"obj":{"type":"stop"}}"# + "\n"
    #expect(run([.head(), .text(Self.session + Self.packet + stop)]).requests.count == 1)
    #expect(run([.head(), .text(Self.session), .fail(.noAnswer)]).requests.count == 1)
    #expect(run([.head(500), .text("no")]).requests.count == 1)
  }

  @Test func `a reader that has gone stops it too`() {
    let run = run([.head(), .text(Self.session)], [.head()], shouldProceed: { false })
    #expect(run.requests.count == 1, "the session was not known yet")
    var count = 0
    let later = self.run([.head(), .text(Self.session)], [.head()]) {
      count += 1
      return count < 2
    }
    #expect(later.requests.count == 2 && later.outcome.failure == nil)
  }

  @Test func `a conversation that is named here is told under one id, and the next under another`()
  {
    let done = #"data: {"type":"finish"}"# + "\n\n"
    let ids = (0..<2).map { _ in
      run([.head(), .text(done)], api: VercelAPI()).outcome.reply.facts.conversationId ?? ""
    }
    #expect(ids.allSatisfy { $0.count == 16 } && ids[0] != ids[1])
    let prompt = PromptRequest(prompt: "a", conversationId: "c-1")
    let later = run([.head(), .text(done)], api: VercelAPI(), prompt: prompt)
    #expect(later.outcome.reply.facts.conversationId == "c-1")
    #expect(run([.head(500)], api: VercelAPI()).outcome.reply.facts.conversationId == nil)
  }

  @Test func `an answer that the backend has cancelled is incomplete, which is no failure`() {
    let stop = #"{"placement":{},"obj":{"type":"stop","stop_reason":"user_cancelled"}}"# + "\n"
    let outcome = run([.head(), .text(Self.session + Self.packet + stop)]).outcome
    #expect(outcome.failure == nil && outcome.reply.isIncomplete)
    #expect(outcome.reply.finishReason == .cancelled)
  }
}
