import TestSupport
import Testing

@testable import Presentation

@Suite struct MatchedWordsTests {
  @Test(arguments: [
    (
      "How much leave do I have?", "Staff have 20 days of leave.",
      "Staff have 20 days of [bold]leave[/]."
    ),
    (
      "book a day", "Booking: two days, one day.",
      "[bold]Booking[/]: two [bold]days[/], one [bold]day[/]."
    ),
    ("Überstunden 2026", "überstunden in 2026", "[bold]überstunden[/] in [bold]2026[/]"),
    ("the of it", "the of it", "the of it"), ("", "a b", "a b"),
    ("cat", "concatenate category", "concatenate category"),
    ("a\u{1B}[31mleave", "\u{1B} leave", "^[[ leave"),
  ])
  func `marks the words that a question has too`(question: String, text: String, expected: String) {
    #expect(MatchedWords(of: question).marked(text).notation == expected)
  }
}
