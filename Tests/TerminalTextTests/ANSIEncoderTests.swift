import TerminalText
import TestSupport
import Testing

@Suite struct ANSIEncoderTests {
  private func encoded(
    _ text: StyledText,
    theme: Theme? = .default,
    hyperlinks: Bool = true
  ) -> String {
    let encoder = ANSIEncoder(theme: theme, hyperlinks: hyperlinks)
    return String(decoding: encoder.encode(text), as: UTF8.self)
  }

  private let bold = Role.strong

  @Test func `writes plain text as it is`() {
    #expect(encoded("Leave is 20 days.\n") == "Leave is 20 days.\n")
    #expect(encoded("") == "")
  }

  @Test func `opens and closes every style`() {
    let text =
      "a " + StyledText("b", role: bold) + StyledText("c", role: .aside) + " d"
    #expect(encoded(text) == "a \u{1B}[1mb\u{1B}[0m\u{1B}[2mc\u{1B}[0m d")
  }

  @Test(arguments: [
    (Style(foreground: .black), "30"), (Style(foreground: .white), "37"),
    (Style(foreground: .brightBlack), "90"), (Style(foreground: .brightWhite), "97"),
    (Style(isBold: true), "1"), (Style(isFaint: true), "2"), (Style(isItalic: true), "3"),
    (Style(isUnderlined: true), "4"), (Style(isStruckThrough: true), "9"),
    (Style(foreground: .red, isBold: true, isUnderlined: true), "1;4;31"),
  ])
  func `knows each attribute`(style: Style, numbers: String) {
    #expect(
      encoded(StyledText("x", role: .code), theme: Theme([.code: style]))
        == "\u{1B}[\(numbers)mx\u{1B}[0m"
    )
  }

  @Test func `closes styles before a line end`() {
    let text = StyledText("a\n\nb\n", role: bold)
    #expect(encoded(text) == "\u{1B}[1ma\u{1B}[0m\n\n\u{1B}[1mb\u{1B}[0m\n")
  }

  @Test func `writes no style without colours`() {
    let text =
      StyledText("a\nb", role: bold) + StyledText("c", role: bold, link: "https://example.com")
    #expect(encoded(text, theme: nil, hyperlinks: false) == "a\nbc")
  }

  @Test func `writes links as OSC 8, line by line`() {
    let text = StyledText("a\nb", link: "https://example.com/")
    let open = "\u{1B}]8;;https://example.com/\u{1B}\\"
    let close = "\u{1B}]8;;\u{1B}\\"
    #expect(encoded(text, theme: nil) == "\(open)a\(close)\n\(open)b\(close)")
  }

  @Test func `writes a style within a link`() {
    let text = StyledText("a", role: bold, link: "mailto:a@example.com")
    #expect(
      encoded(text) == "\u{1B}]8;;mailto:a@example.com\u{1B}\\\u{1B}[1ma\u{1B}[0m\u{1B}]8;;\u{1B}\\"
    )
  }

  @Test func `writes the text alone where the link is not to be trusted`() {
    #expect(encoded(StyledText("a", link: "javascript:alert(1)")) == "a")
  }

  @Test func `leaves text that was masked exactly unchanged`() {
    let masked = Sanitizer.sanitized("\u{200E}x\u{FEFF}\r", in: .exact)
    #expect(encoded(StyledText(masked, role: bold)) == "\u{1B}[1m\(masked)\u{1B}[0m")
  }

  @Test func `appends plain strings masked, to what is there`() {
    var buffer = Array("> ".utf8)
    ANSIEncoder().encode("a\u{1B}é", into: &buffer)
    ANSIEncoder().encode(StyledText("b\r\n"), into: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == "> a^[éb\n")
  }

  @Test func `writes ESC in no other sequence than the listed ones`() throws {
    let listed = try Regex(#"\x1B\[(0|[1-9;0-9]+)m|\x1B\]8;;[\x21-\x7E]*\x1B\\"#)
      .matchingSemantics(.unicodeScalar)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var text = StyledText()
      for _ in 0..<10 {
        let stretch = TerminalTextTests.text(of: randomScalars(count: 12, using: &generator))
        text.append(
          stretch,
          role: Role(rawValue: UInt32.random(in: 0..<1 << 21, using: &generator)),
          link: "https://example.com/\(stretch)"
        )
      }
      let rest = encoded(text).replacing(listed, with: "")
      #expect(!rest.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
      #expect(rest == String(decoding: ANSIEncoder().encode(text), as: UTF8.self))
    }
  }
}
