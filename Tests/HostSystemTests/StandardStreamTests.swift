import Session
import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Writing to descriptors that take little, nothing, or only a part.
@Suite struct StandardStreamTests {
  private let pipe = Pipe()
  /// More than any pipe holds by default.
  private let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }

  @Test func `writes all bytes, of which a pipe takes a part at a time`() throws {
    var received: [UInt8] = []
    let pipe = pipe
    let large = large
    nonisolated(unsafe) let writer = pipe
    let wait = onThread {
      #expect(writer.stream.write(large) == nil)
      writer.close(writer.input)
    }
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while case let count = read(pipe.output, &buffer, buffer.count), count > 0 {
      received += buffer[..<count]
    }
    wait()
    // Not inside the expectation, which would look for the difference element by element.
    let isWhole = received == large
    #expect(isWhole)
  }

  @Test func `waits where a descriptor does not block`() throws {
    #expect(fcntl(pipe.input, F_SETFL, O_NONBLOCK) == 0)
    var received: [UInt8] = []
    let large = large
    nonisolated(unsafe) let writer = pipe
    let wait = onThread {
      #expect(writer.stream.write(large) == nil)
      writer.close(writer.input)
    }
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while case let count = read(pipe.output, &buffer, buffer.count), count > 0 {
      received += buffer[..<count]
    }
    wait()
    // Not inside the expectation, which would look for the difference element by element.
    let isWhole = received == large
    #expect(isWhole)
  }

  @Test func `a reader that has gone is told apart`() {
    blockBrokenPipeSignal()
    pipe.close(pipe.output)
    #expect(pipe.stream.write([1]) == .brokenPipe)
  }

  @Test func `nothing to write is no failure`() {
    #expect(StandardStream(descriptor: -1).write([]) == nil)
  }

  @Test func `any other failure has the system's words`() {
    let closed = StandardStream(descriptor: .max).write([1])
    #expect(closed == .other(reason: "Bad file descriptor"))
  }

  #if os(Linux)
  @Test func `a full disk is a failure`() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let failure = StandardStream(descriptor: full).write([1])
    #expect(failure == .other(reason: "No space left on device"))
  }
  #endif

  @Test func `a pipe is no terminal and has no width`() {
    #expect(!pipe.stream.isTerminal && pipe.stream.columns == nil)
  }

  @Test func `a terminal is one, and knows its width`() throws {
    let terminal = try TerminalPair(columns: 37)
    #expect(terminal.stream.isTerminal && terminal.stream.columns == 37)
    terminal.resize(columns: 0)
    #expect(terminal.stream.columns == nil)
  }

  @Test func `the three streams are those of the process`() {
    let streams = [StandardStream.input, .output, .error]
    #expect(streams.map(\.descriptor) == [0, 1, 2])
  }
}
