import Conversation
import Testing
import WireFormats

@Suite struct JSONDepthTests {
  @Test func `reads 512 levels and no more`() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
      let levels = open == "[{\"a\":" ? 256 : 512
      #expect(throws: Never.self) { try read(nested(open, "1", close, levels)) }
      let error = #expect(throws: JSONError.self) {
        try read("[" + nested(open, "1", close, levels) + "]")
      }
      #expect(error?.reason == .tooDeep)
    }
  }

  @Test(arguments: [513, 100_000, 1_000_000])
  func `refuses what is deeper without a crash`(_ levels: Int) {
    for text in [nested("[", "", "]", levels), nested("{\"\":", "1", "}", levels)] {
      let error = #expect(throws: JSONError.self) { try read(text) }
      #expect(error?.reason == .tooDeep)
      let open = text.prefix { $0 != "]" && $0 != "}" }
      #expect(throws: JSONError.self) { try read(String(open)) }
    }
  }

  @Test func `counts levels, not containers`() throws {
    let text = "[" + String(repeating: "[[]],", count: 10_000) + "{}]"
    #expect(try read(text).elements.reduce(0) { count, _ in count + 1 } == 10_001)
  }

  @Test func `decodes, compares, writes and drops the deepest value on a small stack`() throws {
    let text = nested("{\"a\":[", "\"end\"", "]}", 256)
    let written = try #require(SmallStack.run { try? decodedAndWritten(text) })
    #expect(written == text)
  }

  @Sendable private func decodedAndWritten(_ text: String) throws -> String {
    let value = try JSONView(parsing: Array(text.utf8)).value
    let again = try JSONView(parsing: Array(text.utf8)).value
    return value == again ? JSONWriter.compact(value) : "not equal"
  }

  private func read(_ text: String) throws -> JSONView {
    try JSONView(parsing: Array(text.utf8), mode: .strict)
  }

  private func nested(_ open: String, _ inner: String, _ close: String, _ levels: Int) -> String {
    String(repeating: open, count: levels) + inner + String(repeating: close, count: levels)
  }
}
