import Conversation
import TestSupport
import Testing
import WireFormats

/// Ratios in one run, so that the machine does not matter; the rest is the business of a benchmark.
@Suite(.serialized) struct CostTests {
  @Test func `members that are not known cost the same each`() {
    expectLinear(count: 1_500, by: PlainAPI()) { count in
      let members = (0..<count).map { "\"member_\($0)\":0" }
      return "{\"answer\":\"Yes.\",\(members.joined(separator: ","))}"
    }
  }

  @Test func `tool calls that stay open cost the same each`() {
    expectLinear(count: 800, by: PipesHubAPI()) { count in
      let events = (0..<count).map {
        "event: TOOL_CALL_START\n"
          + "data: {\"type\":\"TOOL_CALL_START\",\"runId\":\"r\",\"toolCallId\":\"call_\($0)\"}\n\n"
      }
      return events.joined()
    }
  }

  @Test(arguments: [" ", "<", "<think> ", "a", "</think>"])
  func `deltas cost the same each, whatever may be a tag`(_ delta: String) {
    expectLinear(count: 800, by: OpenAIAPI()) { count in
      let chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"\(delta)\"}}]}\n\n"
      return String(repeating: chunk, count: count)
    }
  }

  /// Ten times the input; a cost that grew with the square would be a hundred times as high.
  private func expectLinear(count: Int, by api: any ChatAPI, _ body: (Int) -> String) {
    func time(_ count: Int) -> Duration {
      let bytes = Array(body(count).utf8)
      return ContinuousClock().measure { _ = Decoding(of: [bytes], by: api) }
    }
    // Again where it looks bad, because other work on the machine only ever adds.
    #expect((0..<3).contains { _ in time(count * 10) < time(count) * 20 + .milliseconds(20) })
  }
}
