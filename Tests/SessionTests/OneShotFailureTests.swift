import CommandLine
import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// How a prompt that fails ends, and what is left of its answer.
@Suite struct OneShotFailureTests {
  private let terminal = RecordingTerminal()

  private func ask(_ option: String? = nil, _ script: ScriptedTransport.Step...) throws -> Ending {
    var oneShot = OneShot(
      settings: try .typed(option.map { [$0] } ?? []),
      exchange: ScriptedBackend(script).exchange,
      terminal: terminal,
      showsFooter: false
    )
    return oneShot.ask("a")
  }

  @Test(arguments: [
    (TransportFailure.unknownHost("x"), Status.unreachable),
    (.timedOut(.connect, seconds: 10), .timedOut),
    (.notHTTP, .notUnderstood),
    (.badURL(reason: "x"), .usage),
  ])
  func `before the answer`(failure: TransportFailure, status: Status) throws {
    #expect(try ask(nil, .fail(failure)) == .exit(status))
    #expect(terminal.output.isEmpty && terminal.errors.hasPrefix("chat: "))
  }

  @Test(arguments: [
    (400, Status.failed), (401, .notLetIn), (403, .notLetIn), (404, .failed), (408, .timedOut),
    (429, .rateLimited), (500, .failed), (302, .failed), (202, .failed),
  ])
  func `by a status`(status: Int, exit: Status) throws {
    let body = "{\"queuedRequestId\": \"q\"}"
    #expect(try ask(nil, .head(status), .text(body)) == .exit(exit))
    #expect(terminal.output.isEmpty && terminal.errors.contains("status \(status)"))
  }

  @Test(arguments: [nil, "--markdown"])
  func `midway the text so far stays, on a line of its own`(option: String?) throws {
    let ending = try ask(
      option,
      .head(),
      .text(Glean.line("Half an")),
      .fail(.interrupted(reason: "reset"))
    )
    #expect(ending == .exit(.unreachable))
    #expect(terminal.output == "Half an\n")
    #expect(terminal.errors == "chat: the answer is incomplete: reset\ntry again\n")
    #expect(terminal.actions.last.map { if case .notify = $0 { true } else { false } } == true)
  }

  @Test func `at the end, when the end is missing`() throws {
    let ending = try ask(nil, .head(), .text(Glean.line("Half an") + "{\"messages\":["))
    #expect(ending == .exit(.unreachable))
    #expect(terminal.output == "Half an\n")
    #expect(terminal.errors.hasPrefix("chat: the answer is incomplete: the reply ended"))
  }

  @Test func `by an error inside the answer`() throws {
    let ending = try ask(
      nil,
      .head(),
      .text(Glean.line("Half")),
      .text(Glean.message("ERROR", "out of tokens"))
    )
    #expect(ending == .exit(.failed))
    #expect(terminal.output == "Half\n")
    #expect(terminal.errors == "chat: the backend reports an error: out of tokens\n")
  }

  @Test(arguments: [Int32(1), 2, 3, 15])
  func `a signal ends the program by it, with the text so far`(signal: Int32) throws {
    let ending = try ask(nil, .head(), .text(Glean.line("Half")), .fail(.cancelled(signal: signal)))
    #expect(ending == .signal(signal))
    #expect(terminal.output == "Half\n")
    #expect(terminal.errors == "chat: interrupted: the answer is incomplete\n")
    #expect(terminal.flushedCount >= 2)
  }

  @Test func `a signal before the answer says nothing`() throws {
    #expect(try ask(nil, .head(), .fail(.cancelled(signal: 2))) == .signal(2))
    #expect(terminal.output.isEmpty && terminal.errors.isEmpty)
  }

  @Test(arguments: [OutputFailure.brokenPipe, .other(reason: "full")])
  func `a closed output ends the transfer without a word`(failure: OutputFailure) throws {
    terminal.onFlush = { if !$0.output.isEmpty { $0.failure = failure } }
    let line = Glean.line("One two three")
    let transport = ScriptedBackend([
      .head(), .text(Glean.message("WARNING", "odd")), .text(line), .text(String(line.prefix(9))),
      .text("never read"),
    ])
    var oneShot = OneShot(
      settings: try .typed(),
      exchange: transport.exchange,
      terminal: terminal,
      showsFooter: true
    )
    _ = oneShot.ask("a")
    #expect(transport.transport.stepsLeftAtStop == [2])
    #expect(terminal.errors.isEmpty)
  }
}

/// Failures as data: `--json` and `--raw`.
@Suite struct OneShotDataFailureTests {
  private let terminal = RecordingTerminal()

