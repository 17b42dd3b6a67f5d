import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing
import WireFormats

/// The commands about stored conversations in a pipe.
@Suite struct StoreCommandTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  private func run(
    _ arguments: [String],
    status: Int32 = 0,
    _ variables: [String: String] = [:]
  ) throws -> ChatProcess.Result {
    let result = try home.chat(arguments, environment: variables)
    #expect(result.ending == .exited(status), "\(arguments): \(result.stderr)")
    return result
  }

  /// Three conversations with two backends, used on three days.
  private func fill() throws {
    var records: [ConversationRecord] = []
    for (day, backend) in [(1, "work"), (2, nil), (3, "work")] {
      let moment = "2026-02-0\(day)T12:00:00.000Z"
      let summary = ConversationSummary(
        id: "abc00\(day)",
        title: "Day\t\(day)",
        place: ConversationPlace(
          backend: backend,
          api: "glean",
          url: "https://\(day).example.com/c"
        ),
        createdAt: moment,
        usedAt: moment,
        turnCount: 1
      )
      let turns = [Turn.answered("Day \(day)?", "Answer \(day).")]
      records.append(ConversationRecord(summary: summary, turns: turns))
    }
    _ = try home.openStore().add(records)
  }

  @Test func `a list is lines of five fields, the last used first`() throws {
    try fill()
    #expect(
      try run(["conversations"]).stdout == """
        abc003\t2026-02-03T12:00:00.000Z\t1\twork\tDay 3
        abc002\t2026-02-02T12:00:00.000Z\t1\t2.example.com\tDay 2
        abc001\t2026-02-01T12:00:00.000Z\t1\twork\tDay 1

        """
    )
    let json = try JSONView(parsing: run(["conversations", "--json"]).stdoutBytes)
    #expect(Array(json.elements).count == 3 && json[0]?["id"]?.string == "abc003")
    #expect(json[0]?["title"]?.string == "Day\t3")
    #expect(
      try run(["conversations", "--jq", ".[].id"]).stdout == "abc003\nabc002\nabc001\n"
    )
  }

  @Test(arguments: [
    (["--limit", "1"], ["3"]), (["--limit=0"], ["3", "2", "1"]),
    (["--backend", "work"], ["3", "1"]),
    (["-b", "glean"], ["3", "2", "1"]), (["--backend=none"], []),
    (["--since", "2026-02-02"], ["3", "2"]), (["--before", "2026-02-02"], ["1"]),
    (["--since=2026-02-02T12:00", "--before=2026-02-03 12:00"], ["2"]), (["--since", "1m"], []),
    (["--before", "1m", "--limit", "2"], ["3", "2"]),
  ])
  func `a list can be narrowed`(options: [String], days: [String]) throws {
    try fill()
    let result = try run(["conversations"] + options, ["TZ": "UTC"])
    #expect(result.stdout.split(separator: "\n").map { String($0.prefix(6).suffix(1)) } == days)
    #expect(result.stderr.isEmpty == (days.count != 0 && !options.contains("--limit")))
  }

  @Test(arguments: [
    ["conversations", "--since", "tomorrow"], ["conversations", "--before", "2026-02-30"],
    ["conversations", "--limit", "-1"], ["conversations", "--limit", "x"], ["search"],
    ["search", "?!"], ["delete"], ["delete", "--all"], ["delete", "abc001"],
    ["delete", "--all", "abc001", "--yes"], ["export"], ["export", "--format", "pdf", "abc001"],
    ["export", "--all", "abc001"], ["import"], ["rename"], ["rename", "abc001"],
    ["delete", "--before", "x", "--yes"], ["delete", "--before", "1d", "abc001", "--yes"],
  ])
  func `what makes no sense is wrong usage and changes nothing`(arguments: [String]) throws {
    try fill()
    let result = try run(arguments, status: 2)
    #expect(result.stdout == "" && result.stderr.hasPrefix("chat: "), "\(result.stderr)")
    #expect(try home.records().count == 3)
  }

  @Test(arguments: [
    ["conversations"], ["search", "x"], ["export", "--all"], ["delete", "--all", "--yes"],
  ])
  func `nothing is made where there is nothing`(arguments: [String]) throws {
    _ = try run(arguments)
    #expect(names(in: home.path + "/data") == [])
    for arguments in [["show"], ["show", "abc"], ["export", "abc"], ["delete", "abc", "--yes"]] {
      let result = try run(arguments, status: 1)
      #expect(result.stderr.hasPrefix("chat: cannot "), "\(result.stderr)")
    }
    #expect(names(in: home.path + "/data") == [])
  }

  @Test func `a conversation is shown as it looked`() throws {
    try fill()
    let text = """
      Day 3
      abc003 · work · 2026-02-03 12:00 UTC

      > Day 3?
      Answer 3.

      """
    #expect(try run(["show"]).stdout == text)
    #expect(try run(["show", "abc003"]).stdout == text)
    let json = try JSONView(parsing: run(["show", "abc001", "--json"]).stdoutBytes)
    #expect(json["turns"]?[0]?["content"]?.string == "Answer 1.")
    #expect(try run(["show", "abc001", "--jq", ".title"]).stdout == "Day\t1\n")
    #expect(try run(["show", "abc001", "--markdown"]).stdout.contains("Answer 1."))
    #expect(try run(["show", "abc"], status: 1).stderr.contains("is short for several"))
  }

  @Test func `nothing that is looked for is an error`() throws {
    try fill()
    let found = try run(["search", "answer", "3"])
    #expect(found.stdout == "abc003\t1\tDay 3\tAnswer 3.\n")
    for words in [
      "\"", "answer AND", "NOT answer", "answer OR", "NEAR(answer", "prompt:answer", "answer*",
      "^answer",
      "{prompt} : x", "'; DROP TABLE turn; --", "(((", "*answer", "%answer", "answer\\", "a + b",
      "\u{1B}[31manswer", "answer\u{0301}",
    ] where words.contains(where: \.isLetter) {
      #expect(try !run(["search", words]).stderr.contains("cannot"), "\(words)")
    }
    let json = try JSONView(parsing: run(["search", "answer", "--json"]).stdoutBytes)
    #expect(Array(json.elements).count == 3 && json[0]?["conversation"]?["id"]?.string != nil)
    #expect(json[0]?["excerpt"]?[0]?["found"]?.bool == true)
    #expect(try run(["search", "nothing", "like", "it", "--json"]).stdout == "[]\n")
    #expect(try home.records().count == 3)
  }

  @Test func `a title can be changed`() throws {
    try fill()
    #expect(try run(["rename", "abc001", "Leave", "in  2026"]).stderr.contains("'Leave in 2026'"))
    #expect(try home.openStore().record(named: "abc001").summary.title == "Leave in 2026")
    #expect(try run(["rename", "zzz", "x"], status: 1).stderr.contains("has the id 'zzz'"))
    #expect(try run(["conversations"]).stdout.contains("\tLeave in 2026\n"))
  }

  @Test func `conversations are deleted by id, by date and all`() throws {
    try fill()
    let nobody = try run(["delete", "abc001"], status: 2)
    #expect(nobody.stderr.contains("--yes"), "\(nobody.stderr)")
    #expect(try run(["delete", "zzz", "abc001", "--yes"], status: 1).stdout == "")
    #expect(try home.records().count == 3)
    _ = try run(["delete", "abc003", "--yes"])
    _ = try run(["delete", "--before", "2026-02-02", "--yes"], ["TZ": "UTC"])
    #expect(try home.records().map(\.summary.id) == ["abc002"])
    #expect(try run(["delete", "--all", "--yes"]).stderr == "1 conversation is deleted\n")
    #expect(try home.records().isEmpty)
  }

  @Test func `no byte of what is deleted is left below the home`() throws {
    let server = try LoopbackServer(always: .answer("The zebra-answer.", followUps: "zebra-next?"))
    let chat = try ChatTerminal(
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      home: home
    )
    for line in ["zebra-prompt one", "an ordinary line", "1"] { try chat.enter(line) }
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    try home.chat(["ask", "other"], asking: server)
    let ids = try home.records().map(\.summary.id)
    #expect(try !home.filesHolding("zebra-prompt").isEmpty)
    _ = try run(["delete", "--yes"] + ids)
    for word in ["zebra-prompt", "zebra-answer", "zebra-next", "zebra"] {
      #expect(try home.filesHolding(word) == [])
    }
    #expect(try !home.filesHolding("/quit").isEmpty || !home.filesHolding("history").isEmpty)
    #expect(try home.openStore().damages() == [])
  }
}

extension TemporaryHome {
  /// The files below the home in whose bytes a text stands, in whatever case of its letters.
  func filesHolding(_ text: String, below folder: String = "") throws -> [String] {
    try names(in: path + "/" + folder).flatMap { name -> [String] in
      let inner = folder.isEmpty ? name : folder + "/" + name
      if !names(in: path + "/" + inner).isEmpty { return try filesHolding(text, below: inner) }
      guard let bytes = try? bytes(of: inner) else { return [] }
      let folded = bytes.map { 0x41...0x5A ~= $0 ? $0 + 32 : $0 }
      return folded.firstRange(of: Array(text.lowercased().utf8)) == nil ? [] : [inner]
    }
  }
}
