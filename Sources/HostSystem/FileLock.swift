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

  /// Takes the lock, unless it is held by another; waits for up to 20 ms.
  ///
  /// - Returns: Whether it is held now.
  public func take() throws(SystemCallFailure) -> Bool {
    for isLast in [false, true] {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw SystemCallFailure(call: "flock", errno: errno)
      }
      if !isLast { usleep(20_000) }
    }
    return false
  }
}