  private func ask(_ option: String, _ script: ScriptedTransport.Step...) throws -> Ending {
    var oneShot = OneShot(
      settings: try .typed([option]),
      exchange: ScriptedBackend(script).exchange,
      terminal: terminal,
      showsFooter: false
    )
    return oneShot.ask("a")
  }

  /// The object on standard output.
  private func json() throws -> JSONView {
    #expect(terminal.output.hasSuffix("}\n") && terminal.output.split(separator: "\n").count == 1)
    return try JSONView(parsing: Array(terminal.output.utf8))
  }

  @Test func `JSON has what the backend says of its failure`() throws {
    let ending = try ask(
      "--json",
      .head(429, ["Retry-After": "2"]),
      .text("{\"error\": {\"message\": \"slow down\", \"code\": \"rate\"}}")
    )
    #expect(ending == .exit(.rateLimited))
    let error = try #require(try json()["error"])
    #expect(error["message"]?.string == "slow down" && error["code"]?.string == "rate")
    #expect(error["status"]?.int == 429 && error["retryAfterMillis"]?.int == 2_000)
    #expect(try json()["finishReason"]?.string == "error")
    #expect(try json()["type"]?.string == "error" && json()["incomplete"] == nil)
    #expect(terminal.errors.hasPrefix("chat: too many requests: status 429: slow down (rate)\n"))
  }

  @Test func `JSON has the words of every other failure, and what came before it`() throws {
    let ending = try ask(
      "--json",
      .head(),
      .text(Glean.line("Half")),
      .fail(.interrupted(reason: "re\nset"))
    )
    #expect(ending == .exit(.unreachable))
    let object = try json()
    #expect(object["error"]?["message"]?.string == "the answer is incomplete: re set")
    #expect(object["content"]?.string == "Half" && object["incomplete"]?.bool == true)
    #expect(object["finishReason"] == nil)
  }

  @Test(arguments: [
    (TransportFailure.noAnswer, Status.unreachable), (.notHTTP, .notUnderstood),
  ])
  func `JSON comes also when there is no reply`(failure: TransportFailure, exit: Status) throws {
    #expect(try ask("--json", .fail(failure)) == .exit(exit))
    let object = try json()
    #expect(object["content"]?.string == "" && object["error"]?["message"] != nil)
    #expect(object["prompt"]?.string == "a" && object["incomplete"] == nil)
  }

  @Test func `JSON tells of a signal`() throws {
    let ending = try ask("--json", .head(), .text(Glean.line("Half")), .fail(.cancelled(signal: 2)))
    #expect(ending == .signal(2))
    #expect(try json()["finishReason"]?.string == "cancelled")
    #expect(try json()["incomplete"]?.bool == true)
  }

  @Test func `a diagnostic without a reply is an object of its own`() {
    let diagnostic = Diagnostic("no \"backend\"\u{1B}", remedy: "x", exitStatus: .usage)
    let object = #""error":{"message":"no \"backend\"\u001b"}}"# + "\n"
    #expect(diagnostic.line(in: .json) == Array(("{" + object).utf8))
    #expect(diagnostic.line(in: .ndjson) == Array((#"{"type":"failed","# + object).utf8))
    for form in [OutputForm.rendered, .raw, .markdown] { #expect(diagnostic.line(in: form) == []) }
  }

  @Test(arguments: [
    ("hello", Status.answered), ("<html></html>", .answered), ("\u{FEFF}1 2", .answered),
    ("{\"other\": 1}", .answered), ("", .notUnderstood), (" \n", .notUnderstood),
    ("{\"messages\": [", .unreachable), ("{\"error\": \"no\"}", .failed),
  ])
  func `raw bytes need not be understood, but they must be whole and no error`(
    body: String,
    exit: Status
  ) throws {
    #expect(try ask("--raw", .head(), .text(body)) == .exit(exit))
    #expect(terminal.output == body)
    #expect(terminal.errors.isEmpty == (exit == .answered))
  }

  @Test func `raw bytes that are no text are all passed on`() throws {
    let ending = try ask("--raw", .head(), .bytes([0xFF, 0x0A]), .bytes([0xFE, 0x0A]))
    #expect(ending == .exit(.answered))
    #expect(terminal.actions.contains(.writeRaw([0xFE, 0x0A])))
  }

  @Test func `raw passes on the whole body of an error`() throws {
    let piece = String(repeating: "x", count: 1 << 16)
    #expect(try ask("--raw", .head(401), .text(piece), .text("end")) == .exit(.notLetIn))
    #expect(terminal.output == piece + "end")
  }

  @Test func `raw that breaks off is a failure`() throws {
    let ending = try ask("--raw", .head(), .text("hel"), .fail(.interrupted(reason: "reset")))
    #expect(ending == .exit(.unreachable))
    #expect(terminal.output == "hel")
  }
}
