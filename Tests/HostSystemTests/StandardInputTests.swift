import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Reading what comes through a pipe.
@Suite struct StandardInputTests {
  private let pipe = Pipe()
  private let signals: SignalPipe

  init() throws {
    // Catching none: the signals of the process belong to another suite.
    signals = try SignalPipe(catching: [])
  }

  private var input: StandardInput {
    StandardInput(StandardStream(descriptor: pipe.output), signals: signals)
  }

  /// The lines up to the end.
  private func lines(_ input: StandardInput) -> [String] {
    var lines: [String] = []
    while case .bytes(let bytes) = input.readLine() {
      lines.append(String(decoding: bytes, as: UTF8.self))
    }
    return lines
  }

  @Test(arguments: [
    ("", [String]()), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
    ("a\r\nb\r\n", ["a", "b"]), ("a\r", ["a\r"]), ("a\rb\n", ["a\rb"]), ("\n\na\n", ["", "", "a"]),
    ("ä\u{85}ö\u{2028}\n", ["ä\u{85}ö\u{2028}"]), ("a\0b\n", ["a\0b"]),
  ])
  func `gives lines without their ends`(text: String, expected: [String]) {
    pipe.write(text)
    pipe.close(pipe.input)
    let input = input
    #expect(lines(input) == expected)
    #expect(input.readLine() == .end)
  }

  @Test(arguments: [
    ("abc", 3, true), ("abcd", 3, false), ("", 0, true), ("a", 0, false), ("abc\n", 3, false),
  ])
  func `all of it is read up to a limit`(text: String, limit: Int, isRead: Bool) {
    pipe.write(text)
    pipe.close(pipe.input)
    let reading = input.readAll(atMost: limit)
    #expect(reading == (isRead ? .bytes(Array(text.utf8)) : .tooLong))
  }

  @Test(arguments: [
    ("abc", true), ("abc\n", true), ("abc\r\n", true), ("abcd\n", false), ("abcd", false),
    ("abc\r", false), ("abcd\r\n", false), ("\n", true),
  ])
  func `a line is read up to a limit that its end does not count for`(text: String, isRead: Bool) {
    pipe.write("x\n" + text)
    pipe.close(pipe.input)
    let input = input
    #expect(input.readLine(atMost: 3) == .bytes([0x78]))
    let line = text.prefix { !$0.isNewline }
    #expect(input.readLine(atMost: 3) == (isRead ? .bytes(Array(line.utf8)) : .tooLong))
  }

  @Test func `a line without end is given up while it comes`() {
    pipe.write("abcdefgh")
    #expect(input.readLine(atMost: 3) == .tooLong)
    let other = Pipe()
    other.write("abcdefgh")
    let open = StandardInput(StandardStream(descriptor: other.output), signals: signals)
    #expect(open.readAll(atMost: 3) == .tooLong)
  }

  @Test func `wherever they are split`() {
    let text = Array("äb\r\n\nc\r\nd".utf8)
    for cut in 0...text.count {
      let pipe = Pipe()
      let input = StandardInput(StandardStream(descriptor: pipe.output), signals: signals)
      nonisolated(unsafe) let writer = pipe
      pipe.write(Array(text[..<cut]))
      let wait = onThread {
        // What came first is read before the rest is written.
        var count: Int32 = 1
        while ioctl(writer.output, UInt(FIONREAD), &count) == 0, count > 0 { sched_yield() }
        writer.write(Array(text[cut...]))
        writer.close(writer.input)
      }
      #expect(lines(input) == ["äb", "", "c", "d"], "cut at \(cut)")
      wait()
    }
  }

  @Test func `a line longer than a read is whole`() {
    let long = String(repeating: "x", count: 200_000)
    nonisolated(unsafe) let writer = pipe
    let wait = onThread {
      writer.write(long + "\nend")
      writer.close(writer.input)
    }
    #expect(lines(input) == [long, "end"])
    wait()
  }

  @Test func `gives a line as soon as it has come`() {
    pipe.write("first\nsec")
    #expect(input.readLine() == .bytes(Array("first".utf8)))
  }

  @Test func `reads everything to the end, once`() {
    let input = input
    pipe.write("a\r\nb\0")
    pipe.close(pipe.input)
    #expect(input.readAll() == .bytes(Array("a\r\nb\0".utf8)))
    #expect(input.readAll() == .bytes([]))
  }

  @Test func `what cannot be read has the system's words`() {
    let closed = StandardInput(StandardStream(descriptor: 1_000_000), signals: signals)
    #expect(closed.readLine() == .failed(reason: "Bad file descriptor"))
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let directory = StandardInput(StandardStream(descriptor: folder), signals: signals)
    #expect(directory.readAll() == .failed(reason: "Is a directory"))
  }
}

/// Waits for input that a signal ends; in one suite with nothing else that catches SIGWINCH.
@Suite(.serialized) struct StandardInputSignalTests {
  @Test func `a signal ends the wait, and what came before it is kept`() throws {
    let pipe = Pipe()
    let signals = try SignalPipe(catching: [SIGWINCH])
    let input = StandardInput(StandardStream(descriptor: pipe.output), signals: signals)
    pipe.write("ha")
    let wait = onThread(raiseWindowChange)
    #expect(input.readLine() == .signal(SIGWINCH))
    wait()
    pipe.write("lf\n")
    #expect(input.readLine() == .bytes(Array("half".utf8)))
  }

  @Test func `a signal that came before counts first`() throws {
    let pipe = Pipe()
    let signals = try SignalPipe(catching: [SIGWINCH])
    onThread(raiseWindowChange)()
    pipe.write("line\n")
    let input = StandardInput(StandardStream(descriptor: pipe.output), signals: signals)
    #expect(input.readAll() == .signal(SIGWINCH))
    #expect(input.readLine() == .bytes(Array("line".utf8)))
  }
}

/// The threads that tests run on block signals, and pass that on.
@Sendable private func raiseWindowChange() {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGWINCH)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  raise(SIGWINCH)
}
