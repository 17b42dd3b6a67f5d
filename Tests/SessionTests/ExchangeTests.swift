import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// A prompt's way to a backend and the reply's way back.
@Suite struct ExchangeTests {
  private let prompt = PromptRequest(prompt: "How much?")

  @Test func `hands over the events and gives their fold`() {
    let clock = ManualClock(at: 1_000)
    let backend = ScriptedBackend(
      [
        .head(), .text(Glean.line("Twenty ", chatId: "c1")), .run { clock.advance(by: 312) },
        .text(Glean.line("days.", followUps: ["Who?"])),
      ],
      clock: clock
    )
    var folded = Reply()
    let outcome = backend.exchange.run(prompt) { folded.apply($0) }
    #expect(outcome.failure == nil && outcome.elapsedMillis == 312)
    #expect(outcome.reply == folded)
    #expect(outcome.reply.content == "Twenty days." && outcome.reply.finishReason == .stop)
    #expect(outcome.reply.facts.conversationId == "c1" && !outcome.reply.isIncomplete)
    #expect(outcome.reply.followUps == numbering(["Who?"]))
  }

  @Test func `sends the request of its API within its limits`() throws {
    let backend = ScriptedBackend([.head(), .text(Glean.line("A"))])
    _ = backend.exchange.run(prompt) { _ in }
    #expect(try backend.transport.requests == backend.exchange.requests(for: prompt))
    #expect(backend.transport.limits == [TransferLimits(connect: 1, total: 2)])
    #expect(backend.exchange.apiName == "glean")
    #expect(backend.exchange.url == "https://chat.example.com/chat")
  }

  @Test func `shows the bytes as they come, also those of an error`() {
    let pieces = ["{\"error\"", ": \"no\"}"]
    let backend = ScriptedBackend([.head(500), .text(pieces[0]), .text(pieces[1])])
    var seen: [String] = []
    _ = backend.exchange.run(
      prompt,
      onBytes: { seen.append(String(decoding: $0, as: UTF8.self)) },
      onEvent: { _ in }
    )
    #expect(seen == pieces)
  }

  @Test func `is stopped without a failure, and what came is a part`() {
    let backend = ScriptedBackend([
      .head(), .text(Glean.line("A")), .text(Glean.line("B")), .text(Glean.line("C")),
    ])
    var events: [ReplyEvent] = []
    let outcome = backend.exchange.run(prompt) {
      events.append($0)
    } shouldProceed: {
      !events.contains(.text("B"))
    }
    #expect(backend.transport.stepsLeftAtStop == [1])
    #expect(outcome.failure == nil && outcome.reply.isIncomplete)
    #expect(outcome.reply.content == "AB" && outcome.reply.finishReason == nil)
    #expect(!events.contains(.finished(.stop)))
  }

  @Test func `is stopped in the middle of a line without a failure`() {
    let line = Glean.line("A")
    let backend = ScriptedBackend([.head(), .text(String(line.prefix(20))), .text("rest")])
    var arrivals = 0
    let outcome = backend.exchange.run(prompt) { _ in
    } shouldProceed: {
      arrivals += 1
      return arrivals < 2
    }
    #expect(outcome.failure == nil && backend.transport.stepsLeftAtStop == [1])
  }

  @Test func `reads no further once the reply is not understood`() {
    let backend = ScriptedBackend([.head(), .bytes([0x22, 0xFF, 0x22, 0x0A]), .text("more")])
    let outcome = backend.exchange.run(prompt) { _ in }
    #expect(outcome.failure == .wire(.notUTF8) && outcome.reply.isIncomplete)
    #expect(backend.transport.stepsLeftAtStop == [1])
  }

  @Test func `but passes all of its bytes on to whoever wants them`() {
    let backend = ScriptedBackend([.head(), .bytes([0x22, 0xFF, 0x22, 0x0A]), .text("more")])
    var count = 0
    let outcome = backend.exchange.run(prompt, onBytes: { count += $0.count }, onEvent: { _ in })
    #expect(outcome.failure == .wire(.notUTF8))
    #expect(count == 8 && backend.transport.stepsLeftAtStop == [nil])
  }
}

/// Responses that are no answer, or only a part of one.
@Suite struct ExchangeFailureTests {
  private func outcome(_ script: ScriptedTransport.Step...) -> Exchange.Outcome {
    ScriptedBackend(script).exchange.run(PromptRequest(prompt: "a")) { _ in }
  }

