import TestSupport
import Testing

/// Which lines of the history go with a conversation that is deleted, and where a token goes.
@Suite struct ForgottenLineTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(always: .json(Glean.text("Yes.")))
  }

  private func chat(_ arguments: [String], _ more: [String: String] = [:]) throws
    -> ChatProcess.Result
  {
    let environment = home.environment.merging(more) { $1 }
    return try ChatProcess(arguments, environment: environment).waitForExit()
  }

  @Test func `only the lines that sent its prompts go`() throws {
    let url = server.url(path: Glean.path)
    let lines = ["a", "an important question about a thing", "/say a", "//a", "/model", "ab"]
    try home.write(lines.map { $0 + "\n" }.joined(), to: "state/chat/history")
    #expect(try chat(["ask", "-u", url, "--api", "glean", "a"]).ending == .exited(0))
    #expect(try chat(["delete", "--all", "--yes"]).ending == .exited(0))
    let kept = try home.text(of: "state/chat/history").split(separator: "\n").map(String.init)
    #expect(kept == ["an important question about a thing", "//a", "/model", "ab"])
  }

  @Test func `a token goes to no URL that only a stored conversation names`() throws {
    let url = server.url(path: Glean.path)
    #expect(try chat(["ask", "-u", url, "--api", "glean", "one"]).ending == .exited(0))
    let result = try chat(["ask", "-c", "two"], ["CHAT_TOKEN": "canary-c1"])
    #expect(result.ending == .exited(0) && result.stderr.contains("CHAT_TOKEN is not sent"))
    let named = try chat(["ask", "-c", "three"], ["CHAT_TOKEN": "canary-c1", "CHAT_URL": url])
    #expect(named.stderr.isEmpty)
    let heads = server.requests.map { String(decoding: $0.headBytes, as: UTF8.self) }
    #expect(heads.map { $0.contains("canary-c1") } == [false, false, true])
  }

  @Test func `a conversation is deleted once however often it is named`() throws {
    #expect(try chat(["ask", "-q", "How do I stop an answer?"]).ending == .exited(0))
    let id = try chat(["conversations", "--jq", ".[0].id"]).stdout.split(separator: "\n")[0]
    let result = try chat(["delete", "--yes", String(id), String(id.prefix(3))])
    #expect(result.stderr == "1 conversation is deleted\n")
  }
}
