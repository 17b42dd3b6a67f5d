#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A system call that failed.
public struct SystemCallFailure: Error, Equatable, Sendable {
  /// The call's name.
  public let call: String
  /// The error number it left.
  public let errno: Int32

  /// A failure of `call`, with the error number it left.
  public init(call: String, errno: Int32) {
    self.call = call
    self.errno = errno
  }

  /// The system's words for the error number.
  public var reason: String {
    String(cString: strerror(errno))
  }
}
