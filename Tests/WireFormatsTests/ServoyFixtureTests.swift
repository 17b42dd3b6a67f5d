import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct ServoyFixtureTests {
  private static let fixtures = WireFixture.all(of: "servoy")

  @Test func `has fixtures`() {
    #expect(Self.fixtures.count >= 30)
  }

  @Test(arguments: fixtures)
  func `becomes the expected events and the expected reply`(_ fixture: WireFixture) {
    fixture.expectGoldens(by: ServoyAPI(), prompt: "How much leave do I have?")
  }

  @Test(arguments: fixtures)
  func `gives the same events wherever its bytes are split`(_ fixture: WireFixture) {
    fixture.expectSameEventsWhereverSplit(by: ServoyAPI())
  }

  @Test(arguments: fixtures)
  func `invents nothing when it is cut`(_ fixture: WireFixture) {
    fixture.expectNothingInventedWhenCut(by: ServoyAPI(), isMarked: true)
  }

  @Test func `believes HTTP where a piece alone may be the whole`() {
    let body = #"{"response":"Yes."}"#
    #expect(Decoding(of: body, by: ServoyAPI(), isSelfDelimited: false).error == .incomplete)
    let delimited = Decoding(of: body, by: ServoyAPI(), isSelfDelimited: true)
    #expect(delimited.events == [.text("Yes."), .finished(.stop)])
  }
}
