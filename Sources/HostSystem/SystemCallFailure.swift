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

  /// Whether it failed because there is no such file, or no folder for it (`ENOENT`, `ENOTDIR`).
  public var isMissing: Bool { errno == ENOENT || errno == ENOTDIR }

  /// Whether it failed because of a symbolic link (`ELOOP`).
  public var isLink: Bool { errno == ELOOP }

  /// Whether it failed because there is something of that name already (`EEXIST`).
  public var alreadyExists: Bool { errno == EEXIST }

  /// Input or output failed (`EIO`).
  public static let ioError = EIO

  /// The system's words for the error number.
  public var reason: String {
    // What is opened and is no file at all, such as a folder or a pipe.
    if call == "open", errno == EINVAL { return "it is no regular file" }
    return String(cString: strerror(errno))
  }
}
