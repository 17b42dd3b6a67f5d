import Conversation
import Session
import TestSupport
import Testing

/// What Tab makes of a line.
@Suite struct CompletionTests {
  /// A conversation with two follow-ups and three sources.
  private static func state() -> SessionState {
    var state = SessionState(options: .plain)
    var reply = Reply()
    reply.apply(.text("A"))
    reply.followUps = numbering(["How do I book?", "Who\u{1B}[2J\napproves?"])
    reply.citations = [
      Citation(number: 1, title: "Leave \u{202E}policy"),
      Citation(number: 2, url: "https://docs.example.com/2"), Citation(number: 12),
    ]
    _ = state.handle(.line("a"))
    _ = state.handle(.ended(Exchange.Outcome(reply: reply, failure: nil, elapsedMillis: 5), nil))
    return state
  }

  /// Folders with what is in them.
  private static let folders: [String: [FolderEntry]] = [
    "": [
      FolderEntry("notes.md"), FolderEntry("notes", isFolder: true), FolderEntry(".hidden"),
      FolderEntry("a b"), FolderEntry("bad\u{1B}[2J"), FolderEntry("bad\nname"),
    ],
    "~/": [FolderEntry("Documents", isFolder: true)],
    "~/Documents/": [FolderEntry("日本.md"), FolderEntry("日曜.md")],
    "/": [FolderEntry("etc", isFolder: true)],
  ]

  private static func completion(of line: String) -> Completion {
    state().completion(of: line) { folders[$0] ?? [] }
  }

  @Test(arguments: [
    ("/he", "lp "), ("/q", "uit "), ("/f", ""), ("/fo", "llowups "), ("/se", ""), ("/", ""),
    ("/edit", ""), ("/editor", " "), ("/xyz", ""), ("/edit 2", " "), ("/edit ", ""),
    ("/edit 3", ""), ("/sources 2", " "), ("/so 2", " "), ("/open 1", ""), ("/feedback u", "p "),
    ("/feed ", ""), ("/feedback up g", ""), ("/copy ", "code "), ("/copy code ", ""),
    ("/save n", "otes"), ("/save no", "tes"), ("/save notes", ""), ("/save notes.", "md "),
    ("/save a", " b "), ("/save a ", "b "), ("/save .", "hidden "), ("/save bad", ""),
    ("/save ~", "/"), ("/save ~/D", "ocuments/"), ("/save ~/Documents/", "日"),
    ("/save ~/Documents/日本", ".md "), ("/save /e", "tc/"), ("/save /none/", ""),
    ("/say /he", ""), ("/model n", ""), ("//he", ""), ("he", ""), ("", ""), (" /he", ""),
    ("/s 1", ""), ("/save x\n", ""),
  ])
  func `what is certain follows the line`(line: String, insertion: String) {
    #expect(Self.completion(of: line).insertion == insertion)
  }

  @Test(arguments: [
    ("/re", ["/retry      /reasoning  /resume"]),
    ("/edit ", ["1  How do I book?", "2  Who^[[2J approves?"]),
    (
      "/open ",
      [
        #"1   Leave \\u{202E}policy"#.replacing(#"\\"#, with: #"\"#),
        "2   https://docs.example.com/2", "12",
      ]
    ),
    ("/feedback ", ["up    down"]),
    ("/save ", ["a b       notes/    notes.md"]),
    ("/save ~/Documents/", ["日曜.md  日本.md"]),
  ])
  func `a list shows what there is to choose from, masked`(line: String, rows: [String]) {
    #expect(Self.completion(of: line).rows(width: 40) == rows)
  }

  @Test func `columns fit into any width`() {
    let all = Self.completion(of: "/")
    #expect(all.rows(width: 31).count > all.rows(width: 80).count)
    for width in [1, 2, 3, 10, 20, 21, 79, 80, 200] {
      let rows = all.rows(width: width)
      #expect(rows.allSatisfy { $0.count < max(2, width) }, "\(width)")
      if width > 12 {
        let words = rows.flatMap { $0.split(separator: " ").map(String.init) }
        #expect(words.sorted() == SlashCommand.allCases.map(\.typed).sorted())
      }
    }
  }

  @Test func `a list that is too long says so`() {
    let many = Completion(of: "", among: (1...1_000).map { .init("\($0)", detail: "x") })
    let rows = many.rows(width: 80)
    #expect(rows.count == 51)
    #expect(rows.last == "… and 950 more rows")
  }

  @Test func `without follow-ups on the screen there are no numbers`() {
    var options = SessionState.Options.plain
    options.showsFollowUps = false
    var state = SessionState(options: options)
    var reply = Reply()
    reply.followUps = numbering(["Hidden?", "Too?"])
    _ = state.handle(.line("a"))
    _ = state.handle(.ended(Exchange.Outcome(reply: reply, failure: nil, elapsedMillis: 5), nil))
    #expect(state.completion(of: "/edit ") { _ in [] }.candidates == [])
  }
}
