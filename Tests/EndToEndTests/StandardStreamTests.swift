import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Standard streams that are closed, full, or not what a program expects.
@Suite struct StandardStreamTests {
  private static let long = LoopbackReply.stream(
    lines: (0..<3_000).map {
      Glean.text("Line \($0) of an answer that nobody reads to its end.\n\n")
    }
  )

  @Test(arguments: [[], ["--json"], ["--ndjson"], ["--raw"], ["--markdown"]], [0, 10])
  func `a reader that goes away ends the program silently`(options: [String], count: Int) throws {
    let server = try LoopbackServer(always: Self.long)
    let result = try ChatProcess.ask(server, options, output: .closedAfter(count))
    #expect(result.ending == .signaled(SIGPIPE))
    #expect(result.stderr == "")
  }

  @Test func `a reader that goes away in the middle of an answer ends the program`() throws {
    let gate = LoopbackGate()
    let rest = (0..<100).map { Glean.text("line \($0)\n\n") }
    let server = try LoopbackServer(always: .stream([Glean.text("one two ")], until: gate, rest))
    let chat = try ChatProcess.asking(server, output: .closedAfter(3))
    #expect(server.waitForRequests(1))
    try chat.waitForOutput("one")
    gate.open()
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGPIPE))
    #expect(result.stderr == "")
  }

  @Test(arguments: [
    [], ["--json"], ["--ndjson"], ["--raw"], ["--markdown"], ["--dry-run"],
  ])
  func `a full device is a failure`(options: [String]) throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.ask(server, options, output: .file("/dev/full"))
    #expect(result.ending == .exited(1))
    #expect(result.stderr.hasPrefix("chat: cannot write the output: "))
  }

  @Test(arguments: [
    ["--version"], ["--help"], ["ask", "--help"], ["completion", "bash"], ["schema"],
    ["ask", "--json", "--nope"], ["ask", "--ndjson", "--nope"],
  ])
  func `a full device is a failure for help too`(arguments: [String]) throws {
    guard access("/dev/full", W_OK) == 0 else { return }
    let result = try ChatProcess.run(arguments, output: .file("/dev/full"))
    #expect(result.ending == .exited(1))
    #expect(try ChatProcess.run(arguments, output: .closedAfter(0)).ending == .signaled(SIGPIPE))
  }

  @Test(arguments: [ChatProcess.Input.closed, .null, .bytes([])])
  func `a prompt that was given needs no input`(input: ChatProcess.Input) throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.ask(server, input: input)
    #expect(result.ending == .exited(0))
    #expect(result.stdout == "Yes.\n")
  }

  @Test(arguments: [ChatProcess.Input.closed, .null, .bytes([])])
  func `a conversation without input ends at once`(input: ChatProcess.Input) throws {
    let result = try ChatProcess.run(
      [],
      environment: ["CHAT_URL": "http://127.0.0.1:1/"],
      input: input
    )
    #expect(result.ending == .exited(0))
    #expect(result.stdout == "" && result.stderr == "")
  }

  @Test func `a closed standard output does not become the connection`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.ask(server, output: .closed)
    #expect(result.ending == .exited(1))
    #expect(result.stderr == "chat: cannot write the output: Bad file descriptor\n")
    #expect(server.requests.count == 1)
    #expect(server.requests.first?.bodyText.hasSuffix("}") == true)
  }

  @Test(arguments: [([UInt8]([0x61, 0xFF]), "byte 2"), ([0x61, 0x62, 0x00], "byte 3")])
  func `a prompt that is no text is refused`(input: [UInt8], place: String) throws {
    let server = try LoopbackServer(always: .json("{}"))
    let result = try ChatProcess.run(
      ["ask"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .bytes(input)
    )
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains(place))
    #expect(server.connectionCount == 0)
  }

  @Test func `a large prompt goes through a pipe whole`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let prompt = String(repeating: "0123456789abcdef", count: 40_000)
    let result = try ChatProcess.run(
      ["ask"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .text(prompt)
    )
    #expect(result.ending == .exited(0))
    #expect(server.requests.first?.bodyText.contains(prompt) == true)
  }

  @Test func `a line of a pipe is asked when it has come`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let chat = try ChatProcess(
      [],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .open
    )
    chat.write("one\n")
    try chat.waitForOutput("Yes.\n")
    chat.write("two")
    chat.closeInput()
    let result = try chat.waitForExit()
    #expect(result.ending == .exited(0))
    #expect(server.requests.count == 2)
    #expect(server.requests.last?.bodyText.contains(#""chatId":"chat_1""#) == true)
  }

  @Test func `of several lines the first that fails decides the status`() throws {
    let yes = LoopbackReply.json(Glean.text("Yes."))
    let server = try LoopbackServer(yes, .text(status: 429, ""), .text(status: 500, ""), yes)
    let result = try ChatProcess.run(
      ["--retry=0"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .text("1\n2\n3\n4\n")
    )
    #expect(result.ending == .exited(5))
    #expect(result.stdout == "Yes.\nYes.\n")
  }
  @Test func `a line that is no text fails alone`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.run(
      [],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .bytes(Array("one\nt".utf8) + [0xFF] + Array("wo\nthree\n".utf8))
    )
    #expect(result.ending == .exited(2))
    #expect(result.stdout == "Yes.\nYes.\n")
    #expect(result.stderr == "chat: the prompt is not text: byte 2 is NUL or not UTF-8\n")
    #expect(server.requests.count == 2)
  }
}
