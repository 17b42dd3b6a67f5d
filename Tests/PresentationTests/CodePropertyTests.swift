import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct CodePropertyTests {
  private static let languages = Fixture.code.map(\.language)

  /// Every sample, and text of nothing but signs that mean something somewhere.
  private func samples() -> [String] {
    var random = SeededGenerator(seed: 5)
    let parts = [
      "\"", "'", "`", "\"\"\"", "'''", "/*", "*/", "//", "#", "--", "<!--", "-->", "<", ">", "</",
      "<a ",
      "\\", "\\\"", "\\é", "é", "😀", "e\u{301}", "$", "${", "}", "{", "(", ")", "[", "]", "#[",
      "r#\"",
      "\"#", "@\"", "R\"(", "<<EOF", "EOF", "<<~A", ": ", ":", "=", "- ", "+", "@@", "&", "&amp;",
      ".",
      "..", "0x", "1e", "1'0", "_", "a", "if", "Self", "script", " ", "\t", "\n", "\n", "\n",
    ]
    return Fixture.code.map(\.text)
      + (0..<300).map { _ in (0..<40).map { _ in random.pick(parts) }.joined() }
      + (0..<100).map { _ in
        let bytes = (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) }
        return String(decoding: bytes, as: UTF8.self)
      }
  }

  @Test(arguments: languages)
  func `hands out exactly what came in`(language: String) {
    for sample in samples() {
      let text = highlighted(sample, language).plainText
      #expect(Array(text.utf8) == Array(sample.utf8), "\(sample.debugDescription)")
    }
  }

  @Test(arguments: languages)
  func `looks the same line by line`(language: String) {
    for sample in samples() {
      var highlighter = CodeHighlighter(info: language)
      var text = StyledText()
      for line in (sample + "\n").unicodeScalars.split(after: "\n") {
        text += highlighter?.highlight(line) ?? StyledText(line)
      }
      #expect(text == highlighted(sample + "\n", language), "\(sample.debugDescription)")
    }
  }

  @Test func `looks the same however it arrives`() {
    for fixture in Fixture.code {
      let document = "```\(fixture.language)\n\(fixture.text)```\n"
      let text = streamed([document], width: 80)
      #expect(streamed(scalars(of: document), width: 80) == text, "\(fixture)")
      #expect(whole(document, width: 80) == text, "\(fixture)")
    }
  }
}

extension String.UnicodeScalarView {
  /// The parts that end with a scalar.
  fileprivate func split(after end: Unicode.Scalar) -> [String] {
    split(separator: end, omittingEmptySubsequences: false).dropLast().map { String($0) + "\n" }
  }
}
