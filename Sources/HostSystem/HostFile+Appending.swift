#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension HostFile {
  /// Adds lines to the end of a file that only its owner can read, made where it is not there; all of them or none.
  ///
  /// A last line without its end, as a crash may leave it, gets one. A symbolic link is followed.
  static func append(_ lines: [UInt8], to path: String) throws(SystemCallFailure) {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { throw SystemCallFailure(call: "open", errno: errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw SystemCallFailure(call: "open", errno: EINVAL)
    }
    guard facts.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0 else {
      throw SystemCallFailure(call: "fchmod", errno: errno)
    }
    var last = UInt8(ascii: "\n")
    if facts.st_size > 0 { pread(descriptor, &last, 1, facts.st_size - 1) }
    do throws(SystemCallFailure) {
      try writeAll((last == UInt8(ascii: "\n") ? [] : [0x0A]) + lines, to: descriptor)
    } catch {
      // Half a line would be taken for an entry.
      ftruncate(descriptor, facts.st_size)
      throw error
    }
  }
}
