#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Single files and folders.
public enum HostFile {
  /// The path of a folder without symbolic links, `.` and `..` (`realpath`).
  ///
  /// - Throws: `SystemCallFailure`, with `ENOTDIR` for what is no folder.
  public static func folder(at path: String) throws(SystemCallFailure) -> String {
    guard let resolved = realpath(path, nil) else {
      throw SystemCallFailure(call: "realpath", errno: errno)
    }
    defer { free(resolved) }
    var facts = stat()
    guard stat(resolved, &facts) == 0 else { throw SystemCallFailure(call: "stat", errno: errno) }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      throw SystemCallFailure(call: "stat", errno: ENOTDIR)
    }
    // A repaired name would be that of another folder, or of none.
    guard let path = String(validatingCString: resolved) else {
      throw SystemCallFailure(call: "realpath", errno: EILSEQ)
    }
    return path
  }

  /// The bytes of a regular file, at most `limit` of them; a symbolic link is followed only where that is asked for.
  public static func bytes(
    of path: String,
    limit: Int,
    followsLinks: Bool = false
  ) throws(SystemCallFailure) -> [UInt8] {
    // Without waiting: what was a file a moment ago may be a pipe now.
    let links = followsLinks ? 0 : O_NOFOLLOW
    let descriptor = open(path, O_RDONLY | links | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemCallFailure(call: "open", errno: errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      throw SystemCallFailure(call: "fstat", errno: errno)
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw SystemCallFailure(call: "open", errno: EINVAL)
    }
    var failure: SystemCallFailure?
    let capacity = max(0, min(limit, Int(facts.st_size)))
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      while count < capacity, failure == nil {
        let taken = read(descriptor, buffer.baseAddress.map { $0 + count }, capacity - count)
        if taken == 0 { break }
        if taken > 0 {
          count += taken
        } else if errno != EINTR {
          failure = SystemCallFailure(call: "read", errno: errno)
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Makes sure that there is a folder, with all the folders on the way to it; only its owner can look into new ones.
  public static func makePrivateFolder(at path: String) throws(SystemCallFailure) {
    if mkdir(path, 0o700) == 0 { return }
    var failure = SystemCallFailure(call: "mkdir", errno: errno)
    if failure.errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex
    {
      try makePrivateFolder(at: String(path[..<slash]))
      if mkdir(path, 0o700) == 0 { return }
      failure = SystemCallFailure(call: "mkdir", errno: errno)
    }
    var facts = stat()
    guard failure.errno == EEXIST, stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR
    else { throw failure }
  }

  /// Makes sure that there is a file which only its owner can read, empty when it is new.
  public static func makePrivateFile(at path: String) throws(SystemCallFailure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw SystemCallFailure(call: "open", errno: errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw SystemCallFailure(call: "open", errno: EINVAL)
    }
    guard fchmod(descriptor, 0o600) == 0 else {
      throw SystemCallFailure(call: "fchmod", errno: errno)
    }
  }
}
