import Conversation
import TestSupport
import Testing

/// Conversations that are gone on with from the shell.
@Suite struct StoredConversationTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(
      always: .answer("20 **days**.", followUps: "How do I book it?", "Who approves it?")
    )
  }

  private func bodies(_ server: LoopbackServer? = nil) -> [String] {
    (server ?? self.server).requests.map(\.bodyText)
  }

  @Test func `the next question goes where the last one went`() throws {
    try home.chat(["ask", "How much leave?"], asking: server)
    for arguments in [
      ["-c", "Carried over?"], ["-c", "-f", "2"], ["-f1"], ["--continue", "End?"],
    ] {
      let result = try home.chat(["ask"] + arguments)
      #expect(result.ending == .exited(0), "\(result.stderr)")
      #expect(result.stdout == "20 days.\n")
    }
    let prompts = [
      "How much leave?", "Carried over?", "Who approves it?", "How do I book it?", "End?",
    ]
    let record = try home.onlyRecord()
    #expect(record.prompts == prompts)
    #expect(record.summary.title == "How much leave?")
    #expect(record.turns.allSatisfy { $0.reply.content == "20 **days**." && $0.sentAt != nil })
    for (body, prompt) in zip(bodies(), prompts) { #expect(body.contains("\"\(prompt)\"")) }
    #expect(bodies().map { $0.contains(#""chatId":"chat_1""#) } == [false, true, true, true, true])
    #expect(!bodies()[1].contains("How much leave?"))
  }

  @Test func `an older conversation is named by its id, which can be short`() throws {
    try home.keep(
      (id: "abc111", prompt: "one", answer: "1"),
      (id: "abd222", prompt: "two", answer: "2"),
      (id: "xyz333", prompt: "three", answer: "3")
    )
    for (id, number) in [("abc", 0), ("ABD222", 1), ("x", 2)] {
      let result = try home.chat(
        ["ask", "--conversation", id, "-u", server.url(path: Glean.path), "more \(number)"]
      )
      #expect(result.ending == .exited(0), "\(result.stderr)")
    }
    let records = try home.records()
    #expect(records.map(\.summary.id) == ["xyz333", "abd222", "abc111"])
    #expect(records.map { $0.prompts.last } == ["more 2", "more 1", "more 0"])
  }

  @Test(arguments: [
    (["-c", "x"], 1, "there is no conversation"),
    (["--conversation", "ab", "x"], 1, "'ab' is short for several: abc111, abd222"),
    (["--conversation", "nope", "x"], 1, "no conversation has the id 'nope'"),
    (["--conversation", "", "x"], 1, "no conversation has the id ''"),
    (["-c", "-f", "3"], 2, "offers no follow-ups"),
    (["--conversation=abc", "-f", "1", "x"], 2, "takes no prompt"),
    (["-f", "0"], 2, ""), (["-f", "x"], 2, ""), (["-c"], 2, ""),
  ])
  func `what cannot be gone on with is said, and nothing is sent`(
    arguments: [String],
    status: Int32,
    words: String
  ) throws {
    if arguments != ["-c", "x"] {
      try home.keep(
        (id: "abc111", prompt: "one", answer: "1"),
        (id: "abd222", prompt: "two", answer: "2")
      )
    }
    let result = try home.chat(["ask"] + arguments, asking: server)
    #expect(result.ending == .exited(status), "\(result.stderr)")
    #expect(result.stderr.hasPrefix("chat: ") && result.stderr.contains(words), "\(result.stderr)")
    #expect(result.stdout == "" && server.requests.isEmpty)
  }

  @Test func `a follow-up that is not there is told with those that are`() throws {
    try home.chat(["ask", "x"], asking: server)
    let result = try home.chat(["ask", "-f", "3"])
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains("has no follow-up 3, only 1 to 2"), "\(result.stderr)")
    #expect(server.requests.count == 1)
  }

  @Test func `the backend stays, by its name and by its URL, whatever else is named`() throws {
    let other = try LoopbackServer(always: .answer("Other."))
    try home.write(
      """
      {default: "other", backends: {
        work: {url: "\(server.url(path: Glean.path))"}, other: {url: "\(other.url(path: Glean.path))"},
      }}
      """,
      to: "config/chat/config.json"
    )
    try home.chat(["ask", "-b", "work", "one"])
    try home.chat(["ask", "-c", "two"])
    try home.chat(["ask", "-c", "three"], asking: other)
    #expect(server.requests.count == 3 && other.requests.isEmpty)
    #expect(try home.onlyRecord().summary.place.backend == "work")
    // A backend that was taken out of the configuration is still known by its URL.
    try home.write("{}", to: "config/chat/config.json")
    try home.chat(["ask", "-c", "four"], asking: other)
    #expect(server.requests.count == 4 && other.requests.isEmpty)
  }

  @Test func `another backend gets the turns, and not the id`() throws {
    let other = try LoopbackServer(always: .stream(lines: [Glean.text("Other.", chatId: "o_1")]))
    try home.chat(["ask", "one"], asking: server)
    try home.chat(["ask", "-c", "-u", other.url(path: Glean.path), "two"])
    try home.chat(["ask", "-c", "three"], asking: server)
    #expect(server.requests.count == 1 && other.requests.count == 2)
    #expect(!bodies(other)[0].contains("chat_1"))
    for text in ["\"one\"", "20 **days**.", "\"two\""] { #expect(bodies(other)[0].contains(text)) }
    #expect(bodies(other)[1].contains(#""chatId":"o_1""#) && !bodies(other)[1].contains("\"one\""))
    #expect(try home.onlyRecord().prompts == ["one", "two", "three"])
  }

  @Test func `a backend without a memory gets the turns before`() throws {
    let server = try LoopbackServer { .json("{\"text\": \"answer \($0.index)\"}") }
    try home.write(
      """
      {backends: {m: {url: "\(server.url())", request: "{messages}", response: "{content: .text}"}}}
      """,
      to: "config/chat/config.json"
    )
    for arguments in [["-b", "m", "one"], ["-c", "two"], ["-c", "three"]] {
      #expect(try home.chat(["ask"] + arguments).ending == .exited(0))
    }
    #expect(
      bodies(server).last == """
        {"messages":[{"role":"user","content":"one"},{"role":"assistant","content":"answer 0"},\
        {"role":"user","content":"two"},{"role":"assistant","content":"answer 1"},\
        {"role":"user","content":"three"}]}
        """
    )
  }

  @Test func `each terminal session has a last conversation of its own`() throws {
    for name in ["a", "b"] {
      try home.chat(
        ["ask", "first \(name)"],
        asking: server,
        environment: ["CHAT_CONVERSATION": name]
      )
    }
    try home.chat(["ask", "-c", "second a"], environment: ["CHAT_CONVERSATION": "a"])
    let result = try home.chat(["ask", "-c", "x"], environment: ["CHAT_CONVERSATION": "c"])
    #expect(result.ending == .exited(1))
    #expect(result.stderr.contains("no conversation of this terminal session"), "\(result.stderr)")
    try home.chat(["ask", "-c", "last"])
    #expect(try home.records().map(\.prompts) == [["first a", "second a", "last"], ["first b"]])
  }

  @Test func `lines from a pipe go on too`() throws {
    try home.chat(["ask", "one"], asking: server)
    try home.chat(["-c"], input: .text("two\n\nthree\n"))
    try home.chat([], asking: server, input: .text("four\nfive\n"))
    #expect(try home.records().map(\.prompts) == [["four", "five"], ["one", "two", "three"]])
    #expect(bodies().map { $0.contains("chat_1") } == [false, true, true, false, true])
  }

  @Test func `a token goes to no other backend than the one that is named beside it`() throws {
    let other = try LoopbackServer(always: .answer("Other."))
    let token = ["CHAT_TOKEN": "canary-Zm9v"]
    try home.chat(["ask", "one"], asking: server)
    try home.chat(["ask", "-c", "two"], asking: other, environment: token)
    try home.chat(["ask", "-c", "three"], asking: server, environment: token)
    try home.chat(["ask", "-c", "-u", other.url(path: Glean.path), "four"], environment: token)
    let bearer = "Bearer canary-Zm9v"
    #expect(server.requests.map { $0["Authorization"] } == [nil, nil, bearer])
    #expect(other.requests.map { $0["Authorization"] } == [bearer])
    #expect(try home.bytes(of: TemporaryHome.store).firstRange(of: Array("canary".utf8)) == nil)
  }
}
