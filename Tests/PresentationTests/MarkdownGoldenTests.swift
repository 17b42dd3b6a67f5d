import TestSupport
import Testing

@Suite struct MarkdownGoldenTests {
  @Test(arguments: Fixture.all, [40, 80])
  func `renders a document for a screen`(fixture: Fixture, width: Int) {
    expectGolden(
      streamed([fixture.text], width: width).notation,
      named: "\(fixture.name).\(width).txt"
    )
  }

  @Test(arguments: Fixture.all)
  func `renders a document for a pipe`(fixture: Fixture) {
    expectGolden(streamed([fixture.text]).notation, named: "\(fixture.name).pipe.txt")
  }

  @Test func `there are documents`() {
    #expect(Fixture.all.count > 20)
  }
}
