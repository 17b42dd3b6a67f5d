import Session
import TerminalText
import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What the terminal writes, and where.
@Suite struct StandardTerminalTests {
  private let output = Pipe()
  private let errors = Pipe()

  private func terminal(_ options: StandardTerminal.Options = .init()) -> StandardTerminal {
    StandardTerminal(options, output: output.stream, errors: errors.stream)
  }

  /// A terminal whose two streams are one pipe, so that their order shows.
  private func shared(
    _ options: StandardTerminal.Options,
    now: @escaping () -> Int = { 0 }
  ) -> StandardTerminal {
    StandardTerminal(options, output: output.stream, errors: output.stream, now: now)
  }

  private final class Clock {
    var time = 0
  }

  @Test func `the answer goes to standard output and the rest to standard error`() {
    let terminal = terminal()
    terminal.write("answer\n")
    terminal.notify("notice\n")
    terminal.flush()
    #expect(output.text() == "answer\n" && errors.text() == "notice\n")
  }

  @Test func `nothing is written before it is asked for`() {
    let terminal = terminal()
    terminal.write("one ")
    terminal.write("two")
    #expect(fcntl(output.output, F_SETFL, O_NONBLOCK) == 0)
    var byte: UInt8 = 0
    #expect(read(output.output, &byte, 1) == -1 && errno == EAGAIN)
    terminal.flush()
    #expect(output.text() == "one two")
  }

  @Test func `much text does not wait to be asked for`() {
    let terminal = terminal()
    for _ in 0..<(1 << 16) { terminal.write("x") }
    #expect(output.contents().count == 1 << 16)
  }

  @Test func `a notice stands behind what was written before it`() {
    let terminal = shared(.init())
    terminal.write("answer\n")
    terminal.notify("notice\n")
    terminal.write("more\n")
    terminal.flush()
    #expect(output.text() == "answer\nnotice\nmore\n")
  }

  @Test func `text is masked on both, bytes are not`() {
    let terminal = terminal()
    terminal.write("a\u{1B}[2J\u{9B}\r")
    terminal.writeRaw([0x1B, 0xFF, 0x0A])
    terminal.notify("b\u{1B}]0;x\u{7}")
    terminal.flush()
    #expect(output.contents() == Array("a^[[2J\\u{9B}^M".utf8) + [0x1B, 0xFF, 0x0A])
    #expect(errors.text() == "b^[]0;x^G")
  }

  @Test func `colour is written where it is wanted, and links only to a terminal`() {
    let terminal = terminal(.init(colorsOutput: true, colorsErrors: false))
    let text = StyledText("x", role: .strong, link: "https://docs.example.com/")
    terminal.write(text)
    terminal.notify(text)
    terminal.flush()
    #expect(output.text() == "\u{1B}[1mx\u{1B}[0m" && errors.text() == "x")
  }

