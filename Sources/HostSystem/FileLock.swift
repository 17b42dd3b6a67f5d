#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A lock that one process at a time can hold (`flock`), let go with this value or with the process.
public final class FileLock {
  private let descriptor: Int32

  /// A lock by the name of a file, which is made where it is not there and stays; it is not held yet.
  public init(at path: String) throws(SystemCallFailure) {
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw SystemCallFailure(call: "open", errno: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Takes the lock, unless it is held by another for that many milliseconds more.
  ///
  /// - Returns: Whether it is held now.
  public func take(within millis: Int = 20) throws(SystemCallFailure) -> Bool {
    let end = HostProcess.now() + millis
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw SystemCallFailure(call: "flock", errno: errno)
      }
      guard HostProcess.now() < end else { return false }
      usleep(1_000)
    }
    return true
  }

  /// The failure of who waited for it in vain.
  public static let isHeld = SystemCallFailure(call: "flock", errno: EWOULDBLOCK)
}
