import Testing

@testable import Presentation

@Suite struct JSONLayoutTests {
  private func laidOut(_ source: String) -> String? { JSONLayout.text(of: Array(source.utf8)) }

  @Test(arguments: [
    ("1", "1\n"), (" \"a\" ", "\"a\"\n"), ("{}", "{}\n"), ("[ ]", "[]\n"), ("-0.5E+7", "-0.5E+7\n"),
    ("[1,[2,{}],\"x\"]", "[\n  1,\n  [\n    2,\n    {}\n  ],\n  \"x\"\n]\n"),
    (
      "{\"b\":1,\"a\":{\"b\":null},\"b\":true}",
      "{\n  \"b\": 1,\n  \"a\": {\n    \"b\": null\n  },\n  \"b\": true\n}\n"
    ),
    (
      #"{"a{,": "]\"\\", "日": "\u00e9"}"#, "{\n  \"a{,\": \"]\\\"\\\\\",\n  \"日\": \"\\u00e9\"\n}\n"
    ),
  ])
  func `puts each member on a line and changes no token`(source: String, text: String) {
    #expect(laidOut(source) == text)
    #expect(laidOut(text) == text)
  }

  @Test(arguments: [
    "", " ", "{", "]", "[1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{1:2}", "01",
    "1.", ".5", "-", "1e", "+1", "tru", "nulls", "\"a", "\"a\\\"", "\"\t\"", "1 2", "[1}", "{}x",
    "{\"a\":1]", "'a'", "[1 2]", "{\"a\" 1}", "NaN",
  ])
  func `lays out nothing else`(source: String) {
    #expect(laidOut(source) == nil)
  }

  @Test func `nests as deep as it likes`() {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect((laidOut(deep)?.utf8.count ?? 0) < 4_000_000)
    #expect(laidOut(String(repeating: "{\"a\":", count: 10_000)) == nil)
  }
}
