import Testing

@testable import TerminalText

@Suite struct SanitizerTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    var input: String
    var prose: String
    var exact: String

    init(_ input: String, _ prose: String, exact: String? = nil) {
      self.input = input
      self.prose = prose
      self.exact = exact ?? prose
    }

    var testDescription: String {
      input.unicodeScalars.map { String($0.value, radix: 16, uppercase: true) }
        .joined(separator: " ")
    }
  }

  static let plain: [Vector] = [
    Vector("", ""),
    Vector("plain text ~!@", "plain text ~!@"),
    Vector("two\nlines\n", "two\nlines\n"),
    Vector("a\tb", "a\tb"),
    Vector("a\u{A0}b", "a\u{A0}b"),
    Vector("naïve café — “quoted” … €", "naïve café — “quoted” … €"),
    Vector("中文、日本語「かな」", "中文、日本語「かな」"),
    Vector("שלום مرحبا", "שלום مرحبا"),
    Vector("क्षि ไทย", "क्षि ไทย"),
    Vector("e\u{301}", "e\u{301}"),
    Vector("\u{1100}\u{1161}\u{11A8}", "\u{1100}\u{1161}\u{11A8}"),
    Vector("\u{FFFD}\u{FFFC}", "\u{FFFD}\u{FFFC}"),
    Vector("\u{E000}\u{F8FF}\u{10FFFD}", "\u{E000}\u{F8FF}\u{10FFFD}"),
    Vector("می\u{200C}خواهم", "می\u{200C}خواهم"),
    Vector("∩\u{FE00}", "∩\u{FE00}"),
    Vector("^[ \\u{9B}", "^[ \\u{9B}"),
  ]

  static let lineEnds: [Vector] = [
    Vector("a\r\nb", "a\nb"),
    Vector("\r\n\r\n", "\n\n"),
    Vector("\r", "^M"),
    Vector("a\rb", "a^Mb"),
    Vector("\r\r\n", "^M\n"),
    Vector("\n\r", "\n^M"),
    Vector("\r\u{200B}\n", "^M\n", exact: "^M\\u{200B}\n"),
    Vector("\r\u{301}", "^M\u{301}"),
    Vector("\u{85}", "\\u{85}"),
    Vector("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
    Vector("\u{B}\u{C}", "^K^L"),
  ]

  static let invisible: [Vector] = [
    Vector("\u{34F}", "\\u{34F}"),
    Vector("\u{115F}\u{1160}", "\\u{115F}\\u{1160}"),
    Vector("\u{17B4}\u{17B5}", "\\u{17B4}\\u{17B5}"),
    Vector("\u{180B}\u{180C}\u{180D}", "\\u{180B}\\u{180C}\\u{180D}"),
    Vector("\u{180E}\u{180F}", "\\u{180E}\\u{180F}"),
    Vector("\u{2061}\u{2064}\u{2065}", "\\u{2061}\\u{2064}\\u{2065}"),
    Vector("\u{206A}\u{206F}", "\\u{206A}\\u{206F}"),
    Vector("\u{3164}\u{FFA0}", "\\u{3164}\\u{FFA0}"),
    Vector("\u{FFF0}\u{FFF8}", "\\u{FFF0}\\u{FFF8}"),
    Vector("\u{FFF9}x\u{FFFA}y\u{FFFB}", "\\u{FFF9}x\\u{FFFA}y\\u{FFFB}"),
    Vector("\u{1BCA0}\u{1BCA3}", "\\u{1BCA0}\\u{1BCA3}"),
    Vector("\u{1D173}\u{1D17A}", "\\u{1D173}\\u{1D17A}"),
    Vector("\u{E0000}\u{E0001}\u{E007F}", "\\u{E0000}\\u{E0001}\\u{E007F}"),
    Vector("\u{E0080}\u{E0FFF}", "\\u{E0080}\\u{E0FFF}"),
    Vector("\u{E0100}\u{E01EF}", "\\u{E0100}\\u{E01EF}"),
    Vector("soft\u{AD}hyphen", "softhyphen", exact: "soft\\u{AD}hyphen"),
    Vector("a\u{200B}b", "ab", exact: "a\\u{200B}b"),
    Vector("a\u{2060}b", "ab", exact: "a\\u{2060}b"),
    Vector("\u{FEFF}start", "start", exact: "\\u{FEFF}start"),
    Vector("\u{FEFF}", "", exact: "\\u{FEFF}"),
  ]

  static let variation: [Vector] = [
    Vector("❤\u{FE0F}", "❤\u{FE0F}"),
    Vector("❤\u{FE0E}", "❤\u{FE0E}"),
    Vector("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}\\u{FE0F}"),
    Vector("a\u{FE00}\u{FE01}\u{FE02}", "a\u{FE00}\\u{FE01}\\u{FE02}"),
    Vector(
      "a\u{FE0F}\u{200B}\u{FE0F}",
      "a\u{FE0F}\\u{FE0F}",
      exact: "a\u{FE0F}\\u{200B}\u{FE0F}"
    ),
    Vector("a\u{FE0F}\u{301}\u{FE0F}", "a\u{FE0F}\u{301}\u{FE0F}"),
    Vector("a\u{FE0F}b\u{FE0F}", "a\u{FE0F}b\u{FE0F}"),
    Vector("a\u{FE0F}\u{E0100}", "a\u{FE0F}\\u{E0100}"),
  ]

  static let emoji: [Vector] = [
    Vector("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    Vector("👩🏽‍🚀", "👩🏽‍🚀"),
    Vector("🏳️‍🌈", "🏳️‍🌈"),
    Vector("🏴‍☠️", "🏴‍☠️"),
    Vector("🇩🇪🇫🇷", "🇩🇪🇫🇷"),
    Vector("1️⃣", "1️⃣"),
    Vector("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    Vector("🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
    Vector("\u{1F3F4}", "\u{1F3F4}"),
    Vector("\u{1F3F4}x", "\u{1F3F4}x"),
    Vector("\u{1F3F4}\u{1F3F4}", "\u{1F3F4}\u{1F3F4}"),
    Vector("\u{1F3F4}\r\n", "\u{1F3F4}\n"),
    Vector("\u{1F3F4}\u{E007F}", "\u{1F3F4}\\u{E007F}"),
    Vector("\u{1F3F4}\u{E0067}", "\u{1F3F4}\\u{E0067}"),
    Vector("\u{1F3F4}\u{E0067}x", "\u{1F3F4}\\u{E0067}x"),
    Vector(
      "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}",
      "\u{1F3F4}\\u{E0067}\\u{E0062}\\u{E007F}"
    ),
    Vector(
      "\u{1F3F4}\u{E0031}\u{E0032}\u{E0033}\u{E007F}",
      "\u{1F3F4}\\u{E0031}\\u{E0032}\\u{E0033}\\u{E007F}"
    ),
    Vector(
      "\u{1F3F4}\u{E0041}\u{E0042}\u{E0043}\u{E007F}",
      "\u{1F3F4}\\u{E0041}\\u{E0042}\\u{E0043}\\u{E007F}"
    ),
    Vector(
      "\u{1F3F4}\u{E0075}\u{E0073}\u{E0063}\u{E0061}\u{E007F}",
      "\u{1F3F4}\u{E0075}\u{E0073}\u{E0063}\u{E0061}\u{E007F}"
    ),
    Vector(
      "\u{1F3F4}\u{200B}\u{E0067}",
      "\u{1F3F4}\\u{E0067}",
      exact: "\u{1F3F4}\\u{200B}\\u{E0067}"
    ),
    Vector("👍\u{E0067}\u{E007F}", "👍\\u{E0067}\\u{E007F}"),
  ]

  static let bidirectional: [Vector] =
    ["\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}"].map(hidden)
    + ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"].map(hidden)
    + [Vector("a\u{61C}b", "a\u{61C}b", exact: "a\\u{61C}b")]
    + [Vector("a\u{200E}b", "a\u{200E}b", exact: "a\\u{200E}b")]
    + [Vector("a\u{200F}b", "a\u{200F}b", exact: "a\\u{200F}b")]

  static let vectors = plain + lineEnds + invisible + variation + emoji + bidirectional

  private static func hidden(_ scalar: Unicode.Scalar) -> Vector {
    let name = String(scalar.value, radix: 16, uppercase: true)
    return Vector("a\(scalar)b", "a\\u{\(name)}b")
  }

  @Test(arguments: vectors)
  func `shows what the table says`(vector: Vector) {
    #expect(Sanitizer.sanitized(vector.input, in: .prose) == vector.prose)
    #expect(Sanitizer.sanitized(vector.input, in: .exact) == vector.exact)
    // Strings compare by canonical equivalence; the terminal does not.
    let scalars = Array(Sanitizer.sanitized(vector.input, in: .prose).unicodeScalars)
    #expect(scalars == Array(vector.prose.unicodeScalars))
  }

  @Test func `has at least eighty vectors`() {
    #expect(Self.vectors.count >= 80)
  }

  @Test(arguments: Array(0...0x1F) + Array(0x7F...0x9F) as [UInt8])
  func `shows each control but TAB and LF`(control: UInt8) {
    let scalar = Unicode.Scalar(control)
    let expected =
      switch control {
      case 0x09, 0x0A: String(scalar)
      case 0x7F: "^?"
      case 0..<0x20: "^" + String(Unicode.Scalar(control + 0x40))
      default: "\\u{" + String(control, radix: 16, uppercase: true) + "}"
      }
    for context in [Sanitizer.Context.prose, .exact] {
      #expect(Sanitizer.sanitized(String(scalar), in: context) == expected)
      #expect(Sanitizer.sanitized("a\(scalar)é", in: context) == "a\(expected)é")
    }
  }

  @Test(arguments: [0, 1, 30, 31, 32, 1000])
  func `keeps thirty marks of a pile and cuts the rest`(count: Int) {
    let pile = "a" + String(repeating: "\u{301}", count: count) + "b"
    let kept = "a" + String(repeating: "\u{301}", count: min(count, 30))
    let expected = kept + (count > 30 ? "…" : "") + "b"
    let shown = Sanitizer.sanitized(pile, in: .prose)
    #expect(Array(shown.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: ["\u{200D}", "\u{200C}", "\u{200E}", "\u{903}", "\u{1161}", "\u{1F3FD}"])
  func `counts whatever joins a character as a mark`(mark: String) {
    let pile = "a" + String(repeating: mark + "\u{301}", count: 40)
    #expect(Sanitizer.sanitized(pile, in: .prose).unicodeScalars.count == 1 + 30 + 1)
  }

  @Test func `does not let left out code points hide a pile of marks`() {
    let pile = "a" + String(repeating: "\u{301}\u{200B}", count: 40)
    #expect(Sanitizer.sanitized(pile, in: .prose).unicodeScalars.count == 1 + 30 + 1)
  }

  @Test func `lets nothing of all code points through that acts on a terminal`() {
    var all = String.UnicodeScalarView()
    for scalar in (0...0x10FFFF).compactMap(Unicode.Scalar.init) { all.append(scalar) }
    let shown = Sanitizer.sanitized(String(all), in: .prose)
    let acting = shown.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x09, 0x0A: false
      case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    #expect(acting.isEmpty)
  }

  /// The reference data of the Unicode standard, where the system has it.
  private static let emojiTest = readLines(of: "/usr/share/unicode/emoji/emoji-test.txt")

  @Test(.enabled(if: !emojiTest.isEmpty))
  func `leaves every emoji of the standard unchanged, two cells wide`() {
    var count = 0
    for line in Self.emojiTest where line.contains("; fully-qualified") {
      let codes = line.prefix { $0 != ";" }.split(separator: " ")
      let emoji = text(
        of: codes.compactMap { UInt32($0, radix: 16) }.compactMap(Unicode.Scalar.init)
      )
      #expect(Sanitizer.sanitized(emoji, in: .prose) == emoji)
      #expect(Sanitizer.sanitized(emoji, in: .exact) == emoji)
      #expect(DisplayWidth.cells(of: emoji) == 2, "\(line)")
      count += 1
    }
    #expect(count > 3000)
  }
}
