import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Backends that the configuration describes by filters.
@Suite struct MappingTests {
  private static let rag = """
    request:  "{question: .prompt, session: .conversationId}",
    response: "{content: .answer, confidence: .score, conversationId: .session, \\
                citations: [.sources[]? | {title, url: .link}], followUps: .next}",
    """
  private static let reply =
    #"{"answer":"Leave is 20 days.","score":0.95,"session":"s1","next":["Who approves it?"],"#
    + #""sources":[{"title":"Leave policy","link":"https://docs.example.com/leave"}]}"#

  @Test(arguments: [
    LoopbackReply.json(reply), .stream(lines: [reply]),
    .events(["data: " + reply, "data: [DONE]"]),
    .events(["event: answer\ndata: " + reply]),
  ])
  func `whole, as lines and as events the reply is the same`(_ reply: LoopbackReply) throws {
    let server = try LoopbackServer(always: reply)
    let chat = try Mapped(server, Self.rag)
    let result = try chat.ask(["--json"])
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let object = try JSONView(parsing: result.stdoutBytes)
    #expect(object["content"]?.string == "Leave is 20 days.")
    #expect(object["backend"]?.string == "work")
    #expect(object["conversationId"]?.string == "s1")
    #expect(object["confidence"]?["level"]?.string == "very_high")
    #expect(object["citations"]?[0]?["url"]?.string == "https://docs.example.com/leave")
    #expect(object["followUps"]?[0]?["prompt"]?.string == "Who approves it?")
    #expect(server.requests[0].bodyText == #"{"question":"How much leave?","session":null}"#)
    #expect(try chat.ask([]).stdout == "Leave is 20 days.\n")
  }

  @Test func `the conversation's id goes along with the next prompt`() throws {
    let server = try LoopbackServer(always: .json(Self.reply))
    let chat = try Mapped(server, Self.rag)
    let result = try chat.run([], input: .text("How much leave?\nAnd next year?\n"))
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(
      server.requests.map(\.bodyText) == [
        #"{"question":"How much leave?","session":null}"#,
        #"{"question":"And next year?","session":"s1"}"#,
      ]
    )
  }

  @Test func `method, path and query are as described`() throws {
    let server = try LoopbackServer(always: .json(#""Yes.""#))
    let chat = try Mapped(
      server,
      #"method: "GET", path: "/ask?deep=1", request: "{q: .prompt}", response: ".""#
    )
    #expect(try chat.ask([]).stdout == "Yes.\n")
    #expect(server.requests[0].method == "GET")
    #expect(server.requests[0].target == "/chat/ask?deep=1&q=How%20much%20leave%3F")
    #expect(server.requests[0].body.isEmpty)
  }

  @Test func `what a filter that is none is told with its place`() throws {
    let server = try LoopbackServer(always: .json("{}"))
    let chat = try Mapped(server, "request: \"{q: .prompt}\",\nresponse: \"foo\",")
    let result = try chat.ask([])
    #expect(result.ending == .exited(2) && server.connectionCount == 0)
    #expect(result.stdout == "")
    #expect(
      result.stderr.contains(
        "config.json, line 2, column 11: 'backends.work.response': foo/0 is not defined, line 1"
      ),
      "\(result.stderr)"
    )
  }

  @Test func `a request filter that fails sends nothing`() throws {
    let server = try LoopbackServer(always: .json("{}"))
    let result = try Mapped(server, #"request: ".prompt.a", response: ".""#).ask([])
    #expect(result.ending == .exited(2) && server.connectionCount == 0)
    #expect(result.stderr.contains("backends.work.request"))
    #expect(result.stderr.contains(#"Cannot index string with string "a""#), "\(result.stderr)")
  }

  @Test func `a response filter that fails is named with jq's words and the input`() throws {
    let server = try LoopbackServer(always: .json(#"{"answer":"Leave is 20 days."}"#))
    let result = try Mapped(server, #"response: ".answer.text""#).ask([])
    #expect(result.ending == .exited(7))
    for part in [
      "backends.work.response", #"Cannot index string with string "text""#,
      #"{"answer":"Leave is 20 days."}"#,
    ] {
      #expect(result.stderr.contains(part), "\(result.stderr)")
    }
  }

  @Test(arguments: [
    #"error(\"\\u001b[2J\\u009b31m\")"#, #"{content: \"a\\u001b]0;t\\u0007\\u001b[2Jb\"}"#,
    #"{content: \"a\", \"x\\u001b[2J\": 1}"#, #"{error: \"\\u001b[2Jno\"}"#,
    #"{content: \"a\", citations: \"\\u001b[2J\", followUps: \"\\u001b[2J\"}"#,
  ])
  func `no control sequence comes out of a filter`(_ filter: String) throws {
    let server = try LoopbackServer(always: .json(#"{"a":"\u001b[2J"}"#))
    let chat = try Mapped(server, "response: \"\(filter)\"")
    for options in [[], ["--json"], ["--color=never"]] {
      let result = try chat.ask(options)
      #expect(!(result.stdoutBytes + result.stderrBytes).contains(0x1B))
      #expect(!result.stderr.unicodeScalars.contains("\u{9B}"))
      #expect(!result.stdout.unicodeScalars.contains("\u{9B}"))
    }
  }

  @Test func `behind the end that done tells, nothing is waited for`() throws {
    let server = try LoopbackServer(
      always: .hanging(after: #"{"t":"Leave is "}"#, #"{"t":"20 days.","end":true}"#)
    )
    let chat = try Mapped(server, #"response: "{delta: .t}", done: ".end""#)
    let start = ContinuousClock.now
    let result = try chat.ask([])
    #expect(result.ending == .exited(0) && result.stdout == "Leave is 20 days.\n")
    #expect(start.duration(to: .now) < .seconds(2))
    #expect(server.waitForHangUp())
  }

  @Test func `a filter without an end can be interrupted`() throws {
    let server = try LoopbackServer(always: .json("{}"))
    let home = try TemporaryHome()
    let path = try Mapped.write(server, #"response: "last(repeat(1))""#, to: home)
    let chat = try ChatTerminal(["ask", "x"], environment: ["CHAT_CONFIG": path], home: home)
    #expect(server.waitForRequests(1))
    try chat.terminal.type("\u{3}")
    // The second counts where the first has waited for a second.
    usleep(1_200_000)
    try chat.terminal.type("\u{3}")
    #expect(try chat.terminal.waitForExit() == .signaled(SIGINT))
    #expect(chat.terminal.modes.isCooked)
  }
}

/// `chat` with a backend `work` that the configuration describes.
struct Mapped {
  private let path: String
  private let home: TemporaryHome

  init(_ server: LoopbackServer, _ description: String) throws {
    home = try TemporaryHome()
    path = try Self.write(server, description, to: home)
  }

  /// Writes the configuration; the description begins at a line's beginning.
  static func write(
    _ server: LoopbackServer,
    _ description: String,
    to home: TemporaryHome
  ) throws -> String {
    let url = server.url(path: "/chat")
    return try home.write(
      "{default: 'work', backends: {work: {url: '\(url)', \(description)}}}",
      to: "config.json"
    )
  }

  func ask(_ options: [String], environment: [String: String] = [:]) throws -> ChatProcess.Result {
    try run(["ask"] + options + ["How much leave?"], environment: environment)
  }

  func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: ChatProcess.Input = .null
  ) throws -> ChatProcess.Result {
    try ChatProcess.run(
      arguments,
      environment: environment.merging(["CHAT_CONFIG": path]) { $1 },
      input: input
    )
  }
}
