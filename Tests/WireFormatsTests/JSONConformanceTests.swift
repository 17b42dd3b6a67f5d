import Conversation
import Testing
import WireFormats

@Suite struct JSONConformanceTests {
  @Test func `accepts what RFC 8259 calls JSON`() {
    #expect(Set(JSONAcceptedTexts.all).count >= 95)
    for text in JSONAcceptedTexts.all {
      #expect(throws: Never.self, "\(text)") {
        try JSONView(parsing: Array(text.utf8), mode: .strict)
      }
    }
  }

  @Test func `rejects what RFC 8259 does not call JSON`() {
    #expect(Set(JSONRejectedTexts.all).count >= 188)
    for bytes in JSONRejectedTexts.all {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(throws: JSONError.self, "\(text.debugDescription)") {
        try JSONView(parsing: bytes, mode: .strict)
      }
    }
  }

  @Test func `reads the same in both modes what the strict one accepts`() throws {
    for text in JSONAcceptedTexts.all {
      let strict = try JSONView(parsing: Array(text.utf8), mode: .strict)
      let answer = try JSONView(parsing: Array(text.utf8), mode: .answer)
      #expect(JSONWriter.compact(strict.value) == JSONWriter.compact(answer.value))
    }
  }

  @Test func `gives the same error wherever the text lies in its buffer`() {
    for bytes in JSONRejectedTexts.all {
      let around = Array("[1,\"".utf8)
      let whole = #expect(throws: JSONError.self) { try JSONView(parsing: bytes, mode: .strict) }
      let inside = #expect(throws: JSONError.self) {
        var document = JSONDocument()
        let range = around.count..<around.count + bytes.count
        _ = try document.parse(around + bytes + around, in: range, mode: .strict)
      }
      #expect(whole == inside)
    }
  }

  @Test func `calls every beginning of a text cut off`() {
    for text in JSONAcceptedTexts.all where text.first == "{" || text.first == "[" {
      let bytes = Array(text.utf8)
      let end = (bytes.lastIndex { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") }) ?? 0
      for length in 1...end {
        let error = #expect(throws: JSONError.self) {
          try JSONView(parsing: Array(bytes[..<length]))
        }
        #expect(error?.isCutOff == true, "\(text.prefix(length).debugDescription)")
        #expect(error?.offset == length)
      }
    }
  }

  /// Where RFC 8259 leaves the choice, or this reader departs from it in the mode for answers.
  private static let openQuestions: [(text: String, strict: String, answer: String)] = [
    (#""\ud800""#, "half a surrogate pair in JSON", "\"\u{FFFD}\""),
    (#""\udfff""#, "half a surrogate pair in JSON", "\"\u{FFFD}\""),
    (#""a\ud83db""#, "half a surrogate pair in JSON", "\"a\u{FFFD}b\""),
    (#""\ud83d\ud83d\ude00""#, "half a surrogate pair in JSON", "\"\u{FFFD}\u{1F600}\""),
    (#""\ude00\ud83d""#, "half a surrogate pair in JSON", "\"\u{FFFD}\u{FFFD}\""),
    (#""\ud83d\n""#, "half a surrogate pair in JSON", "\"\u{FFFD}\\n\""),
    (#"{"\ud800":1}"#, "half a surrogate pair in JSON", "{\"\u{FFFD}\":1}"),
    ("\u{FEFF}{}", "unexpected character in JSON", "{}"),
    ("\u{FEFF}", "unexpected character in JSON", "no JSON value"),
    ("\u{FEFF}\u{FEFF}{}", "unexpected character in JSON", "unexpected character in JSON"),
    ("1e400", "1e400", "1e400"),
    ("-1e999999999999999999999", "-1e999999999999999999999", "-1e999999999999999999999"),
    ("1e-400", "1e-400", "1e-400"),
    ("100000000000000000000000", "100000000000000000000000", "100000000000000000000000"),
    (
      "0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827",
      "0.1000000000000000055511151231257827"
    ),
    ("-0", "-0", "-0"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}", "{\"a\":3,\"b\":2}"),
    ("\"\u{FFFF}\"", "\"\u{FFFF}\"", "\"\u{FFFF}\""),
    (#""\uffff\u0000""#, "\"\u{FFFF}\\u0000\"", "\"\u{FFFF}\\u0000\""),
    ("[,]", "unexpected character in JSON", "unexpected character in JSON"),
    ("[1,]", "unexpected character in JSON", "unexpected character in JSON"),
    ("// a\n1", "unexpected character in JSON", "unexpected character in JSON"),
    ("NaN", "unexpected character in JSON", "unexpected character in JSON"),
    ("Infinity", "unexpected character in JSON", "unexpected character in JSON"),
    ("-Infinity", "malformed JSON number", "malformed JSON number"),
    ("[NaN,1]", "unexpected character in JSON", "[null,1]"),
    ("{\"a\":NaN}", "unexpected character in JSON", "{\"a\":null}"),
    ("[Infinity,-Infinity]", "unexpected character in JSON", "[null,null]"),
    ("[-Infinity]", "malformed JSON number", "[null]"),
    ("[+Infinity]", "unexpected character in JSON", "unexpected character in JSON"),
    ("[-NaN]", "malformed JSON number", "malformed JSON number"),
    ("[nan]", "unknown JSON word", "unknown JSON word"),
    ("[Inf]", "unexpected character in JSON", "unknown JSON word"),
    ("[NaNs]", "unexpected character in JSON", "unexpected character in JSON"),
    ("{NaN:1}", "unexpected character in JSON", "unexpected character in JSON"),
    ("[Na", "unexpected character in JSON", "JSON ends inside a token"),
    ("[-Infinit", "malformed JSON number", "JSON ends inside a token"),
  ]

  @Test(arguments: openQuestions)
  func `settles what is left open`(_ text: String, _ strict: String, _ answer: String) {
    #expect(outcome(Array(text.utf8), .strict) == strict)
    #expect(outcome(Array(text.utf8), .answer) == answer)
  }

  private static let otherEncodings: [(bytes: [UInt8], reason: String)] = [
    ([0x5B, 0, 0x5D, 0], "JSON in UTF-16 or UTF-32"),
    ([0, 0x5B, 0, 0x5D], "JSON in UTF-16 or UTF-32"),
    ([0xFF, 0xFE, 0x5B, 0, 0x5D, 0], "JSON in UTF-16 or UTF-32"),
    ([0xFE, 0xFF, 0, 0x5B, 0, 0x5D], "JSON in UTF-16 or UTF-32"),
    ([0x5B, 0, 0, 0, 0x5D, 0, 0, 0], "JSON in UTF-16 or UTF-32"),
    ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x31], "JSON in UTF-16 or UTF-32"),
    ([0x22, 0xE9, 0x22], "JSON is not UTF-8"),
    ([0x22, 0xED, 0xA0, 0x80, 0x22], "JSON is not UTF-8"),
    ([0x22, 0xC3], "JSON ends inside a token"),
    ([0x31, 0], "JSON in UTF-16 or UTF-32"),
    ([0x5B, 0x31, 0, 0x5D], "unexpected character in JSON"),
  ]

  @Test(arguments: otherEncodings)
  func `refuses other encodings`(_ bytes: [UInt8], _ reason: String) {
    #expect(outcome(bytes, .strict) == reason)
    #expect(outcome(bytes, .answer) == reason)
  }

  private func outcome(_ bytes: [UInt8], _ mode: JSONMode) -> String {
    do {
      return JSONWriter.compact(try JSONView(parsing: bytes, mode: mode).value)
    } catch {
      return "\(error.reason)"
    }
  }
}
