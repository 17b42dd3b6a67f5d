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
  func `is complete only with its end`(_ fixture: WireFixture) {
    let whole = Decoding(of: [fixture.body], by: PipesHubAPI())
    for cut in Cut.every(of: fixture.body, by: PipesHubAPI()) {
      guard cut.end.error == nil else {
        #expect(!cut.end.events.contains(.finished(.stop)), "cut at \(cut.position)")
        continue
      }
      #expect(cut.end == whole, "cut at \(cut.position): \(cut.end.notation)")
    }
  }

  @Test(arguments: fixtures)
  func `keeps what came of a reply that is cut`(_ fixture: WireFixture) {
    let whole = Decoding(of: [fixture.body], by: PipesHubAPI())
    for cut in Cut.every(of: fixture.body, by: PipesHubAPI()) where cut.end.error != nil {
      let came = cut.end.events.filter { !Self.waitsForTheEnd($0) }
      #expect(whole.events.starts(with: came), "cut at \(cut.position): \(cut.end.notation)")
    }
  }

  /// Whether an event is told of the end, or of what stood for the rest when there was none.
  private static func waitsForTheEnd(_ event: ReplyEvent) -> Bool {
    switch event {
    case .citations, .confidence, .toolCall: true
    default: false
    }
  }

  @Test func `a whole reply is complete whatever framing it comes in`() throws {
    let body = try #require(Self.fixtures.first { $0.name == "query-service" }).body
    let event = Array("event: complete\ndata: ".utf8) + body + Array("\n".utf8)
    #expect(Decoding(of: [event], by: PipesHubAPI()) == Decoding(of: [body], by: PipesHubAPI()))
  }
}
