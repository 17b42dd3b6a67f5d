import Conversation
import Testing

@testable import WireFormats

@Suite struct AnswerTextTests {
  private var answer = AnswerText()
  private let events = Events()

  private final class Events {
    var all: [ReplyEvent] = []
  }

  private mutating func append(_ json: String) throws {
    answer.append(try JSONView(parsing: Array(json.utf8))) { [events] in events.all.append($0) }
  }

  private mutating func settle(_ whole: String) {
    answer.settle(whole) { [events] in events.all.append($0) }
  }

  @Test mutating func `deltas add up`() throws {
    try append("\"Lea\"")
    try append("\"\"")
    try append("null")
    try append("5")
    try append("\"ve\"")
    #expect(events.all == [.text("Lea"), .text("ve")])
    #expect(answer.text == "Leave")
  }

  @Test mutating func `a pair that is cut in two is one character`() throws {
    try append("\"a\\ud83d\"")
    try append("\"\\ude00b\"")
    #expect(events.all == [.text("a"), .text("😀b")])
  }

  @Test mutating func `half a pair that stays alone is told at the end`() throws {
    try append("\"a\\ud83d\"")
    answer.finish { [events] in events.all.append($0) }
    answer.finish { [events] in events.all.append($0) }
    #expect(events.all == [.text("a"), .text("\u{FFFD}")])
  }

  @Test mutating func `the whole adds only what is new`() throws {
    try append("\"Leave is\"")
    settle("Leave is 20 days.")
    settle("Leave is 20 days.")
    #expect(events.all == [.text("Leave is"), .text(" 20 days.")])
    #expect(answer.text == "Leave is 20 days.")
  }

  @Test mutating func `the whole holds what was held back`() throws {
    try append("\"a\\ud83d\"")
    settle("a😀")
    try append("\"b\"")
    #expect(events.all == [.text("a"), .text("😀"), .text("b")])
  }

  @Test mutating func `another whole stands in the place of what came`() throws {
    settle("")
    try append("\"Leave is 20 days.\"")
    settle("Leave is")
    settle("It is 20 days.")
    settle("")
    #expect(
      events.all == [
        .text("Leave is 20 days."), .textReplaced("Leave is"), .textReplaced("It is 20 days."),
        .textReplaced(""),
      ]
    )
    #expect(answer.text == "")
  }

  @Test mutating func `an accent that joins the last letter is only added`() throws {
    try append("\"e\"")
    settle("e\u{301}")
    #expect(events.all == [.text("e"), .text("\u{301}")])
  }

  @Test mutating func `what looks the same but is spelled otherwise is another text`() throws {
    try append("\"\u{E9}\"")
    settle("e\u{301}")
    #expect(events.all == [.text("\u{E9}"), .textReplaced("e\u{301}")])
  }

  @Test mutating func `a restart voids what came, once`() throws {
    answer.restart { [events] in events.all.append($0) }
    try append("\"Leave\\ud83d\"")
    answer.restart { [events] in events.all.append($0) }
    answer.restart { [events] in events.all.append($0) }
    try append("\"Other\"")
    #expect(events.all == [.text("Leave"), .textReplaced(""), .text("Other")])
    #expect(answer.text == "Other")
  }
}
