import TerminalText
import TestSupport
import Testing

@Suite struct SingleLineTests {
  @Test(arguments: [
    ("plain", "plain"), ("two\nlines\tand\r\nmore", "two lines and more"), ("a\rb", "a^Mb"),
    ("\u{1B}]0;x\u{7}", "^[]0;x^G"), ("\u{200E}\u{FEFF}", "\\u{200E}\\u{FEFF}"), ("", ""),
    ("\u{2028}", "\\u{2028}"),
  ])
  func `is one masked line`(input: String, expected: String) {
    #expect(Sanitizer.singleLine(input) == expected)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
    ("中中中", 6, "中中中"), ("中中中", 5, "中中…"), ("中中中", 4, "中…"), ("中中中", 2, "…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩🏽‍🚀👩🏽‍🚀", 3, "👩🏽‍🚀…"), ("❤️x", 2, "…"),
    ("ab\n", 2, "a…"), ("", 0, ""),
  ])
  func `is cut at a character, with an ellipsis within the limit`(
    input: String,
    limit: Int,
    expected: String
  ) {
    #expect(Sanitizer.singleLine(input, limit: limit) == expected)
  }

  @Test func `fits every limit, and stays as it is the second time`() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let input = text(of: randomScalars(count: 40, using: &generator))
      let limit = Int.random(in: 0..<40, using: &generator)
      let line = Sanitizer.singleLine(input, limit: limit)
      #expect(DisplayWidth.cells(of: line) <= limit)
      #expect(!line.contains { $0.isNewline || $0 == "\t" })
      #expect(Sanitizer.singleLine(line, limit: limit) == line)
    }
  }

  @Test func `has five hundred columns without being told`() {
    let line = Sanitizer.singleLine(String(repeating: "x", count: 10_000))
    #expect(line == String(repeating: "x", count: 499) + "…")
  }
}
