import Conversation
import Testing

@Suite struct JSONValueTests {
  @Test func `finds the last member of a name`() {
    let value = JSONValue.object([
      .init("a", .integer(1)), .init("b", .integer(2)), .init("a", .integer(3)),
    ])
    #expect(value["a"] == .number("3"))
    #expect(value["b"] == .number("2"))
    #expect(value["c"] == nil)
    #expect(JSONValue.array([value])["a"] == nil)
  }

  @Test func `tells names apart that only look the same`() {
    let value = JSONValue.object([.init("e\u{301}", .integer(1)), .init("\u{E9}", .integer(2))])
    #expect(value["e\u{301}"] == .number("1"))
    #expect(value["\u{E9}"] == .number("2"))
  }

  @Test func `never rounds the text of a number`() {
    #expect(JSONValue.integer(UInt64.max) == .number("18446744073709551615"))
    #expect(JSONValue.double(0.1) == .number("0.1"))
    #expect(JSONValue.double(1e300) == .number("1e+300"))
    #expect(JSONValue.double(-.infinity) == .null)
  }
}
