import TerminalText
import TestSupport
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("中", 2), ("日本語", 6), ("ｱ", 1),
    ("Ａ", 2),
    ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("…", 1), ("─", 1), ("●", 1), ("α", 1), ("§", 1),
    ("°", 1),
    ("\u{301}", 0), ("\u{200D}", 0), ("\n", 0), ("\r\n", 0), ("\t", 0), ("\u{3000}", 2),
    ("\u{A0}", 1),
    ("שלום", 4), ("ไทย", 3), ("กำ", 2), ("\u{600}", 1), ("\u{E000}", 1), ("\u{FFFD}", 1),
    ("\u{2FFFD}", 2),
    ("a中b", 4), ("中\u{301}", 2),
  ])
  func `counts cells`(text: String, cells: Int) {
    #expect(DisplayWidth.cells(of: text) == cells)
  }

  @Test(arguments: [
    "😀", "❤️", "☝🏽", "👩🏽‍🚀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🏴‍☠️", "🇩🇪", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⌚", "🫨", "🪿", "🫩",
    "❤️‍🔥", "©️",
  ])
  func `counts two cells for an emoji, however long`(emoji: Character) {
    #expect(DisplayWidth.cells(of: emoji) == 2)
    #expect(DisplayWidth.cells(of: String(emoji)) == 2)
  }

  @Test func `counts 0, 1 or 2 cells for every character`() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let text = text(of: randomScalars(count: 60, using: &generator))
      for character in text { #expect((0...2).contains(DisplayWidth.cells(of: character))) }
      #expect(DisplayWidth.cells(of: text) == text.reduce(0) { $0 + DisplayWidth.cells(of: $1) })
    }
  }

  @Test func `adds up the spans of a text`() {
    let text: StyledText =
      StyledText("中", role: .strong) + "ab" + StyledText("\u{301}", link: "x")
    #expect(DisplayWidth.cells(of: text) == 4)
  }

  @Test func `measures a character without an end in linear time`() {
    let endless = "a" + String(repeating: "\u{200D}\u{301}", count: 50_000)
    var cells = -1
    let elapsed = ContinuousClock().measure { cells = DisplayWidth.cells(of: endless) }
    #expect(cells == 1)
    #expect(elapsed < .seconds(2))
  }
}
