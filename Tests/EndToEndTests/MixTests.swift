import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// `chat` with a server that behaves like Mix.
@Suite struct MixTests {
  private static let turn = [
    "POST /api/sessions", "GET /stream?sessionId=s1", "POST /api/sessions/s1/messages",
    "GET /api/sessions/s1/messages",
  ]

  private func start(
    _ mix: MixServer,
    _ options: [String] = [],
    path: String = ""
  ) throws -> ChatProcess {
    try ChatProcess(["ask", "--api=mix", "-u", mix.url(path)] + options + ["List the files"])
  }

  private func terminal(_ mix: MixServer, _ arguments: [String] = []) throws -> ChatTerminal {
    try ChatTerminal(arguments, environment: ["CHAT_URL": mix.url(), "CHAT_API": "mix"])
  }

  @Test(arguments: ["", "/", "/api", "/api/sessions"])
  func `answers from a stream beside the posts`(path: String) throws {
    let mix = try MixServer([.text("Two "), .text("files."), .complete("Two files.")])
    let result = try start(mix, path: path).waitForExit()
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout == "Two files.\n" && result.stderr == "")
    #expect(mix.lines == Self.turn)
    let requests = mix.server.requests
    // The stream is open while the message is posted.
    #expect(requests[1].connection != requests[2].connection)
    #expect(
      requests.map(\.bodyText) == [
        #"{"title":"List the files","browserMode":"local-browser-service"}"#, "",
        #"{"text":"List the files"}"#, "",
      ]
    )
    #expect(requests[1]["Accept"] == "text/event-stream")
    #expect(mix.server.waitForHangUp())
  }

  @Test func `the object has what the records tell`() throws {
    let mix = try MixServer(
      [.complete("Two files.")],
      records: """
        [{"id":"m1","sessionId":"s1","role":"assistant","userInput":"List the files",
        "assistantResponse":"Two files.","reasoning":"Use Glob.","reasoningDuration":840,
        "toolCalls":[{"id":"t1","name":"Glob","input":"{\\"pattern\\":\\"*\\"}","type":"tool_use",
        "finished":true,"result":"a b"}],"callbackResults":[{"tool_call_id":"t1","tool_name":"Glob",
        "callback_type":"bash_script","success":true,"exit_code":0,"stdout":"ok"}],
        "inputTokens":12,"model":"model-large"}]
        """
    )
    let result = try start(mix, ["--json"]).waitForExit()
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes)
    #expect(object["api"]?.string == "mix" && object["conversationId"]?.string == "s1")
    #expect(object["callbackResults"]?[0]?["exitCode"]?.int == 0)
    #expect(object["toolCalls"]?[0]?["input"]?["pattern"]?.string == "*")
    #expect(object["reasoning"]?["durationMillis"]?.int == 840)
    #expect(object["usage"]?["inputTokens"]?.int == 12)
    #expect(object["model"]?.string == "model-large")
  }

  @Test func `a permission is asked for in a terminal, and granted by a yes`() throws {
    let mix = try MixServer([
      .text("I look at"), .permission, .answer, .text(" them. Two files."),
      .complete("I look at them. Two files."),
    ])
    let chat = try terminal(mix, ["ask", "List the files"])
    try chat.waitFor("allow it? [y/N]")
    try chat.terminal.type("y\r")
    try chat.waitFor("Two files.")
    #expect(
      chat.lines.prefix(6) == [
        "I look", "Bash asks for permission:", "  List the folder", "  action: execute",
        "  command: ls", "allow it? [y/N] y",
      ]
    )
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(mix.lines.contains("POST /api/permissions/p1/grant"))
  }

  @Test(arguments: [["ask", "List the files"], []])
  func `what was typed before the question does not answer it`(arguments: [String]) throws {
    let gate = LoopbackGate()
    let mix = try MixServer([
      .text("I look.\\n\\n"), .hold(gate), .permission, .answer, .complete("I look.\\n\\nNo."),
    ])
    let chat = try terminal(mix, arguments)
    if arguments.isEmpty { try chat.enter("List the files") }
    try chat.waitFor("I look.")
    try chat.terminal.type("y\ryes")
    // In a conversation it is not shown; the answer that comes now brings the question behind it.
    if !arguments.isEmpty { try chat.waitFor("yes") }
    gate.open()
    try chat.waitFor("allow it? [y/N]")
    try chat.terminal.type("\r")
    try chat.waitFor("No.")
    #expect(mix.lines.contains("POST /api/permissions/p1/deny"))
    #expect(!mix.lines.contains("POST /api/permissions/p1/grant"))
  }

  @Test func `a question that is not open any more holds nothing up`() throws {
    let notification = """
      {"type":"notification","id":"n9","sessionId":"s1","notificationType":"info","title":"Note",\
      "message":"read this","responseType":"acknowledge","timeout":5,"createdAt":1}
      """
    let mix = try MixServer([
      .text("Working. "), .event("notification", notification), .text("It is 42."),
      .complete("Working. It is 42."),
    ])
    let result = try start(mix).waitForExit()
    #expect(result.ending == .exited(0) && result.stdout == "Working. It is 42.\n")
    #expect(!mix.lines.contains("POST /api/sessions/s1/cancel"))
  }

  @Test(arguments: [("y", "grant"), ("", "deny"), ("no", "deny")])
  func `a permission is asked for in a conversation`(typed: String, verdict: String) throws {
    let mix = try MixServer([.permission, .answer, .complete("Two files.")])
    let chat = try terminal(mix)
    try chat.enter("List the files")
    try chat.waitFor("allow it? [y/N]")
    try chat.terminal.type(typed + "\r")
    try chat.waitFor("Two files.")
    #expect(mix.lines.contains("POST /api/permissions/p1/\(verdict)"))
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
  }

  @Test func `a permission is denied where nobody can be asked, with a notice`() throws {
    let mix = try MixServer([.permission, .answer, .complete("I may not.")])
    let result = try start(mix).waitForExit()
    #expect(result.ending == .exited(0) && result.stdout == "I may not.\n")
    #expect(
      result.stderr
        == "chat: not allowed, because nobody is there to be asked: Bash: List the folder\n"
    )
    #expect(mix.lines.contains("POST /api/permissions/p1/deny"))
  }

  @Test func `Ctrl-C at the question denies and cancels`() throws {
    let mix = try MixServer([.text("I look. "), .permission, .answer, .complete("no")])
    let chat = try terminal(mix, ["ask", "List the files"])
    try chat.waitFor("allow it? [y/N]")
    try chat.terminal.type("\u{3}")
    #expect(try chat.terminal.waitForExit() == .signaled(SIGINT))
    #expect(
      mix.lines.suffix(2) == ["POST /api/permissions/p1/deny", "POST /api/sessions/s1/cancel"]
    )
  }

  @Test func `Ctrl-C stops the agent, and keeps what came`() throws {
    let mix = try MixServer([.text("Two "), .answer])
    let chat = try start(mix)
    try chat.waitForOutput("Two")
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT) && result.stdout == "Two\n")
    #expect(result.stderr == "chat: interrupted: the answer is incomplete\n")
    #expect(mix.lines.last == "POST /api/sessions/s1/cancel")
    #expect(mix.server.waitForHangUp())
  }

  @Test func `after a Ctrl-C the conversation goes on in the same session`() throws {
    let mix = try MixServer([.text("Two files and more"), .answer], [.complete("Three.")])
    let chat = try terminal(mix)
    try chat.enter("List the files")
    try chat.waitFor("Two files")
    try chat.terminal.type("\u{3}")
    #expect(mix.waitFor("POST /api/sessions/s1/cancel"))
    try chat.enter("How many?")
    try chat.waitFor("Three.")
    #expect(mix.lines.count { $0 == "POST /api/sessions" } == 1)
    #expect(mix.lines.count { $0 == "POST /api/sessions/s1/messages" } == 2)
  }

  @Test func `an error in mid-stream keeps what came and says why`() throws {
    let error = #"{"error":"the model is overloaded","type":"overloaded_error","retryAfter":60}"#
    let mix = try MixServer([.text("Two "), .event("error", error)])
    let result = try start(mix).waitForExit()
    #expect(result.ending == .exited(1) && result.stdout == "Two\n")
    #expect(result.stderr.contains("the model is overloaded"))
    #expect(mix.lines == Array(Self.turn.dropLast()))
  }

  @Test func `a stream that ends too early is incomplete, and the agent is stopped`() throws {
    let mix = try MixServer([.text("Two "), .end])
    let result = try start(mix).waitForExit()
    #expect(result.ending == .exited(3) && result.stdout == "Two\n")
    #expect(result.stderr.contains("incomplete"))
    #expect(mix.lines.last == "POST /api/sessions/s1/cancel")
  }

  @Test func `lines from a pipe are turns of one session`() throws {
    let mix = try MixServer([.complete("Two files.")], [.complete("Three.")])
    let result = try ChatProcess.run(
      ["--api=mix", "-u", mix.url()],
      input: .text("List the files\n!ls\n")
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout == "Two files.\nThree.\n")
    #expect(mix.lines == Self.turn + Self.turn.dropFirst())
    #expect(mix.server.requests[5].bodyText == #"{"text":" !ls"}"#)
  }

  @Test func `a session that is gone is told`() throws {
    let mix = try MixServer()
    let result = try ChatProcess.run(["ask", "-u", mix.url("/api/sessions/s9"), "x"])
    #expect(result.ending == .exited(1))
    #expect(result.stderr.contains("the session is gone: no session at /stream?sessionId=s9"))
    #expect(mix.lines == ["GET /stream?sessionId=s9"])
  }

  @Test func `the raw answer is the stream`() throws {
    let mix = try MixServer([.complete("Two files.")])
    let result = try start(mix, ["--raw"]).waitForExit()
    #expect(result.ending == .exited(0))
    #expect(result.stdout.hasPrefix("event: connected\ndata: {\"sessionId\":\"s1\"}\n\n"))
    #expect(result.stdout.hasSuffix("\"content\":\"Two files.\"}\n\n"))
  }

  @Test func `a dry run shows the request for a session and the message to it`() throws {
    let mix = try MixServer()
    let first = try start(mix, ["--dry-run"]).waitForExit()
    #expect(first.stdout.hasPrefix("POST \(mix.url("/api/sessions"))\n"))
    #expect(first.stdout.contains("\nPOST \(mix.url("/api/sessions/ID/messages"))\n"))
    let second = try start(mix, ["--dry-run"], path: "/api/sessions/s1").waitForExit()
    #expect(second.stdout.hasPrefix("POST \(mix.url("/api/sessions/s1/messages"))\n"))
    #expect(mix.lines.isEmpty)
  }
}