  @Test func `looks only at the beginning of an error's body`() {
    let piece = ScriptedTransport.Step.text(String(repeating: "x", count: 1 << 15))
    let backend = ScriptedBackend([.head(500), piece, piece, piece, piece])
    let outcome = backend.exchange.run(PromptRequest(prompt: "a")) { _ in }
    #expect(backend.transport.stepsLeftAtStop == [2])
    guard case .backend(let error) = outcome.failure else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.status == 500 && error.message.count == 2_048)
  }

  @Test(arguments: [200, 204])
  func `nothing at all is a failure`(status: Int) {
    for body in ["", " \r\n"] {
      let outcome = outcome(.head(status), .text(body))
      #expect(outcome.failure == .wire(.empty))
      #expect(!outcome.reply.isIncomplete && outcome.reply.finishReason == nil)
    }
    #expect(outcome(.head(status)).failure == .wire(.empty))
  }

  @Test(arguments: [300, 301, 302, 303, 304, 307, 308])
  func `a redirect is told with its place`(status: Int) {
    let place = "https://other.example.com/chat"
    #expect(
      outcome(.head(status, ["location": place]), .text(Glean.line("A"))).failure
        == .redirected(status: status, location: place)
    )
    #expect(outcome(.head(status)).failure == .redirected(status: status, location: nil))
  }

  @Test func `a web page is no answer`() {
    let page = "<!DOCTYPE html>\n<html><title>Log in</title></html>\n"
    let success = outcome(.head(200, ["Content-Type": "text/html"]), .text(page))
    guard case .wire(.webPage(let start)) = success.failure else {
      Issue.record("\(success)")
      return
    }
    #expect(start.hasPrefix("<!DOCTYPE") && !success.reply.isIncomplete)
    let error = BackendError(message: "a web page titled \"Log in\"", status: 500)
    #expect(outcome(.head(500), .text(page)).failure == .backend(error))
  }

  @Test(arguments: [400, 401, 404, 429, 500, 503, 599])
  func `a good answer under a bad status is a failure`(status: Int) {
    let outcome = outcome(.head(status), .text(Glean.line("All is well.")))
    guard case .backend(let error) = outcome.failure else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.status == status && outcome.reply.content.isEmpty)
    #expect(outcome.reply.error == error && outcome.reply.finishReason == .error)
  }

  @Test func `a queued request is a failure that says so`() {
    let outcome = outcome(.head(202), .text("{\"queuedRequestId\": \"q1\", \"chatId\": \"c1\"}"))
    guard case .backend(let error) = outcome.failure else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.status == 202 && error.code == "queued")
    #expect(outcome.reply.facts.conversationId == "c1")
  }

  @Test func `an error in the answer keeps what came before it`() {
    let outcome = outcome(
      .head(),
      .text(Glean.line("Half")),
      .text(Glean.message("ERROR", "out of tokens"))
    )
    #expect(outcome.failure == .backend(BackendError(message: "out of tokens")))
    #expect(outcome.reply.content == "Half" && outcome.reply.finishReason == .error)
    #expect(outcome.reply.error == BackendError(message: "out of tokens"))
  }

  @Test(arguments: [
    TransportFailure.interrupted(reason: "reset"), .timedOut(.idle, seconds: 60),
    .tooLarge(limit: 1), .protocolViolation(reason: "chunk"),
  ])
  func `an answer that breaks off is incomplete, also at the end of a line`(
    failure: TransportFailure
  ) {
    for rest in ["", "{\"messages"] {
      let outcome = outcome(.head(), .text(Glean.line("Half") + rest), .fail(failure))
      #expect(outcome.failure == .transport(failure))
      #expect(outcome.reply.content == "Half" && outcome.reply.isIncomplete)
      #expect(outcome.reply.finishReason == nil && outcome.reply.error == nil)
    }
  }

  @Test func `a body that ends too early is incomplete`() {
    let outcome = outcome(.head(), .text(Glean.line("Half") + "{\"messages\": ["))
    #expect(outcome.failure == .wire(.incomplete))
    #expect(outcome.reply.content == "Half" && outcome.reply.isIncomplete)
  }

  @Test(arguments: [
    TransportFailure.noAnswer, .unknownHost("chat.example.com"), .tls(reason: "expired"),
  ])
  func `an answer that never began is not incomplete`(failure: TransportFailure) {
    let outcome = outcome(.fail(failure))
    #expect(outcome.failure == .transport(failure) && !outcome.reply.isIncomplete)
  }

  @Test func `what the backend says outweighs how its words were lost`() {
    let lost = ScriptedTransport.Step.fail(.interrupted(reason: "reset"))
    #expect(
      outcome(.head(401), .text("no"), lost).failure
        == .backend(BackendError(message: "no", status: 401))
    )
    #expect(
      outcome(.head(), .text(Glean.message("ERROR", "why")), lost).failure
        == .backend(BackendError(message: "why"))
    )
    #expect(
      outcome(.head(302, ["Location": "/x"]), lost).failure
        == .redirected(status: 302, location: "/x")
    )
  }

  @Test func `a signal outweighs everything`() {
    let signal = ScriptedTransport.Step.fail(.cancelled(signal: 15))
    for head in [ScriptedTransport.Step.head(200), .head(401), .head(302)] {
      let outcome = outcome(head, .text(Glean.message("CONTENT", "why")), signal)
      #expect(outcome.failure == .transport(.cancelled(signal: 15)))
      #expect(outcome.reply.finishReason == .cancelled && outcome.reply.isIncomplete)
    }
  }
}
