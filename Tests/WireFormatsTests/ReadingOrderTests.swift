import Conversation
import Testing

@testable import WireFormats

/// Where sources stand that come with the text that rests on them.
@Suite struct ReadingOrderTests {
  private var order = ReadingOrder()

  private func source(_ number: Int, _ ranges: TextRange...) -> Citation {
    Citation(number: number, title: "T\(number)", ranges: ranges)
  }

  private mutating func ordered(_ events: ReplyEvent...) -> [ReplyEvent] {
    var ordered: [ReplyEvent] = []
    order.hand(events) { ordered.append($0) }
    return ordered
  }

  @Test mutating func `a source behind the text goes where its stretch ends`() {
    let step = ReplyEvent.step(Step(kind: "searching", text: "leave"))
    let first = source(1, TextRange(start: 0, end: 3))
    #expect(
      ordered(step, .text("One. Two."), .usage(Usage()), .citations([first, source(2)]))
        == [
          step, .text("One"), .citations([first]), .text(". Two."), .citations([source(2)]),
          .usage(Usage()),
        ]
    )
  }

  @Test mutating func `places count from the beginning of the answer`() {
    _ = ordered(.text("Ä😀 "))
    let cited = source(1, TextRange(start: 3, end: 6))
    #expect(
      ordered(.text("One. Two."), .citations([cited]))
        == [.text("One"), .citations([cited]), .text(". Two.")]
    )
  }

  @Test mutating func `text that came before stays as it is`() {
    _ = ordered(.text("One. "))
    let events: [ReplyEvent] = [
      .text("Two."), .citations([source(1, TextRange(start: 0, end: 3))]),
    ]
    #expect(ordered(events[0], events[1]) == events)
  }

  @Test mutating func `an answer that starts again starts with its first words`() {
    _ = ordered(.text("Some words that were wrong."))
    let cited = source(1, TextRange(start: 0, end: 3))
    #expect(
      ordered(.textReplaced("One. Two."), .citations([cited]))
        == [.textReplaced("One"), .citations([cited]), .text(". Two.")]
    )
  }

  @Test mutating func `what comes in time is left alone`() {
    let cited = source(1, TextRange(start: 0, end: 3), TextRange(start: 900, end: 901))
    let events: [ReplyEvent] = [.text("One"), .citations([cited]), .text(". Two.")]
    #expect(ordered(events[0], events[1], events[2]) == events)
  }
}
