import TestSupport
import Testing

/// Models that are listed, completed and remembered, and turns that go along.
@Suite struct ModelsTests {
  private static let completion = """
    {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},\
    "finish_reason":"stop"}]}
    """

  private let server = Result {
    try LoopbackServer { request in
      request.target.hasSuffix("/models")
        ? .json(#"{"data":[{"id":"small-1"},{"id":"large-1"}]}"#) : .json(Self.completion)
    }
  }

  private func arguments(_ command: String, _ more: String...) throws -> [String] {
    [command, "--url", try server.get().url(path: "/v1/chat/completions"), "--api", "openai"] + more
  }

  @Test func `are listed, one a line or as data`() throws {
    let lines = try ChatProcess.run(arguments("models"))
    #expect(lines.stdout == "small-1\nlarge-1\n" && lines.ending == .exited(0))
    let data = try ChatProcess.run(arguments("models", "--jq", "length"))
    #expect(data.stdout == "2\n")
    #expect(try server.get().requests.allSatisfy { $0.method == "GET" })
  }

  @Test func `cannot be asked of every backend`() throws {
    let url = try server.get().url(path: "/chat")
    let result = try ChatProcess.run(["models", "--url", url, "--api", "plain"])
    #expect(result.ending == .exited(2) && result.stdout.isEmpty)
    #expect(result.stderr.contains("the API 'plain' cannot be asked for its models at this URL"))
    let unknown = try ChatProcess.run(["models", "--url", url])
    #expect(unknown.ending == .exited(2) && unknown.stderr.contains("name it: --api NAME"))
    let guide = try ChatProcess.run(["models"])
    #expect(guide.ending == .exited(2) && guide.stderr.contains("documents have no models"))
  }

  @Test(arguments: [
    ("{}", 200, 7, "the backend has no list of models at http://"),
    ("<html></html>", 404, 1, "/v1/models\nprompts can go to it all the same, with --model NAME"),
    (
      #"{"error":{"message":"no key"}}"#, 200, 1,
      "cannot be listed: the backend reports an error: no key"
    ),
    (
      #"{"error":{"message":"no key"}}"#, 401, 4, "cannot be listed: not let in: status 401: no key"
    ),
    (#"{"data":[]}"#, 200, 0, "the backend lists no models"),
    (#"{"models":null}"#, 200, 0, "the backend lists no models"),
  ])
  func `that are not listed are told`(body: String, status: Int, ending: Int, words: String) throws
  {
    let server = try LoopbackServer { _ in .json(status: status, body) }
    let url = server.url(path: "/v1/chat/completions")
    let result = try ChatProcess.run(["models", "--url", url, "--api", "openai"])
    #expect(result.ending == .exited(Int32(ending)) && result.stdout.isEmpty)
    #expect(result.stderr.contains(words), "\(result.stderr)")
  }

  @Test func `a conversation goes on with the model that was typed, and with so many turns`() throws
  {
    let home = try TemporaryHome()
    func ask(_ arguments: [String]) throws -> ChatProcess.Result {
      try ChatProcess(arguments, environment: home.environment).waitForExit()
    }
    #expect(try ask(arguments("ask", "-m", "small-1", "one")).ending == .exited(0))
    for prompt in ["two", "three"] {
      #expect(try ask(["ask", "-c", prompt]).ending == .exited(0))
    }
    let trimmed = try ask(["ask", "-c", "--context", "1", "four"])
    #expect(trimmed.ending == .exited(0))
    #expect(
      trimmed.stderr
        == "chat: only the last turn goes along with the prompt; --context N changes that\n"
    )
    let bodies = try server.get().requests.map(\.bodyText)
    #expect(bodies.allSatisfy { $0.contains(#""model":"small-1""#) })
    #expect(bodies[2].contains("one") && bodies[2].contains("two"))
    #expect(!bodies[3].contains("two") && bodies[3].contains("three") && bodies[3].contains("four"))
  }
}
