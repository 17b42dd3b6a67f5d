import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct PipesHubFixtureTests {
  private static let fixtures = WireFixture.all(of: "pipeshub")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 35)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: PipesHubAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: PipesHubAPI())
  }

  @Test(arguments: fixtures)
  func `is complete only with its end, and keeps what came when it is cut`(
    _ fixture: WireFixture
  ) {
    let whole = Decoding(of: [fixture.body], by: PipesHubAPI())
    let told = whole.events.filter(Self.isToldAtOnce)
    for cut in Cut.every(of: fixture.body, by: PipesHubAPI()) {
      if cut.end.error == nil {
        #expect(cut.end == whole, "cut at \(cut.position): \(cut.end.notation)")
      } else {
        let isBeginning = told.starts(with: cut.end.events.filter(Self.isToldAtOnce))
        #expect(isBeginning, "cut at \(cut.position): \(cut.end.notation)")
        #expect(!cut.end.events.contains(.finished(.stop)), "cut at \(cut.position)")
      }
    }
  }

  @Test(arguments: ["sse-2026-02", "sse-documented", "sse-query-service", "agui-preamble"])
  func `has the beginning of the text however little came`(_ name: String) throws {
    let body = try #require(Self.fixtures.first { $0.name == name }).body
    let whole = Decoding(of: [body], by: PipesHubAPI()).reply
    let voids = whole.steps.filter { $0.kind == "update" }.map(\.text)
    for cut in Cut.every(of: body, by: PipesHubAPI()) {
      let content = cut.end.reply.content
      let isBeginning = ([whole.content] + voids).contains { $0.hasPrefix(content) }
      #expect(isBeginning || content.isEmpty, "cut at \(cut.position): \(content)")
    }
  }

  /// Whether an event neither waits for the end nor tells of parts that wait.
  private static func isToldAtOnce(_ event: ReplyEvent) -> Bool {
    switch event {
    case .text, .textReplaced, .citations, .confidence, .toolCall: false
    default: true
    }
  }

  @Test func `a whole reply is complete whatever framing it comes in`() throws {
    let body = try #require(Self.fixtures.first { $0.name == "query-service" }).body
    let event = Array("event: complete\ndata: ".utf8) + body + Array("\n".utf8)
    #expect(Decoding(of: [event], by: PipesHubAPI()) == Decoding(of: [body], by: PipesHubAPI()))
  }
}