  @Test func `the status line is gone before anything else is written`() {
    let terminal = shared(.init(showsStatus: true), now: { 0 })
    terminal.show(status: "waiting")
    terminal.show(status: "reading")
    terminal.write("answer\n")
    terminal.flush()
    terminal.show(status: "more")
    terminal.notify("notice\n")
    terminal.show(status: nil)
    terminal.show(status: "last")
    terminal.show(status: nil)
    let hidden = "\u{1B}[?25l"
    let end = "\u{1B}[K\r"
    let gone = "\r\u{1B}[K\u{1B}[?25h"
    #expect(
      output.text()
        == "\(hidden)⠋ waiting\(end)⠋ reading\(end)\(gone)answer\n"
        + "\(hidden)⠋ more\(end)\(gone)notice\n\(hidden)⠋ last\(end)\(gone)"
    )
  }

  @Test func `a flush without text leaves the status line`() {
    let terminal = shared(.init(showsStatus: true), now: { 0 })
    terminal.show(status: "waiting")
    terminal.flush()
    #expect(output.text() == "\u{1B}[?25l⠋ waiting\u{1B}[K\r")
  }

  @Test func `the status line moves when it is told to, and tells when that is due`() {
    let clock = Clock()
    let terminal = shared(.init(showsStatus: true), now: { clock.time })
    #expect(terminal.moveStatus() == nil)
    terminal.show(status: "waiting")
    #expect(terminal.moveStatus() == 100)
    clock.time = 130
    #expect(terminal.moveStatus() == 70)
    #expect(terminal.moveStatus() == 70)
    clock.time = 3_000
    terminal.show(status: "reading")
    terminal.show(status: nil)
    #expect(terminal.moveStatus() == nil)
    let end = "\u{1B}[K\r"
    #expect(
      output.text()
        == "\u{1B}[?25l⠋ waiting\(end)⠙ waiting\(end)⠋ reading 3 s\(end)\r\u{1B}[K\u{1B}[?25h"
    )
  }

  @Test func `a paused status line comes back when it moves, also behind a notice`() {
    let terminal = shared(.init(showsStatus: true), now: { 0 })
    let shown = "\u{1B}[?25l⠋ waiting\u{1B}[K\r"
    let gone = "\r\u{1B}[K\u{1B}[?25h"
    terminal.show(status: "waiting")
    terminal.pauseStatus()
    terminal.pauseStatus()
    _ = terminal.moveStatus()
    terminal.notify("notice\n")
    _ = terminal.moveStatus()
    terminal.write("answer\n")
    terminal.flush()
    #expect(terminal.moveStatus() == nil)
    #expect(output.text() == shown + gone + shown + gone + "notice\n" + shown + gone + "answer\n")
  }

  @Test func `there is no status line behind half a line`() {
    let terminal = shared(.init(showsStatus: true), now: { 0 })
    terminal.write("half")
    terminal.show(status: "waiting")
    #expect(terminal.moveStatus() == nil)
    terminal.write(" whole\n")
    terminal.show(status: "waiting")
    #expect(output.text() == "half whole\n\u{1B}[?25l⠋ waiting\u{1B}[K\r")
  }

  @Test func `there is none where none is wanted`() {
    let terminal = terminal()
    terminal.show(status: "waiting")
    terminal.show(status: nil)
    #expect(errors.contents().isEmpty)
  }

  @Test func `the status line is one masked line, shorter than the terminal is wide`() throws {
    let pair = try TerminalPair(columns: 10)
    let terminal = StandardTerminal(
      .init(showsStatus: true),
      output: pair.stream,
      errors: pair.stream,
      now: { 0 }
    )
    terminal.show(status: "a\nb\u{1B}漢字漢字漢字")
    let shown = "\u{1B}[?25l⠋ a b^[…\u{1B}[K\r"
    #expect(pair.output(shown.utf8.count) == shown)
  }

  @Test func `a terminal that was made narrower is cleared of all rows of the status line`() throws
  {
    let pair = try TerminalPair(columns: 40)
    let clock = Clock()
    let terminal = StandardTerminal(
      .init(showsStatus: true),
      output: pair.stream,
      errors: pair.stream,
      now: { clock.time }
    )
    terminal.show(status: String(repeating: "x", count: 23))
    pair.resize(columns: 10)
    clock.time = 100
    _ = terminal.moveStatus()
    let erased = "\r\u{1B}[K\r\n\r\u{1B}[K\r\n\r\u{1B}[K"
    let shown =
      "\u{1B}[?25l⠋ \(String(repeating: "x", count: 23))\u{1B}[K\r\(erased)⠙ xxxxxx…\u{1B}[K\r"
    #expect(pair.output(shown.utf8.count) == shown)
  }

  @Test func `notices are broken at words on a terminal, and never inside one`() throws {
    let pair = try TerminalPair(columns: 12)
    let terminal = StandardTerminal(.init(), output: output.stream, errors: pair.stream)
    terminal.notify("chat: cannot read /a/long/path/name now\n")
    terminal.notify("Go on? [y] ")
    let shown = "chat: cannot\nread\n/a/long/path/name\nnow\nGo on? [y] "
      .replacing("\n", with: "\r\n")
    #expect(pair.output(shown.utf8.count) == shown)
    let plain = StandardTerminal(
      .init(wrapsNotices: false),
      output: output.stream,
      errors: pair.stream
    )
    plain.notify("chat: cannot read\n")
    #expect(pair.output(19) == "chat: cannot read\r\n")
    self.terminal().notify("chat: cannot read /a/long/path/name now\n")
    #expect(errors.text() == "chat: cannot read /a/long/path/name now\n")
  }

  @Test func `the width follows the terminal when it is to`() throws {
    let pair = try TerminalPair(columns: 30)
    let fixed = StandardTerminal(.init(width: 20), output: pair.stream, errors: errors.stream)
    let following = StandardTerminal(
      .init(width: 20, widthFollowsTerminal: true),
      output: pair.stream,
      errors: errors.stream
    )
    #expect(fixed.width == 20 && following.width == 30)
    pair.resize(columns: 12)
    #expect(fixed.width == 20 && following.width == 12)
    #expect(terminal(.init(width: 20, widthFollowsTerminal: true)).width == 20)
    #expect(terminal().width == nil)
  }

  @Test func `a reader that has gone ends standard output alone`() {
    blockBrokenPipeSignal()
    let terminal = terminal()
    output.close(output.output)
    terminal.write("a")
    #expect(terminal.failure == nil)
    terminal.flush()
    #expect(terminal.failure == .brokenPipe)
    terminal.write("b")
    terminal.writeRaw([1])
    terminal.flush()
    terminal.notify("still here\n")
    #expect(terminal.failure == .brokenPipe && errors.text() == "still here\n")
  }

  #if os(Linux)
  @Test func `a full disk is told`() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let terminal = StandardTerminal(
      .init(),
      output: StandardStream(descriptor: full),
      errors: errors.stream
    )
    terminal.write("a")
    terminal.flush()
    #expect(terminal.failure == .other(reason: "No space left on device"))
  }
  #endif

  @Test func `a standard error that has gone changes nothing`() {
    blockBrokenPipeSignal()
    let terminal = terminal()
    errors.close(errors.output)
    terminal.notify("a\n")
    terminal.write("answer\n")
    terminal.flush()
    #expect(terminal.failure == nil && output.text() == "answer\n")
  }
}
