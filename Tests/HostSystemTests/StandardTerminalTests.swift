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
  private func shared(_ options: StandardTerminal.Options) -> StandardTerminal {
    StandardTerminal(options, output: output.stream, errors: output.stream)
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
    let terminal = shared(.init(showsStatus: true))
    terminal.show(status: "waiting")
    terminal.show(status: "reading")
    terminal.write("answer\n")
    terminal.flush()
    terminal.show(status: "more")
    terminal.notify("notice\n")
    terminal.show(status: nil)
    terminal.show(status: "last")
    terminal.show(status: nil)
    let gone = "\r\u{1B}[K"
    #expect(
      output.text()
        == "waiting\(gone)reading\(gone)answer\nmore\(gone)notice\nlast\(gone)"
    )
  }

  @Test func `a flush without text leaves the status line`() {
    let terminal = shared(.init(showsStatus: true))
    terminal.show(status: "waiting")
    terminal.flush()
    #expect(output.text() == "waiting")
  }

  @Test func `there is no status line behind half a line`() {
    let terminal = shared(.init(showsStatus: true))
    terminal.write("half")
    terminal.show(status: "waiting")
    terminal.write(" whole\n")
    terminal.show(status: "waiting")
    #expect(output.text() == "half whole\nwaiting")
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
      errors: pair.stream
    )
    terminal.show(status: "a\nb\u{1B}漢字漢字漢字")
    #expect(pair.output(11) == "a b^[漢…")
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
