import Conversation
import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// `--ndjson`: an object for each event, when it happens, and the reply behind them.
@Suite struct EventOutputTests {
  @Test func `each event is a whole line as soon as it has come`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream(
        [Glean.text("Leave is ")],
        until: gate,
        [Glean.text("20 days."), Glean.followUps("W")]
      )
    )
    let chat = try ChatProcess.asking(server, ["--ndjson"])
    try chat.waitForOutput("{\"type\":\"text\",\"delta\":\"Leave is \"}\n")
    gate.open()
    let result = try chat.waitForExit()
    #expect(result.ending == .exited(0))
    let lines = try objects(in: result)
    #expect(
      lines.compactMap { $0["type"]?.string }.filter { $0 != "started" }
        == ["text", "text", "followUps", "finished", "reply"]
    )
    #expect(lines.last?["reply"]?["content"]?.string == "Leave is 20 days.")
  }

  @Test func `the last line has the object of --json`() throws {
    let server = try LoopbackServer(
      always: .stream(lines: [
        Glean.text("Leave \u{1B}[31m\u{202E}is"),
        Glean.citation(title: "A", url: "https://a.example.com/"),
      ])
    )
    var last = try objects(in: ChatProcess.ask(server, ["--ndjson"])).last?["reply"]?.value
    var object = try JSONView(parsing: ChatProcess.ask(server, ["--json"]).stdoutBytes).value
    for key in ["elapsedMillis"] {
      last = last?.without(key)
      object = object.without(key)
    }
    #expect(last == object)
  }

  @Test func `what may be taken back is told when it comes and when it is taken back`() throws {
    let server = try LoopbackServer.pipesHub(PipesHub.stream)
    let result = try ChatProcess.run(
      ["ask", "--ndjson", "-u", server.url(path: PipesHub.path), "How much leave do I have?"]
    )
    let lines = try objects(in: result)
    let answer = lines.reduce(into: "") { text, line in
      switch line["type"]?.string {
      case "text": text += line["delta"]?.string ?? ""
      case "textReplaced": text = line["content"]?.string ?? ""
      default: break
      }
    }
    #expect(answer == lines.last?["reply"]?["content"]?.string)
    #expect(lines.count { $0["type"]?.string == "text" } > 1)
  }

  @Test(arguments: [(LoopbackReply.text(status: 429, ""), Int32(5)), (.text(status: 401, ""), 4)])
  func `a failure is an event, and stands in the reply too`(
    reply: LoopbackReply,
    status: Int32
  ) throws {
    let result = try ChatProcess.ask(try LoopbackServer(always: reply), ["--ndjson"])
    #expect(result.ending == .exited(status))
    let lines = try objects(in: result)
    #expect(lines.count { $0["type"]?.string == "failed" } == 1)
    let error = lines.last?["reply"]?["error"]
    #expect(error?["message"]?.string?.isEmpty == false)
    #expect(lines.dropLast().last?["error"]?["message"]?.string == error?["message"]?.string)
  }

  @Test func `lines of a pipe end with a reply each, and one that is no text fails`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.run(
      ["--ndjson"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .bytes(Array("one\nt".utf8) + [0xFF] + Array("wo\nthree\n".utf8))
    )
    #expect(result.ending == .exited(2))
    let ends = try objects(in: result).compactMap { $0["type"]?.string }
      .filter { $0 == "reply" || $0 == "failed" }
    #expect(ends == ["reply", "failed", "reply"])
  }

  @Test(arguments: [
    (["--ndjson", "--nope"], #"{"type":"failed","error":"#),
    (["--nd", "-x"], #"{"type":"failed""#),
    (["--json", "--nope"], #"{"error":"#), (["--js", "-m"], #"{"error":"#),
    (["--nope", "--ndjson"], #"{"type":"failed""#), (["--json=1"], #"{"error":"#),
    (["-m", "--json", "--nope"], ""), (["-qm--json", "--nope"], ""),
    (["--nope", "--", "--json"], ""),
    (["-qm", "x", "--json", "--nope"], #"{"error":"#),
  ])
  func `a failure before there is a reply has the form that was asked for`(
    options: [String],
    start: String
  ) throws {
    let result = try ChatProcess.run(["ask"] + options)
    #expect(result.ending == .exited(2))
    #expect(result.stdout.hasPrefix(start) && result.stdout.isEmpty == start.isEmpty)
    #expect(result.stdoutBytes.count { $0 == 0x0A } == (start.isEmpty ? 0 : 1))
    #expect(result.stderr.hasPrefix("chat: "))
  }

  @Test func `an interruption ends with a failed event and a reply`() throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is")))
    let chat = try ChatProcess.asking(server, ["--ndjson"])
    try chat.waitForOutput("Leave is")
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT))
    let lines = try objects(in: result)
    #expect(lines.suffix(2).map { $0["type"]?.string } == ["failed", "reply"])
    #expect(lines.last?["reply"]?["incomplete"]?.bool == true)
  }

  @Test func `a score that is no number costs no answer`() throws {
    let body = #"{"answer":"Yes.","score":NaN,"sources":[{"title":"A","score":-Infinity}]}"#
    let result = try ChatProcess.ask(
      try LoopbackServer(always: .json(body)),
      ["--json", "--api=plain"]
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes, mode: .strict)
    #expect(object["content"]?.string == "Yes.")
    #expect(object["citations"]?[0]?["score"] == nil)
  }

  private func objects(in result: ChatProcess.Result) throws -> [JSONView] {
    #expect(result.stdoutBytes.last == 0x0A)
    return try result.stdoutBytes.split(separator: 0x0A).map { line in
      try JSONView(parsing: Array(line), mode: .strict)
    }
  }
}

extension JSONValue {
  fileprivate func without(_ name: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }
}
