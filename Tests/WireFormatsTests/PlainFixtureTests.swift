import TestSupport
import Testing
import WireFormats

@Suite struct PlainFixtureTests {
  private static let fixtures = WireFixture.all(of: "plain")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 50)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: PlainAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: PlainAPI())
  }

  @Test(arguments: fixtures)
  func `invents nothing when it is cut`(_ fixture: WireFixture) {
    fixture.expectNothingInventedWhenCut(by: PlainAPI(), isMarked: false)
  }
}
