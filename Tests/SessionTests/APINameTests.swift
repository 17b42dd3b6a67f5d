import CommandLine
import Testing
import WireFormats

@Suite struct APINameTests {
  @Test func `the names that can be given are those of the APIs, and auto`() {
    #expect(OptionTable.apiNames == ["auto"] + KnownAPIs.all.map(\.name))
  }
}
