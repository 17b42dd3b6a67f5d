import TestSupport
import Testing

/// `--reasoning`.
@Suite struct ReasoningTests {
  private let reply = LoopbackReply.json(
    #"{"answer": "Leave is 20 days.", "reasoning": "The policy\u001b[2J says so."}"#
  )

  private func ask(_ arguments: String..., configuration: String = "{}") throws
    -> ChatProcess.Result
  {
    let server = try LoopbackServer(always: reply)
    let home = try TemporaryHome()
    return try ChatProcess.run(
      ["ask", "x", "--api", "plain", "--url", server.url(path: "/chat")] + arguments,
      environment: ["CHAT_CONFIG": try home.write(configuration, to: "config.json")]
    )
  }

  @Test func `shown, it goes to standard error in front of the answer`() throws {
    for result in [
      try ask("--reasoning", "show"), try ask(configuration: "{reasoning: 'show'}"),
      try ask("--reasoning=show", "--markdown"),
    ] {
      #expect(result.stdout == "Leave is 20 days.\n")
      #expect(result.stderr == "thought about it\n  │ The policy^[[2J says so.\n")
    }
  }

  @Test(arguments: [["--reasoning", "hide"], ["--reasoning", "fold"], []])
  func `folded or hidden, a pipe sees nothing of it`(arguments: [String]) throws {
    let server = try LoopbackServer(always: reply)
    let result = try ChatProcess.run(
      ["ask", "x", "--api", "plain", "--url", server.url(path: "/chat")] + arguments
    )
    #expect(result.stdout == "Leave is 20 days.\n" && result.stderr.isEmpty)
  }

  @Test func `data have it whatever is shown`() throws {
    let result = try ask("--reasoning", "hide", "--json")
    #expect(result.stdout.contains(#""reasoning":{"text":"The policy\u001b[2J says so."}"#))
    #expect(try ask("--reasoning", "show", "--json").stderr.isEmpty)
  }

  @Test(arguments: [("show", true, false), ("fold", false, true), ("hide", false, false)])
  func `a conversation shows it, folds it or hides it`(
    choice: String,
    shows: Bool,
    folds: Bool
  ) throws {
    let server = try LoopbackServer(always: reply)
    let url = server.url(path: "/chat")
    let chat = try ChatTerminal(["--api", "plain", "--reasoning", choice, "--url", url])
    try chat.enter("x")
    try chat.waitForPrompt()
    let shown = chat.lines.joined(separator: "\n")
    #expect(shown.contains("The policy^[[2J says so.") == shows, "\(shown)")
    #expect(shown.contains("· /reasoning") == folds, "\(shown)")
  }
}
