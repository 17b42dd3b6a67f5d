import TestSupport
import Testing

@Suite struct ScreenTests {
  @Test func `shows text, styles, links and wide characters`() {
    var screen = Screen(columns: 20, rows: 4)
    screen.feed("a\u{1B}[1;38;5;208mb\u{1B}[0m日c\r\n")
    screen.feed("\u{1B}]8;id=1;https://docs.example.com/\u{1B}\\x\u{1B}]8;;\u{7}y")
    #expect(screen.lines == ["ab日c", "xy"])
    #expect(screen.style(row: 0, column: 1).attributes == [1])
    #expect(screen.style(row: 0, column: 1).foreground == "38;5;208")
    #expect(screen.style(row: 1, column: 0).link == "https://docs.example.com/")
    #expect(screen.style(row: 1, column: 1) == Screen.Style())
    #expect(screen.cursor == (1, 2))
    #expect(screen.violations == [])
  }

  @Test func `wraps and scrolls, and keeps a wide character whole at the right margin`() {
    var screen = Screen(columns: 3, rows: 2)
    screen.feed("ab日cdef")
    #expect(screen.scrolledOff == ["ab"])
    #expect(screen.lines == ["日c", "def"])
  }

  @Test func `changes a row as libedit asks for it`() {
    var screen = Screen(columns: 10, rows: 3)
    screen.feed("hello\r\nworld\u{1B}[A\u{8}p!\u{1B}[3Gx\u{1B}[K")
    #expect(screen.lines == ["hex", "world"])
    screen.feed("\u{1B}[H\u{1B}[2Jnew")
    #expect(screen.lines == ["new"])
    #expect(screen.violations == [])
  }

  @Test(arguments: ["\u{1B}[2J", "\u{1B}[H", "\u{1B}[A", "\u{8}"])
  func `a line editor's sequences can be forbidden`(sequence: String) {
    var screen = Screen(lineEditing: false)
    screen.feed(sequence)
    #expect(screen.violations.count == 1)
  }

  @Test(arguments: [
    "\u{1B}]0;title\u{7}", "\u{1B}]52;p;QQ==\u{1B}\\", "\u{1B}[?1049h", "\u{1B}[6n", "\u{1B}c",
    "\u{9B}31m", "\u{0}", "\u{1B}[10;1H", "\u{1B}[1q",
    "\u{1B}[2@", "\u{1B}[P", "\u{1B}[J",
  ])
  func `everything else is a violation`(sequence: String) {
    var screen = Screen()
    screen.feed(sequence)
    #expect(screen.violations.count == 1)
  }

  @Test func `a piece of output may end anywhere`() {
    let output = Array("日é\u{1B}[1mx\u{1B}[0m\u{1B}]8;;https://docs.example.com/\u{1B}\\👍".utf8)
    var whole = Screen()
    whole.feed(output)
    for cut in output.indices {
      var parts = Screen()
      parts.feed(output[..<cut])
      parts.feed(output[cut...])
      #expect(parts.lines == whole.lines)
      #expect(parts.violations == [])
    }
  }
}
