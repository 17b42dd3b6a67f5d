import Testing

@testable import CommandLine

@Suite struct JSON5ReaderTests {
  private func value(_ text: String) throws -> JSON5Value.Content {
    try #require(try JSON5Reader.value(of: text)).content
  }

  @Test func `reads what JSON5 adds to JSON`() throws {
    let text = """
      // a comment
      { bare: 'single "quotes"', "two": [1, 2,], /* between */ $x_1: {}, ünï: true, }
      """
    guard case .object(let members) = try value(text) else { throw Missing() }
    #expect(members.map(\.name) == ["bare", "two", "$x_1", "ünï"])
    #expect(members[0].value.content == .string("single \"quotes\""))
    #expect(members[3].place == TextPlace(line: 2, column: 68))
  }

  @Test(arguments: [
    ("0", 0.0), ("-1.5e3", -1_500), ("+2", 2), (".5", 0.5), ("5.", 5), ("0xFf", 255),
    ("-0x10", -16),
    ("Infinity", .infinity), ("-Infinity", -.infinity),
  ])
  func `reads numbers`(text: String, expected: Double) throws {
    guard case .number(let number, _) = try value(text) else { throw Missing() }
    #expect(number == expected)
  }

  @Test(arguments: [
    (#""a\nb\t\"\\\/""#, "a\nb\t\"\\/"), (#"'\x41\u00e9\ud83d\ude00'"#, "Aé😀"), ("'a\\\nb'", "ab"),
    (#"'\q\0'"#, "q\0"), ("''", ""),
  ])
  func `reads texts`(text: String, expected: String) throws {
    #expect(try value(text) == .string(expected))
  }

  @Test(arguments: [
    ("{a 1}", "1:4 '1' where a colon behind 'a' should be"),
    ("{a: 1 b: 2}", "1:7 'b' where a comma or '}' should be"),
    ("[1 2]", "1:4 '2' where a comma or ']' should be"),
    ("{\n  a: yes\n}", "2:6 'yes' is no value; a text stands in quotes"),
    ("'a\nb'", "1:1 the text that begins here does not end on its line"),
    ("'a", "1:1 the text that begins here does not end"),
    ("/* a", "1:1 the comment that begins here does not end"),
    ("1 2", "1:3 '2' where the end of the configuration should be"),
    ("1a", "1:1 '1a' is no number"), ("--1", "1:1 '--1' is no number"),
    ("{1: 2}", "1:3 ':' where a key should be"),
    (#"'\u12'"#, "1:4 4 hexadecimal digits are missing behind a backslash"),
    (#"'\ud800'"#, "1:4 half a character behind '\\u'"),
    ("{a:", "1:4 the end of the file where a value should be"),
    ("\u{1}", "1:1 U+1 where a value should be"),
  ])
  func `tells where and what is wrong`(text: String, expected: String) {
    #expect {
      try JSON5Reader.value(of: text)
    } throws: { error in
      guard let problem = error as? ConfigurationProblem else { return false }
      let told = "\(problem.place.line):\(problem.place.column) \(problem.summary)"
      if told != expected { Issue.record("\(told)") }
      return true
    }
  }

  @Test func `values may not nest without end`() {
    #expect(throws: ConfigurationProblem.self) {
      try JSON5Reader.value(of: String(repeating: "[", count: 100_000))
    }
  }

  private struct Missing: Error {}
}
