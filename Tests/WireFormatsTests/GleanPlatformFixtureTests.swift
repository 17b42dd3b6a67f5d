import TestSupport
import Testing
import WireFormats

@Suite struct GleanPlatformFixtureTests {
  private static let fixtures = WireFixture.all(of: "glean-platform")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 30)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: GleanPlatformAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: GleanPlatformAPI())
  }

  @Test(arguments: fixtures)
  func `invents nothing when it is cut`(_ fixture: WireFixture) {
    fixture.expectNothingInventedWhenCut(by: GleanPlatformAPI(), isMarked: true)
  }
}
