import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing

/// What hostile text is stored as it came drives no terminal when it is shown again.
@Suite struct HostileStoreTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  /// A conversation for each attack, which is its prompt and title, and stands in all parts of its reply.
  private func fill(hostileNames: Bool = false) throws {
    let records = HostileReplyTests.attacks.enumerated().map { index, attack in
      var turn = Turn.answered(
        "Find " + attack + " in it",
        "Find **" + attack + "** after\n\n" + attack + "\n\nend.",
        followUps: ["Do " + attack]
      )
      turn.backend = hostileNames ? attack : nil
      turn.reply.apply(
        .citations([Citation(number: 1, title: attack, url: "https://e.example.com/" + attack)])
      )
      turn.reply.error = index % 3 == 0 ? BackendError(message: "Error " + attack) : nil
      let place = ConversationPlace(
        backend: hostileNames ? attack : nil,
        api: hostileNames ? attack : "glean",
        url: "http://127.0.0.1:9/" + (hostileNames ? attack : "chat")
      )
      let moment = hostileNames ? attack : "2026-02-17T08:00:00.000Z"
      let summary = ConversationSummary(
        id: "abc\(100 + index)",
        title: ConversationTitle.text(of: turn.prompt),
        place: place,
        createdAt: moment,
        usedAt: moment,
        turnCount: 1
      )
      return ConversationRecord(summary: summary, turns: [turn])
    }
    _ = try home.openStore().add(records)
  }

  private func expectHarmless(_ chat: ChatTerminal, _ what: [String]) {
    #expect(chat.traces == [], "\(what)")
    #expect(chat.screen.bells == 0 && chat.screen.clipboard == nil, "\(what)")
    #expect(HostileReplyTests.invisible(in: chat.terminal.output) == [], "\(what)")
  }

  @Test func `it is stored as it was received`() throws {
    let text = HostileReplyTests.attacks.joined(separator: " ")
    let server = try LoopbackServer(always: .stream(lines: [Glean.text(text)]))
    try home.chat(["ask", text], asking: server)
    let record = try home.onlyRecord()
    #expect(record.prompts == [text] && record.answers == [text])
  }

  @Test(arguments: [false, true])
  func `no command brings it to the terminal`(hostileNames: Bool) throws {
    try fill(hostileNames: hostileNames)
    let shows = HostileReplyTests.attacks.indices.map { ["show", "abc\(100 + $0)"] }
    let commands =
      [
        ["conversations"], ["search", "find"], ["search", "en"],
        ["export", "--all", "--format=markdown"],
      ]
      + [["show", "abc100", "--markdown"], ["rename", "abc100", "\u{1B}]0;x\u{7}\u{202E}"]]
    for arguments in commands + (hostileNames ? Array(shows.prefix(4)) : shows) {
      let chat = try ChatTerminal(arguments, environment: ["PAGER": "cat"], columns: 50, home: home)
      #expect(try chat.terminal.waitForExit() == .exited(0), "\(arguments): \(chat.lines)")
      expectHarmless(chat, arguments)
      let pipe = try home.chat(arguments)
      for bytes in [pipe.stdoutBytes, pipe.stderrBytes] {
        #expect(
          !bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F },
          "\(arguments)"
        )
        #expect(HostileReplyTests.invisible(in: bytes) == [], "\(arguments)")
      }
    }
  }

  @Test func `no question brings it to the terminal`() throws {
    try fill()
    for index in HostileReplyTests.attacks.indices.prefix(8) {
      let chat = try ChatTerminal(["delete", "abc\(100 + index)"], home: home)
      try chat.waitFor("[y/N]")
      try chat.terminal.type("n\r")
      #expect(try chat.terminal.waitForExit() == .exited(0))
      expectHarmless(chat, ["delete"])
    }
  }

  @Test func `no command of a conversation brings it to the terminal`() throws {
    try fill()
    let server = try LoopbackServer(always: .answer("Yes."))
    let chat = try ChatTerminal(
      ["--conversation", "abc100", "-u", server.url(path: Glean.path)],
      columns: 50,
      home: home
    )
    for line in ["/conversations", "/search find", "/search en"] { try chat.enter(line) }
    for index in HostileReplyTests.attacks.indices { try chat.enter("/resume abc\(100 + index)") }
    try chat.waitForPrompt()
    try chat.terminal.type("/resume abc1\t\t")
    try chat.waitFor("abc101")
    try chat.terminal.type("\u{3}")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    expectHarmless(chat, ["conversation"])
  }

  @Test func `an id out of a file is one that can be typed, or another takes its place`() throws {
    let text = #"""
      {"id":"a\u001b[2J\nb\tc","title":"t","api":"glean","createdAt":"","usedAt":"",\#
      "turns":[{"prompt":"p","api":"glean","content":"c"}]}
      """#
    let result = try home.chat(["import", "-"], input: .text(text))
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let id = try home.onlyRecord().summary.id
    #expect(id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }, "\(id.debugDescription)")
    #expect(result.stdout == id + "\n")
    #expect(try home.chat(["show", id]).ending == .exited(0))
  }
}
