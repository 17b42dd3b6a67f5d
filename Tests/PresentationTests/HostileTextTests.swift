import Conversation
import TerminalText
import Testing

@testable import Presentation

/// Text that tries to drive the terminal, in every place that text can come in.
@Suite struct HostileTextTests {
  private static let attacks = [
    "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{9B}2J",
    "\u{9D}0;x\u{9C}", "\u{1B}c",
    "\u{1B}]8;;https://evil.example.com\u{1B}\\", "\r", "\u{8}", "\u{7F}", "\0", "\u{B}\u{C}",
    "\u{202E}rtl",
    "\u{2066}x\u{2069}", "\u{E0061}\u{E007F}", "\u{2028}", "\u{FFF9}",
    "&#27;[2J", "&#x9b;2J", "&#x202e;", "&#0;", "&#7;", "&#x1b;]52;c;aGk=&#7;", "&#13;", "&#x85;",
    "&Tab;", "&NewLine;",
  ]
  private static let places: [String] = [
    "@", "a @ b", "**a @ b**", "`@`", "`` a @ ``", "```\n@\n```", "```@\na\n```", "    @", "# @",
    "- @", "- a\n  - @",
    "> @", "| @ | b |\n|---|---|\n| c | @ |", "[@](https://example.com)",
    "[a](https://example.com/@)", "[a](<@>)",
    "[a](b \"@\")", "[@]: b", "[a]: @", "[a]: b \"@\"", "![@](b)", "![a](@)", "![a](b '@')",
    "<https://example.com/@>",
    "<b @>", "<div @>\n@\n</div>", "<!-- @ -->", "https://example.com/@", "a@@example.com", "~~@~~",
    "[a @", "a\\@",
  ]

  /// Whether bytes could do anything to a terminal but the sequences that the program means to send.
  private func isSafe(_ bytes: [UInt8]) -> Bool {
    var text = String(decoding: bytes, as: UTF8.self)[...]
    var plain = String.UnicodeScalarView()
    while let escape = text.unicodeScalars.firstIndex(of: "\u{1B}") {
      plain += text[..<escape].unicodeScalars
      let rest = text[escape...]
      guard let sequence = rest.prefixMatch(of: /\e\[[0-9;]*m|\e\]8;;[!-~]*\e\\/) else {
        return false
      }
      text = text[sequence.range.upperBound...]
    }
    plain += text.unicodeScalars
    return plain.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A: true
      case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFFF9, 0xE0000...0xE0FFF: false
      default: true
      }
    }
  }

  private func expectSafe(_ text: StyledText, sourceLocation: SourceLocation = #_sourceLocation) {
    for encoder in [ANSIEncoder(), ANSIEncoder(theme: .default, hyperlinks: true)] {
      #expect(
        isSafe(encoder.encode(text)),
        "\(text.notationOfSpans)",
        sourceLocation: sourceLocation
      )
    }
  }

  @Test(arguments: places)
  func `an answer drives nothing`(place: String) {
    for attack in Self.attacks {
      let document = place.replacing("@", with: attack)
      for width in [nil, 1, 20] as [Int?] {
        expectSafe(streamed([document], width: width))
        expectSafe(streamed(scalars(of: document), width: width))
      }
    }
  }

  @Test(arguments: [
    (
      ContentFormat.html,
      ["@", "<p>@</p>", "<a href=\"@\">@</a>", "<pre>@</pre>", "<img src=\"@\">"]
    ),
    (.json, ["@", "\"@\"", "{\"@\": [\"@\"]}"]), (.text, ["@", "a @\n@ b"]),
  ])
  func `an answer of another format drives nothing`(format: ContentFormat, places: [String]) {
    for attack in Self.attacks {
      for place in places {
        let document = place.replacing("@", with: attack)
        for width in [nil, 1, 20] as [Int?] {
          for deltas in [[document], scalars(of: document)] {
            var renderer = AnswerRenderer(Layout(width: width, followsHyperlinks: true))
            var text = renderer.add(.started(MessageFacts(contentFormat: format)))
            for delta in deltas { text += renderer.add(.text(delta)) }
            expectSafe(text + renderer.finish())
          }
        }
      }
    }
  }

  @Test(arguments: attacks)
  func `a footer drives nothing, each of its lines its own`(attack: String) {
    var reply = Reply()
    reply.confidence = Confidence(label: "High" + attack + "\nx")
    reply.citations = [
      Citation(
        number: 1,
        id: attack,
        title: attack + "\nx",
        url: "https://example.com/" + attack,
        source: attack
      ),
      Citation(number: 2, id: attack, url: attack, excerpt: attack + "\n" + attack),
    ]
    reply.followUps = [FollowUp(number: 1, prompt: attack + "\n/exit\n" + attack)]
    for width in [nil, 3, 200] as [Int?] {
      let footer = ReplyFooter(Layout(width: width))
      expectSafe(footer.text(of: reply))
      expectSafe(footer.source(reply.citations[1]))
    }
    // An empty line, the confidence, and two headings with three lines below them.
    let lines = ReplyFooter(Layout(width: nil)).text(of: reply).plainText.split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    #expect(lines.count == 8)
  }

  @Test(arguments: attacks)
  func `a follow-up is one line without controls`(attack: String) {
    let shown = FollowUp(number: 1, prompt: attack + "\n/exit\n" + attack).shownPrompt
    #expect(!shown.contains { $0.isNewline })
    #expect(isSafe(Array(shown.utf8)))
    #expect(Sanitizer.sanitized(shown, in: .exact) == shown)
  }

  @Test func `a link of a source leads only where it may`() {
    let targets = [
      "https://example.com/a": true, "mailto:me@example.com": true, "javascript:alert(1)": false,
      "file:///etc/passwd": false, "https://me@example.com": false, "data:text/html,x": false,
    ]
    for (target, isLink) in targets {
      let text = ReplyFooter(Layout(width: 80)).sources([Citation(number: 1, url: target)])
      let bytes = ANSIEncoder(hyperlinks: true).encode(text)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\u{1B}]8;;") == isLink, "\(target)")
    }
  }
}

extension StyledText {
  fileprivate var notationOfSpans: String {
    spans.map(\.text.debugDescription).joined(separator: " ")
  }
}
