import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// Requests of a turn that fail.
@Suite struct MixFailureTests {
  typealias Step = ScriptedTransport.Step

  private static let notFound: [Step] = [
    .head(404), .text(#"{"error":{"code":404,"message":"no session s1","type":"not_found"}}"#),
  ]
  private static let stream: [Step] = [
    .head(200, ["Content-Type": "text/event-stream"]),
    .text("event: connected\ndata: {\"sessionId\":\"s1\"}\n\n"),
    .text("event: permission\ndata: {\"id\":\"p1\",\"toolName\":\"Bash\"}\n\n"),
  ]

  private func run(
    _ scripts: [[Step]],
    conversationId: String? = "s1"
  ) -> (failure: ExchangeFailure?, requests: [String]) {
    let transport = ScriptedTransport(playing: scripts)
    let backend = MixBackend(
      endpoint: Endpoint(url: "http://mix.example.com"),
      limits: TransferLimits(),
      transport: transport
    )
    let prompt = PromptRequest(prompt: "a", conversationId: conversationId)
    let outcome = Exchange(backend: backend, now: { 0 }).run(prompt) { _ in
    } decide: { _ in
      .yes
    }
    #expect(transport.isUsedUp)
    return (outcome.failure, transport.requests.map { "\($0.method) \($0.url.dropFirst(22))" })
  }

  @Test func `no session can be had`() {
    let refused = BackendError(message: "title is required", code: "400", status: 400)
    let body = #"{"error":{"code":400,"message":"title is required","type":"validation_error"}}"#
    #expect(run([[.head(400), .text(body)]], conversationId: nil).failure == .backend(refused))
    #expect(
      run([[.fail(.noAnswer)]], conversationId: nil).failure == .transport(.noAnswer)
    )
    #expect(
      run([[.head(200), .text("<html>")]], conversationId: nil).failure
        == .wire(.notUnderstood(reason: "it names no session", start: "<html>"))
    )
  }

  @Test func `a session that is gone is told`() {
    let gone = BackendError(message: "the session is gone: no session s1", code: "404", status: 404)
    #expect(run([Self.notFound]).failure == .backend(gone))
    let (failure, requests) = run([Self.stream, Self.notFound])
    #expect(failure == .backend(gone) && requests.last == "POST /api/sessions/s1/messages")
  }

  @Test func `but not of a session that was just made`() {
    let error = BackendError(message: "no session s1", code: "404", status: 404)
    let made: [Step] = [.head(201), .text(#"{"id":"s1"}"#)]
    #expect(run([made, Self.notFound], conversationId: nil).failure == .backend(error))
  }

  @Test(arguments: [404, 409, 410])
  func `a question that is not open any more does not end the turn`(status: Int) {
    // The stream of the script ends behind the question.
    let (failure, _) = run([Self.stream, [.head(202)], [.head(status)], [.head(200)]])
    #expect(failure == .wire(.incomplete))
  }

  @Test func `an answer that cannot be given ends the turn`() {
    let (failure, requests) = run([Self.stream, [.head(202)], [.head(500)], [.head(200)]])
    #expect(failure == .backend(BackendError(message: "", status: 500)))
    #expect(requests.last == "POST /api/sessions/s1/cancel")
  }

  @Test func `a message that is lost on the way ends the turn`() {
    let (failure, requests) = run([Self.stream, [.fail(.noAnswer)], [.head(200)]])
    #expect(failure == .transport(.noAnswer))
    #expect(requests.last == "POST /api/sessions/s1/cancel")
  }

  @Test func `nothing is posted where no events follow, or an error does`() {
    let page: [Step] = [.head(200, ["Content-Type": "text/html"]), .text("<html></html>")]
    #expect(run([page]).failure == .wire(.webPage(start: "<html></html>")))
    let invalid: [Step] = [
      .head(200), .text("event: error\ndata: {\"error\":\"Invalid session ID: s1\"}\n\n"),
    ]
    #expect(run([invalid]).failure == .backend(BackendError(message: "Invalid session ID: s1")))
    #expect(run([[.head(200)]]).failure == .wire(.empty))
  }
}
