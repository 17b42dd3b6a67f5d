#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension ChatProcess {
  /// Our end of a pipe, never blocking; -1 once it is closed.
  struct Pipe: Sendable {
    var descriptor: Int32
    /// What was read, or is still to be written.
    var bytes: [UInt8]
    /// Whether writing ends where the bytes do.
    var endsWithBytes: Bool

    init(_ descriptor: Int32, bytes: [UInt8] = [], endsWithBytes: Bool = true) {
      self.descriptor = descriptor
      self.bytes = bytes
      self.endsWithBytes = endsWithBytes
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    mutating func close() {
      if descriptor >= 0 { systemClose(descriptor) }
      descriptor = -1
    }

    mutating func read(atMost limit: Int) {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while descriptor >= 0 {
        let count = systemRead(descriptor, &buffer, min(buffer.count, limit - bytes.count))
        guard count > 0 else {
          if count == 0 || (errno != EAGAIN && errno != EINTR) { close() }
          return
        }
        bytes += buffer[..<count]
      }
    }

    mutating func write() {
      while descriptor >= 0, !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else {
          if errno != EAGAIN && errno != EINTR { close() }
          return
        }
        bytes.removeFirst(count)
      }
      if endsWithBytes { close() }
    }
  }

  /// What the program gets as one of its standard streams, and our end of it where it is a pipe.
  struct Stream {
    /// -1 is a closed stream.
    var descriptor: Int32
    var pipe: Pipe?

    /// A stream to read from.
    static func reading(_ input: Input) throws -> Stream {
      switch input {
      case .closed: return Stream(descriptor: -1)
      case .file(let path): return try opened(path, O_RDONLY)
      case .open:
        let (readEnd, writeEnd) = try ends()
        return Stream(descriptor: readEnd, pipe: Pipe(writeEnd, endsWithBytes: false))
      case .bytes(let bytes):
        let (readEnd, writeEnd) = try ends()
        return Stream(descriptor: readEnd, pipe: Pipe(writeEnd, bytes: bytes))
      }
    }

    /// A stream to write to.
    static func writing(_ output: Output) throws -> Stream {
      switch output {
      case .closed: return Stream(descriptor: -1)
      case .file(let path): return try opened(path, O_WRONLY)
      case .captured, .closedAfter:
        let (readEnd, writeEnd) = try ends()
        return Stream(descriptor: writeEnd, pipe: Pipe(readEnd))
      }
    }

    /// Closes the program's end in this process.
    func closeOwn() {
      if descriptor >= 0 { close(descriptor) }
    }

    private static func opened(_ path: String, _ flags: Int32) throws -> Stream {
      let descriptor = open(path, flags | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw PseudoTerminal.Failure(description: "cannot open \(path)")
      }
      return Stream(descriptor: descriptor)
    }

    /// The two ends of a pipe, which no other program inherits.
    private static func ends() throws -> (readEnd: Int32, writeEnd: Int32) {
      var ends: [Int32] = [-1, -1]
      guard systemPipe(&ends) == 0 else {
        throw PseudoTerminal.Failure(description: "cannot make a pipe")
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }
}

private func systemClose(_ descriptor: Int32) {
  close(descriptor)
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int
{
  read(descriptor, buffer, size)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 {
  pipe(ends)
}
