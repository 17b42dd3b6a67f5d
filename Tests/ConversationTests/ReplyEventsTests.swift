import Conversation
import TestSupport
import Testing

@Suite struct ReplyEventsTests {
  private func fold(_ events: [ReplyEvent], isIncomplete: Bool) -> Reply {
    var reply = Reply()
    for event in events { reply.apply(event) }
    reply.isIncomplete = isIncomplete
    return reply
  }

  @Test func `has replies of every format`() {
    #expect(KnownReply.all.count >= 150)
    #expect(Set(KnownReply.all.map(\.api)).count == 16)
  }

  @Test(arguments: KnownReply.all)
  func `fold to the reply again`(_ known: KnownReply) {
    #expect(fold(known.reply.events, isIncomplete: known.reply.isIncomplete) == known.reply)
  }

  @Test(arguments: 0..<20)
  func `fold to any reply again, scalar by scalar`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let reply = random.reply()
      let folded = fold(reply.events, isIncomplete: reply.isIncomplete)
      #expect(folded == reply)
      #expect(folded.content.unicodeScalars.elementsEqual(reply.content.unicodeScalars))
    }
  }

  @Test func `come in the order in which an answer is shown`() {
    var reply = Reply()
    reply.facts.id = "m"
    reply.content = "Two. Three. Rest"
    let (two, three) = (TextRange(start: 0, end: 4), TextRange(start: 5, end: 11))
    let sources = [
      Citation(number: 1, ranges: [three]), Citation(number: 2, ranges: [two, three]),
      Citation(number: 3, title: "t"),
    ]
    reply.apply(.citations(sources))
    reply.followUps = [FollowUp(number: 1, prompt: "p")]
    reply.confidence = Confidence(label: "High")
    reply.reasoning = Reasoning(text: "Hm.")
    reply.finishReason = .stop
    #expect(
      reply.events == [
        .started(MessageFacts(id: "m")), .reasoning(Reasoning(text: "Hm.")), .text("Two."),
        .citations([Citation(number: 2, ranges: [two])]), .text(" Three."),
        .citations([Citation(number: 1, ranges: [three]), Citation(number: 2, ranges: [three])]),
        .text(" Rest"), .citations([Citation(number: 3, title: "t")]),
        .confidence(Confidence(label: "High")),
        .followUps([FollowUp(number: 1, prompt: "p")]), .finished(.stop),
      ]
    )
  }

  @Test func `survive places that are in no answer`() {
    var reply = Reply()
    reply.content = "ab"
    let odd = [
      TextRange(start: .min, end: .min), TextRange(start: 9, end: -1), TextRange(start: 0, end: 1),
      TextRange(start: 0, end: .max),
    ]
    reply.apply(.citations([Citation(number: 1, ranges: odd)]))
    #expect(fold(reply.events, isIncomplete: false) == reply)
  }

  @Test func `take time in proportion to the reply`() {
    var reply = Reply()
    reply.content = String(repeating: "word ", count: 40_000)
    let ranges = (1...40_000).map { TextRange(start: 0, end: $0 * 5 - 1) }
    reply.apply(.citations([Citation(number: 1, ranges: ranges)]))
    let place = [TextRange(start: 0, end: 200_000)]
    reply.citations += (2...40_000).map { Citation(number: $0, ranges: place) }
    var events: [ReplyEvent] = []
    let time = ContinuousClock().measure { events = reply.events }
    #expect(events.count == 80_002)
    #expect(time < .seconds(10))
  }

  @Test func `an empty reply has none`() {
    #expect(Reply().events == [])
  }
}
