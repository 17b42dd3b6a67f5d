import Conversation
import Testing

@Suite struct ConversationTitleTests {
  private static let sixty = String(repeating: "word ", count: 11) + "words"

  @Test(arguments: [
    ("How much leave?", "How much leave?"), ("", ""), (" \n\t ", ""),
    ("\n\n  How \t much\nleave?\r\n", "How much leave?"), ("a\u{2028}b\u{A0}c", "a b c"),
    (sixty, sixty), (sixty + "  \n ", sixty),
    (sixty + " x", String(repeating: "word ", count: 10) + "word…"),
    (sixty + "x", String(repeating: "word ", count: 10) + "word…"),
    (String(repeating: "x", count: 60), String(repeating: "x", count: 60)),
    (String(repeating: "x", count: 61), String(repeating: "x", count: 59) + "…"),
    (String(repeating: "👩‍👩‍👧", count: 99), String(repeating: "👩‍👩‍👧", count: 59) + "…"),
    ("a " + String(repeating: "x", count: 61), "a…"), ("\u{1B}[31m red", "\u{1B}[31m red"),
  ])
  func `is the first words of a prompt on one line`(prompt: String, title: String) {
    #expect(ConversationTitle.text(of: prompt) == title)
    #expect(ConversationTitle.text(of: title) == title)
    #expect(title.count <= ConversationTitle.longest)
  }

  @Test func `reads no more of a long prompt than it needs`() {
    let prompt = String(repeating: "word ", count: 4_000_000)
    let time = ContinuousClock().measure { _ = ConversationTitle.text(of: prompt) }
    #expect(time < .seconds(2))
  }
}
