#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Reads a line from the terminal on standard input that does not show it.
public struct SecretReader {
  private let signals: SignalPipe
  private let stream: StandardStream

  /// No credential is longer, in bytes.
  private static let limit = 8 << 10

  /// A reader whose wait `signals` can end.
  public init(signals: SignalPipe) {
    self.init(.input, signals: signals)
  }

  init(_ stream: StandardStream, signals: SignalPipe) {
    self.signals = signals
    self.stream = stream
  }

  /// The line without its end; Backspace takes back a character and Ctrl-U all of them.
  ///
  /// Its characters are read one by one, as the terminal's own lines end at 4095 bytes. Whatever ends the wait, the
  /// terminal then is as it was before; a stop (Ctrl-Z) gives it back meanwhile, and `onReturn` is called behind it.
  public func readLine(onReturn: () -> Void) -> StandardInput.Reading {
    var before = termios()
    guard tcgetattr(stream.descriptor, &before) == 0 else {
      return .failed(reason: SystemCallFailure(call: "tcgetattr", errno: errno).reason)
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON)
    withUnsafeMutableBytes(of: &silent.c_cc) { keys in
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
    }
    return withoutActuallyEscaping(onReturn) { [before, silent] onReturn in
      signals.catching([SIGTSTP]) { [signals] signal in
        set(before)
        signals.letAct(signal)
        set(silent)
        onReturn()
      } while: {
        // From here on a stop is caught, so that none leaves the terminal as it is now. What was typed before is not
        // the secret.
        set(silent)
        defer { set(before) }
        return readKeys()
      }
    }
  }

  /// Sets modes of the terminal, and drops what was typed and not read.
  private func set(_ modes: termios) {
    var modes = modes
    tcsetattr(stream.descriptor, TCSAFLUSH, &modes)
  }

  private func readKeys() -> StandardInput.Reading {
    var line: [UInt8] = []
    while true {
      switch key() {
      case .bytes(let bytes):
        for byte in bytes {
          switch byte {
          case 0x0A, 0x0D: return .bytes(line)
          case 0x04: if line.isEmpty { return .end }
          case 0x08, 0x7F: removeCharacter(&line)
          case 0x15: line = []
          default: line.append(byte)
          }
        }
        if line.count > Self.limit { return .tooLong }
      case let other: return other
      }
    }
  }

  /// Takes away the last character, all bytes of it.
  private func removeCharacter(_ line: inout [UInt8]) {
    while let byte = line.popLast(), byte & 0xC0 == 0x80 { continue }
  }

  /// The next bytes that were typed.
  private func key() -> StandardInput.Reading {
    var watched = [stream.descriptor, signals.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&watched, 2, -1)
    if let signal = signals.next() { return .signal(signal) }
    guard watched[0].revents != 0 else { return .bytes([]) }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = read(stream.descriptor, &bytes, bytes.count)
    if count > 0 { return .bytes(Array(bytes[..<count])) }
    if count < 0, errno == EINTR || errno == EAGAIN { return .bytes([]) }
    return .end
  }
}
