import Testing

@testable import Presentation

@Suite struct NewlineNormalizerTests {
  private func normalized(_ parts: [String]) -> String {
    var normalizer = NewlineNormalizer()
    let bytes = parts.flatMap { normalizer.add(Array($0.utf8)) } + normalizer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("a\r\nb", "a\nb"), ("a\rb", "a^Mb"), ("a\r", "a^M"), ("\r\r\n", "^M\n"), ("\r\r", "^M^M"),
    ("a\0b", "a^@b"),
    ("\u{1B}[m", "^[[m"), ("\u{C}\u{B}\u{1F}", "^L^K^_"), ("a\tb\n", "a\tb\n"),
    ("é\u{9B}\u{7F}", "é\u{9B}\u{7F}"),
  ])
  func `makes one line end of CRLF and shows the other controls`(text: String, expected: String) {
    #expect(normalized([text]) == expected)
    #expect(normalized(scalars(of: text)) == expected)
  }
}
