import TerminalText
import Testing

/// Each test is named after the attack that it stops.
@Suite struct SanitizerAttackTests {
  private func shown(_ text: String) -> String {
    let bytes = ANSIEncoder(theme: .default, hyperlinks: true).encode(StyledText(text))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `title change`() {
    #expect(shown("\u{1B}]0;pwned\u{7}") == "^[]0;pwned^G")
  }

  @Test func `title report, which the terminal types for the attacker`() {
    #expect(shown("\u{1B}[21t") == "^[[21t")
  }

  @Test func `clipboard write by OSC 52`() {
    #expect(shown("\u{1B}]52;c;cm0gLXJm\u{1B}\\") == "^[]52;c;cm0gLXJm^[\\")
  }

  @Test func `unfinished OSC, which swallows the rest of the answer`() {
    #expect(
      shown("\u{1B}]8;;https://evil.example.com rest") == "^[]8;;https://evil.example.com rest"
    )
  }

  @Test func `C1 control sequence introducer`() {
    #expect(shown("\u{9B}2J") == "\\u{9B}2J")
  }

  @Test func `C1 operating system command`() {
    #expect(shown("\u{9D}0;x\u{9C}") == "\\u{9D}0;x\\u{9C}")
  }

  @Test func `status string request (DECRQSS)`() {
    #expect(shown("\u{1B}P$q;id\u{1B}\\") == "^[P$q;id^[\\")
  }

  @Test func `answerback by ENQ`() {
    #expect(shown("\u{5}") == "^E")
  }

  @Test func `colour that outlasts the answer`() {
    #expect(shown("\u{1B}[8mhidden") == "^[[8mhidden")
  }

  @Test func `overwriting a line by CR`() {
    #expect(shown("rm -rf /\rls      ") == "rm -rf /^Mls      ")
  }

  @Test func `overwriting letters by BS`() {
    #expect(shown("bad\u{8}\u{8}\u{8}good") == "bad^H^H^Hgood")
  }

  @Test func `alternate character set by SO`() {
    #expect(shown("\u{E}qqq") == "^Nqqq")
  }

  @Test func `bidi override, which shows code in another order than it runs`() {
    #expect(
      shown("access = \"user\u{202E} \u{2066}// admin\u{2069}\"")
        == "access = \"user\\u{202E} \\u{2066}// admin\\u{2069}\""
    )
  }

  @Test func `tag smuggling, instructions that only a model reads`() {
    let smuggled = text(of: "hi".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xE0000) })
    #expect(shown("ok\(smuggled)") == "ok\\u{E0068}\\u{E0069}")
  }

  @Test func `tag smuggling behind a flag`() {
    let long = "ignore it".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xE0000) }
    let shown = shown("\u{1F3F4}\(text(of: long))\u{E007F}")
    #expect(!shown.unicodeScalars.contains { $0.value >= 0xE0000 })
  }

  @Test func `bytes hidden in variation selectors`() {
    let hidden = text(of: [1, 2, 3].compactMap { Unicode.Scalar(0xFE00 + $0) })
    #expect(shown("😀\(hidden)") == "😀\u{FE01}\\u{FE02}\\u{FE03}")
  }

  @Test func `bytes hidden in supplementary variation selectors`() {
    #expect(shown("😀\u{E0101}\u{E0142}") == "😀\\u{E0101}\\u{E0142}")
  }

  @Test func `zalgo, a pile of marks over other lines`() {
    let pile = "e" + String(repeating: "\u{335}\u{35C}", count: 500)
    #expect(shown(pile).unicodeScalars.count == 32)
  }

  @Test func `zalgo spread over many spans`() {
    var text = StyledText("e")
    for number in 0..<100 {
      text.append("\u{301}", role: number.isMultiple(of: 2) ? .strong : .plain)
    }
    let bytes = ANSIEncoder(theme: .default).encode(text)
    let marks = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0 == "\u{301}" }
    #expect(marks == 30)
  }

  @Test func `sequence put together from two spans`() {
    var text = StyledText("\u{1B}", role: .strong)
    text.append("]0;pwned\u{7}")
    let bytes = ANSIEncoder().encode(text)
    #expect(String(decoding: bytes, as: UTF8.self) == "^[]0;pwned^G")
  }

  @Test func `sequence in a link target`() {
    let text = StyledText("x", link: "https://example.com/\u{1B}]52;c;AA\u{7}")
    let bytes = ANSIEncoder(hyperlinks: true).encode(text)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}]8;;https://example.com/%1B]52;c;AA%07\u{1B}\\x\u{1B}]8;;\u{1B}\\"
    )
  }

  @Test func `a hundred thousand marks, which stall a terminal`() {
    let pile = "a" + String(repeating: "\u{301}", count: 100_000)
    let clock = ContinuousClock()
    var shown = ""
    let elapsed = clock.measure { shown = Sanitizer.sanitized(pile, in: .prose) }
    #expect(shown.unicodeScalars.count == 32)
    #expect(elapsed < .seconds(2))
  }
}
