import Conversation
import Testing

@Suite struct JSONWriterTests {
  private static let texts: [(value: JSONValue, text: String)] = [
    (.null, "null"),
    (.bool(true), "true"),
    (.bool(false), "false"),
    (.number("1e-400"), "1e-400"),
    (.integer(-12), "-12"),
    (.integer(UInt64.max), "18446744073709551615"),
    (.double(1.5), "1.5"),
    (.double(20), "20"),
    (.double(.infinity), "null"),
    (.double(.nan), "null"),
    (.string(""), "\"\""),
    (.string("a\"b\\c/d"), #""a\"b\\c/d""#),
    (.string("\n\r\t\u{8}\u{C}\u{0}\u{1B}[31m"), #""\n\r\t\u0008\u000c\u0000\u001b[31m""#),
    (.string("\u{7F}\u{9B}\u{2028}\u{202E}\u{2066}"), #""\u007f\u009b\u2028\u202e\u2066""#),
    (.string("\u{FEFF}\u{AD}\u{200B}\u{E0041}"), #""\ufeff\u00ad\u200b\udb40\udc41""#),
    (.string("❤\u{FE0F}\u{FE0F}\u{FE0E}a\u{FE0E}"), "\"❤\u{FE0F}\\ufe0f\\ufe0ea\u{FE0E}\""),
    (.string("é 休 😀 👩‍👩‍👧 ❤️"), "\"é 休 😀 👩‍👩‍👧 ❤️\""),
    (.array([]), "[]"),
    (.array([.null, .array([.integer(1)]), .string("a")]), #"[null,[1],"a"]"#),
    (.object([]), "{}"),
    (
      .object([.init("b", .object([])), .init("a\n", .array([.bool(true)]))]),
      #"{"b":{},"a\n":[true]}"#
    ),
  ]

  @Test(arguments: texts) func `writes compact text`(_ value: JSONValue, _ text: String) {
    #expect(JSONWriter.compact(value) == text)
    #expect(JSONWriter.compactBytes(value) == Array(text.utf8))
  }

  @Test func `lets no scalar through that acts on a terminal or shows as nothing`() {
    let kept: Set<Unicode.Scalar> = ["\u{200C}", "\u{200D}", "\u{FE0E}", "\u{FE0F}"]
    let dangerous = (0...UInt32(0x10FFFF)).compactMap(Unicode.Scalar.init).filter { scalar in
      let properties = scalar.properties
      return properties.generalCategory == .control || properties.isBidiControl
        || properties.generalCategory == .lineSeparator
        || properties.generalCategory == .paragraphSeparator
        || properties.isDefaultIgnorableCodePoint && !kept.contains(scalar)
    }
    #expect(dangerous.count > 4_000)
    for scalar in dangerous {
      let bytes = JSONWriter.compactBytes(.string(String(scalar)))
      #expect(bytes.allSatisfy { 0x20...0x7E ~= $0 }, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `adds the same text behind bytes as it writes by itself`() {
    var bytes: [UInt8] = [0x41]
    JSONWriter.append("a\"\u{202E}é\u{E0041}", to: &bytes)
    #expect(bytes == [0x41] + JSONWriter.compactBytes(.string("a\"\u{202E}é\u{E0041}")))
  }

  @Test func `masks names like strings`() {
    let value = JSONValue.object([.init("\u{1B}]0;x\u{7}\u{202E}", .null)])
    #expect(JSONWriter.compactBytes(value).allSatisfy { 0x20...0x7E ~= $0 })
  }
}
