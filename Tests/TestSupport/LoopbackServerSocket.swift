#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A system call that failed while a loopback socket was set up.
public struct LoopbackFailure: Error {
  /// The call's name.
  public var call: String
  /// The error number it left.
  public var errno: Int32
}

/// A TCP socket on 127.0.0.1; a child process does not inherit it.
struct LoopbackSocket: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    #if canImport(Darwin)
    set(SO_NOSIGPIPE, to: Int32(1))
    #endif
  }

  /// A new socket that is not connected.
  init() throws(LoopbackFailure) {
    #if canImport(Darwin)
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    guard descriptor >= 0 else { throw LoopbackFailure(call: "socket", errno: errno) }
    self.init(descriptor)
  }

  /// A socket that listens on a port chosen by the system.
  static func listening(backlog: Int32) throws(LoopbackFailure) -> LoopbackSocket {
    let socket = try LoopbackSocket()
    guard socket.withAddress(port: 0, bind) == 0 else {
      throw LoopbackFailure(call: "bind", errno: errno)
    }
    guard listen(socket.descriptor, backlog) == 0 else {
      throw LoopbackFailure(call: "listen", errno: errno)
    }
    return socket
  }

  /// The local port.
  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = getsockname(descriptor, pointer, &length)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// Begins to connect to a local port.
  func connect(to port: UInt16) {
    #if canImport(Darwin)
    _ = withAddress(port: port, Darwin.connect)
    #else
    _ = withAddress(port: port, Glibc.connect)
    #endif
  }

  func accept() -> LoopbackSocket? {
    #if canImport(Darwin)
    let accepted = Darwin.accept(descriptor, nil, nil)
    #else
    let accepted = Glibc.accept(descriptor, nil, nil)
    #endif
    return accepted < 0 ? nil : LoopbackSocket(accepted)
  }

  /// Waits a moment for bytes, a connection or the end of one.
  func isReadable() -> Bool {
    isReady(for: Int16(POLLIN))
  }

  /// Whether the other side has ended the connection.
  var isHungUp: Bool {
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK))
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
  }

  /// The next bytes; `nil` at the end, or when `condition` holds no more.
  func read(while condition: () -> Bool) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while condition() {
      guard isReadable() else { continue }
      let count = recv(descriptor, &bytes, bytes.count, 0)
      if count > 0 { return Array(bytes[..<count]) }
      guard count < 0, errno == EAGAIN || errno == EINTR else { return nil }
    }
    return nil
  }

  /// Writes all bytes; `false` when the other side is gone, or when `isOver` says so before.
  func write(_ bytes: [UInt8], isOver: () -> Bool) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN && errno != EINTR {
        return false
      } else if isOver() {
        return false
      } else {
        _ = isReady(for: Int16(POLLOUT))
      }
    }
    return true
  }

  /// Lets `close` send a reset instead of an orderly end.
  func resetOnClose() {
    set(SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
  }

  func close() {
    #if canImport(Darwin)
    _ = Darwin.close(descriptor)
    #else
    _ = Glibc.close(descriptor)
    #endif
  }

  private func isReady(for events: Int16) -> Bool {
    var watched = pollfd(fd: descriptor, events: events, revents: 0)
    return poll(&watched, 1, 10) > 0
  }

  private func set<Value: BitwiseCopyable>(_ option: Int32, to value: Value) {
    var value = value
    setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Value>.size))
  }

  private func withAddress(
    port: UInt16,
    _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafeBytes(of: &address) { bytes in
      call(
        descriptor,
        bytes.assumingMemoryBound(to: sockaddr.self).baseAddress,
        socklen_t(bytes.count)
      )
    }
  }
}

#if canImport(Darwin)
private let noSignal: Int32 = 0
#else
private let noSignal = Int32(MSG_NOSIGNAL)
#endif
