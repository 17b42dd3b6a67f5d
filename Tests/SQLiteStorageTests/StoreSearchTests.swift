import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing

/// Looking for words in what was asked and answered.
@Suite struct StoreSearchTests {
  private let store: SQLiteConversationStore
  private let stores: Stores

  init() throws {
    stores = try Stores()
    store = try stores.opened()
    let leave = try store.keep("How much leave do I have?", "Twenty days of annual leave.")
    try store.keep("And the café?", "The Café is closed on Über-Sundays.", in: leave)
    try store.keep("Carry over", "Unused days carry over until March.")
    try store.keep("休暇は何日ありますか", "有給休暇は20日です。")
  }

  private func found(_ typed: String) throws -> [String] {
    guard let words = SearchWords(typed) else { return ["no words"] }
    return try store.turns(holding: words, limit: 10).map(\.prompt)
  }

  @Test(arguments: [
    ("leave", ["How much leave do I have?"]), ("LEAVE annual", ["How much leave do I have?"]),
    ("cafe", ["And the café?"]), ("uber", ["And the café?"]), ("nowhere", []),
    ("leave nowhere", []), (#""carry over""#, ["Carry over"]), (#""over carry""#, []),
    ("sund*", ["And the café?"]), ("休暇は何日ありますか", ["休暇は何日ありますか"]),
    ("休暇", ["休暇は何日ありますか"]), ("annu", ["How much leave do I have?"]), ("nnua", []),
    ("???", ["no words"]),
  ])
  func `finds the turns that hold all words`(typed: String, prompts: [String]) throws {
    #expect(try found(typed) == prompts)
  }

  @Test func `the best comes first`() throws {
    #expect(
      try found("days") == ["Carry over", "How much leave do I have?"].sorted { _, _ in false }
    )
    try store.keep("Days", "Days, days and days.")
    #expect(try found("days").first == "Days")
  }

  @Test func `what was found is marked, and named by its turn and conversation`() throws {
    let turn = try #require(
      try SearchWords("cafe").flatMap { try store.turns(holding: $0, limit: 1).first }
    )
    #expect(turn.number == 2)
    #expect(turn.conversation.title == "How much leave do I have?")
    #expect(turn.excerpt.filter(\.isFound).map { $0.text.lowercased() } == ["café"])
    let part = try #require(
      try SearchWords("休暇は20").flatMap { try store.turns(holding: $0, limit: 1).first }
    )
    #expect(part.excerpt == [.init("有給"), .init("休暇は20", isFound: true), .init("日です。")])
  }

  @Test func `nothing that is typed is an error`() throws {
    for typed in [
      "AND", "a OR", "NOT a", "a NEAR b", "NEAR(a b)", "prompt:leave", "a\"b", "\"", "\"\"", "(a",
      "a)", "a*b*", "*", "*a", "^a", "-a", "a + b", "{a}", "col : a", "'", "a'b", "\\", "%", "_",
      "a;DROP TABLE turn", "\u{0}a", "\u{1}\u{2}a", "é́", "😀a", "a\nb",
      String(repeating: "a ", count: 2_000),
    ] {
      #expect(throws: Never.self, "\(typed.prefix(20))") { try found(typed) }
    }
    var random = SeededGenerator(seed: 4)
    let alphabet = Array("ab\"*()^:-+{}'\\ ORANDNEAR,;%_\u{0}é休")
    for _ in 0..<500 {
      let typed = String((0..<12).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      #expect(throws: Never.self, "\(typed.debugDescription)") { try found(typed) }
    }
    #expect(try found("leave") == ["How much leave do I have?"])
  }

  @Test func `percent signs are themselves`() throws {
    try store.keep("Discount", "割引は50%です_本日。")
    #expect(try found("引は50%で") == ["Discount"])
    #expect(try found("引は50_で").isEmpty)
  }
}
