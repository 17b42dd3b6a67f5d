#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Standard input that is not a terminal: a pipe, a file, or nothing.
public final class StandardInput {
  /// How a wait for input ended.
  public enum Reading: Equatable, Sendable {
    /// What was read.
    case bytes([UInt8])
    /// There is more than was to be read; what follows is not looked at.
    case tooLong
    /// There is no more.
    case end
    /// A signal asks the program to end; its number.
    case signal(Int32)
    /// It cannot be read; the system's words.
    case failed(reason: String)
  }

  private let signals: SignalPipe
  private let stream: StandardStream
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// Input whose waits `signals` can end.
  public convenience init(signals: SignalPipe) {
    self.init(.input, signals: signals)
  }

  init(_ stream: StandardStream, signals: SignalPipe) {
    self.signals = signals
    self.stream = stream
  }

  /// Forgets what was typed at a terminal but not read yet; of a pipe, nothing.
  public func discardTypedAhead() {
    guard stream.isTerminal else { return }
    buffer = []
    stream.discardTypedAhead()
  }

  /// Everything up to the end of input, if that is `limit` bytes or fewer; without one, however much it is.
  public func readAll(atMost limit: Int? = nil) -> Reading {
    while !isAtEnd {
      if let ending = readMore() { return ending }
      if let limit, buffer.count > limit { return .tooLong }
    }
    defer { buffer = [] }
    return .bytes(buffer)
  }

  /// The next line without its line end (LF or CRLF), as soon as it has come, if it has `limit` bytes or fewer.
  public func readLine(atMost limit: Int? = nil) -> Reading {
    let limit = limit ?? .max
    var searched = 0
    while true {
      if let feed = buffer[searched...].firstIndex(of: 0x0A) {
        let end = buffer[..<feed].last == 0x0D ? feed - 1 : feed
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...feed)
        return line.count > limit ? .tooLong : .bytes(line)
      }
      searched = buffer.count
      // A CR at the end may be half a line end.
      if searched - (buffer.last == 0x0D && !isAtEnd ? 1 : 0) > limit { return .tooLong }
      if isAtEnd { break }
      if let ending = readMore() { return ending }
    }
    defer { buffer = [] }
    return buffer.isEmpty ? .end : .bytes(buffer)
  }

  /// Waits for input or a signal, and reads what is there.
  private func readMore() -> Reading? {
    var watched = [
      pollfd(fd: stream.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&watched, 2, -1) >= 0 || errno == EINTR else { return failure("poll") }
    if let signal = signals.next() { return .signal(signal) }
    guard watched[0].revents != 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(stream.descriptor, &bytes, bytes.count)
    guard count >= 0 else {
      return errno == EINTR || errno == EAGAIN ? nil : failure("read")
    }
    isAtEnd = count == 0
    buffer += bytes[..<count]
    return nil
  }

  private func failure(_ call: String) -> Reading {
    .failed(reason: SystemCallFailure(call: call, errno: errno).reason)
  }
}
