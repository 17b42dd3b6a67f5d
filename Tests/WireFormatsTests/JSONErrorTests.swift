import Testing
import WireFormats

@Suite struct JSONErrorTests {
  /// A text, the reason, and the offset, line and column of the fault.
  private static let faults: [(String, JSONError.Reason, [Int])] = [
    ("", .empty, [0, 1, 1]),
    (" \n ", .empty, [3, 2, 2]),
    ("[1,\n 2", .unexpectedEnd, [6, 2, 3]),
    ("[\"ab", .cutToken, [4, 1, 5]),
    ("[1\n,\n\u{E9}]", .unexpectedCharacter, [5, 3, 1]),
    ("[1] 2", .textBehindValue, [4, 1, 5]),
    ("[-a]", .badNumber, [2, 1, 3]),
    ("[012]", .badNumber, [1, 1, 2]),
    ("[nulx]", .badWord, [1, 1, 2]),
    ("[\"\u{E9}\\x\"]", .badEscape, [4, 1, 5]),
    ("{\"a\n\":1}", .controlCharacter, [3, 1, 4]),
    ("\r\n\r\n\"\\udead\"", .loneSurrogate, [5, 3, 2]),
  ]

  @Test(arguments: faults)
  func `tells the reason and the place`(
    _ text: String,
    _ reason: JSONError.Reason,
    _ place: [Int]
  ) throws {
    let error = try #require(
      #expect(throws: JSONError.self) { try JSONView(parsing: Array(text.utf8), mode: .strict) }
    )
    #expect(error.reason == reason)
    #expect([error.offset, error.line, error.column] == place)
  }

  @Test func `has its own words for each reason`() {
    let words = Set(JSONError.Reason.allCases.map(\.description))
    #expect(words.count == JSONError.Reason.allCases.count)
  }

  @Test func `says where and keeps the text to itself`() {
    let error = #expect(throws: JSONError.self) {
      try JSONView(parsing: Array("{\"secret\": hidden}".utf8))
    }
    #expect(error?.description == "unexpected character in JSON at line 1, column 12")
  }
}
