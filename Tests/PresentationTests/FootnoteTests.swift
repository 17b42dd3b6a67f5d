import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct FootnoteTests {
  private func plain(_ source: String, width: Int? = nil) -> String {
    streamed([source], width: width).plainText
  }

  @Test func `stands where it is written, behind its name`() {
    #expect(
      plain(
        "Leave.[^1]\n\n[^1]: The policy, see *it*\nand more.\n[^b]: https://example.com\n\nText"
      )
        == "Leave.[^1]\n\n[^1]: The policy, see it and more.\n[^b]: https://example.com\n\nText\n"
    )
  }

  @Test func `indents what is wrapped, and blocks behind the first`() {
    #expect(
      plain("[^1]: one two three\n\n    - item\n\ntext", width: 14)
        == "[^1]: one two\n      three\n\n      • item\n\ntext\n"
    )
  }

  @Test func `ends a paragraph, a list and another note`() {
    #expect(plain("a\n[^1]: b\n[^2]: c") == "a\n\n[^1]: b\n[^2]: c\n")
    #expect(plain("- a\n[^1]: b") == "• a\n\n[^1]: b\n")
  }

  @Test func `is text in a container, where a link would be lost`() {
    #expect(
      plain("- a[^1]\n\n  [^1]: https://example.com") == "• a[^1]\n\n  [^1]: https://example.com\n"
    )
    #expect(plain("> [^1]: word\n> [^1]") == "│ [^1]: word [^1]\n")
  }

  @Test func `is not confused with what only looks like it`() {
    #expect(plain("[^]: a") == "[^]: a\n")
    #expect(plain("[^a b]: c d e") == "[^a b]: c d e\n")
    #expect(plain("[^1] says") == "[^1] says\n")
    #expect(plain("a\n[^1] says\n[b]: c") == "a [^1] says [b]: c\n")
    #expect(plain("[^1]:") == "[^1]:\n")
    #expect(plain("[^1]: [a]: b") == "[^1]: [a]: b\n")
  }

  @Test func `looks the same however it is cut, and loses no letter`() {
    let source = "a[^1]\n[^1]: b *c*\nd\n\n    e\n\n[^2]: `f\n- g [^3]\n  [^3]: h\n[^4]:i"
    for width in [nil, 9, 40] {
      #expect(streamed(scalars(of: source), width: width) == streamed([source], width: width))
    }
    for letter in "abcdefghi" { #expect(plain(source).contains(letter)) }
  }
}
