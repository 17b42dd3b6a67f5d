import Conversation
import Testing

@Suite struct ReplyTests {
  @Test func `joins the text and takes a new beginning`() {
    var reply = fold(.text("Leave is"), .text(" 20"), .citations([citation(1, 0..<5)]))
    #expect(reply.content == "Leave is 20")
    reply.apply(.textReplaced("It is 20"))
    reply.apply(.text(" days."))
    #expect(reply.content == "It is 20 days.")
    #expect(reply.citations == [Citation(number: 1, title: "t")])
  }

  @Test func `keeps one citation a source, its places in order and once`() {
    let reply = fold(
      .citations([citation(1, 4..<9)]),
      .citations([citation(2, 4..<9), citation(1, 4..<9)]),
      .citations([citation(1, 0..<3)]),
      .citations([citation(1, 10..<12), citation(1, 4..<9)])
    )
    #expect(reply.citations.map(\.number) == [1, 2])
    #expect(
      reply.citations[0].ranges == [
        TextRange(start: 0, end: 3), TextRange(start: 4, end: 9), TextRange(start: 10, end: 12),
      ]
    )
    #expect(reply.citations[1].ranges == [TextRange(start: 4, end: 9)])
  }

  @Test func `takes what a later citation knows more`() {
    var known = citation(1, 5..<6)
    known.excerpt = "words"
    let reply = fold(.citations([citation(1, 0..<2)]), .citations([known]))
    #expect(reply.citations.first?.excerpt == "words")
    #expect(reply.citations.first?.ranges.count == 2)
  }

  @Test func `keeps sources by number, in whatever order they come and with gaps`() {
    let reply = fold(
      .citations([citation(7, 0..<1), citation(2, 0..<1)]),
      .citations([citation(5, 0..<1)]),
      .citations([citation(2, 1..<2), citation(9, 0..<1), citation(1, 0..<1)]),
      .citations([citation(5, 1..<2)])
    )
    #expect(reply.citations.map(\.number) == [1, 2, 5, 7, 9])
    #expect(reply.citations.map(\.ranges.count) == [1, 2, 2, 1, 1])
  }

  @Test func `knows the tool calls that it was given by their ids`() {
    var reply = Reply()
    reply.toolCalls = [ToolCall(id: "a", name: "A"), ToolCall(name: "B")]
    reply.apply(.toolCall(ToolCall(id: "a", name: "A", status: "done")))
    reply.apply(.toolCall(ToolCall(name: "B")))
    #expect(reply.toolCalls.map(\.name) == ["A", "B", "B"])
    #expect(reply.toolCalls[0].status == "done")
    var other = Reply()
    other.toolCalls = reply.toolCalls
    #expect(other == reply)
  }

  @Test func `replaces a tool call by its id and follow-ups as a whole`() {
    let reply = fold(
      .toolCall(ToolCall(id: "a", name: "A")),
      .toolCall(ToolCall(id: "b", name: "B")),
      .toolCall(ToolCall(id: "a", name: "A", status: "done")),
      .followUps([FollowUp(number: 1, prompt: "x"), FollowUp(number: 2, prompt: "y")]),
      .followUps([FollowUp(number: 1, prompt: "z")])
    )
    #expect(reply.toolCalls.map(\.name) == ["A", "B"])
    #expect(reply.toolCalls[0].status == "done")
    #expect(reply.followUps.map(\.prompt) == ["z"])
  }

  @Test func `adds up facts and forgets none`() {
    let reply = fold(
      .started(MessageFacts(id: "m1", conversationId: "c")),
      .started(MessageFacts(id: "m2", backendTimeMillis: 5)),
      .started(MessageFacts())
    )
    #expect(reply.facts == MessageFacts(id: "m2", conversationId: "c", backendTimeMillis: 5))
  }

  @Test func `keeps what came before a failure`() {
    let error = BackendError(message: "no", code: "x")
    let reply = fold(.text("Leave"), .notice("late"), .failed(error))
    #expect(reply.content == "Leave")
    #expect(reply.notices == ["late"])
    #expect(reply.error == error)
    #expect(reply.finishReason == .error)
    #expect(fold(.text("x")).finishReason == nil)
    #expect(fold(.finished(.length)).finishReason == .length)
  }

  @Test func `takes time in proportion to its citations`() {
    // Looking through all that is there for each would take minutes.
    var reply = Reply()
    for number in 1...20_000 {
      reply.apply(.citations([citation(number, 0..<1)]))
      reply.apply(.citations([citation(1, number..<number + 1)]))
    }
    #expect(reply.citations.count == 20_000)
    #expect(reply.citations[0].ranges.count == 20_001)
  }

  private func fold(_ events: ReplyEvent...) -> Reply {
    var reply = Reply()
    for event in events { reply.apply(event) }
    return reply
  }

  private func citation(_ number: Int, _ range: Range<Int>) -> Citation {
    let place = TextRange(start: range.lowerBound, end: range.upperBound)
    return Citation(number: number, title: "t", ranges: [place])
  }

  /// Each delta of reasoning is added where it belongs, and nothing that came before is copied for it.
  @Test func `long reasoning costs the same per delta`() {
    expectLinear(count: 6_000) { reply, _ in
      reply.apply(.reasoning(Reasoning(text: "a few words ")))
    }
  }

  @Test func `many tool calls cost the same each`() {
    expectLinear(count: 2_000) { reply, number in
      reply.apply(.toolCall(ToolCall(id: "call_\(number)", name: "search")))
    }
  }

  /// Ten times as many events; a cost that grew with the square would be a hundred times as high.
  private func expectLinear(count: Int, _ add: (inout Reply, Int) -> Void) {
    func time(_ count: Int) -> Duration {
      var reply = Reply()
      return ContinuousClock().measure {
        for number in 0..<count { add(&reply, number) }
      }
    }
    // Again where it looks bad, because other work on the machine only ever adds.
    #expect((0..<3).contains { _ in time(count * 10) < time(count) * 20 + .milliseconds(20) })
  }
}
