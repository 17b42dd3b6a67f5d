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

  /// The bytes of a regular file, the first or the last `limit` of them; a symbolic link is followed only where that is
  /// asked for.
  public static func bytes(
    of path: String,
    limit: Int,
    followsLinks: Bool = false,
    fromEnd: Bool = false
  ) throws(SystemCallFailure) -> [UInt8] {
    let (descriptor, facts) = try opened(path, followsLinks: followsLinks)
    defer { close(descriptor) }
    let capacity = max(0, min(limit, Int(facts.st_size)))
    if fromEnd { lseek(descriptor, facts.st_size - off_t(capacity), SEEK_SET) }
    var bytes = try bytes(of: descriptor, capacity)
    // The system makes some files as they are read, such as those in /proc, and tells no size of them.
    while facts.st_size == 0, bytes.count < limit {
      let more = try self.bytes(of: descriptor, min(limit - bytes.count, 1 << 16))
      guard !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }

  /// What may be done with a file that holds a secret.
  public enum Secrecy: Equatable, Sendable {
    /// Nobody but this user, and root, owns it and can read or write it; the first bytes of it.
    case kept([UInt8])
    /// Its mode lets others at it.
    case openToOthers
    /// It belongs to another user than this one and root.
    case ownedByAnother
  }

  /// The first bytes of a file that holds a secret, of which owner and mode are looked at once it is open.
  public static func secret(at path: String, limit: Int) throws(SystemCallFailure) -> Secrecy {
    let (descriptor, facts) = try opened(path, followsLinks: true)
    defer { close(descriptor) }
    guard facts.st_uid == geteuid() || facts.st_uid == 0 else { return .ownedByAnother }
    guard facts.st_mode & 0o077 == 0 else { return .openToOthers }
    return .kept(try bytes(of: descriptor, max(0, min(limit, Int(facts.st_size)))))
  }

  /// Opens a regular file to read it.
  private static func opened(
    _ path: String,
    followsLinks: Bool
  ) throws(SystemCallFailure) -> (Int32, stat) {
    // Without waiting: what was a file a moment ago may be a pipe now.
    let links = followsLinks ? 0 : O_NOFOLLOW
    let descriptor = open(path, O_RDONLY | links | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemCallFailure(call: "open", errno: errno) }
    var facts = stat()
    var failure: SystemCallFailure?
    if fstat(descriptor, &facts) != 0 {
      failure = SystemCallFailure(call: "fstat", errno: errno)
    } else if facts.st_mode & S_IFMT != S_IFREG {
      failure = SystemCallFailure(call: "open", errno: EINVAL)
    }
    if let failure {
      close(descriptor)
      throw failure
    }
    return (descriptor, facts)
  }

  private static func bytes(
    of descriptor: Int32,
    _ capacity: Int
  ) throws(SystemCallFailure) -> [UInt8] {
    var failure: SystemCallFailure?
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

  /// A path in which `~/` at the beginning stands for the home folder of an environment, as a shell has it.
  public static func expanded(_ path: String, environment: [String: String]) -> String {
    guard let home = environment["HOME"], !home.isEmpty, path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  /// Whether there is something at a path, be it readable or not.
  public static func exists(at path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is a regular file at a path that this user may read.
  public static func canBeRead(at path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && access(path, R_OK) == 0
  }

  /// What a path leads to, behind symbolic links; the path itself where it leads to nothing (`realpath`).
  public static func target(of path: String) -> String { (try? resolved(path)) ?? path }

  /// Whether the name is taken, be it by a link that leads nowhere (`lstat`).
  public static func isTaken(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  /// Takes a file away (`unlink`).
  public static func remove(at path: String) throws(SystemCallFailure) {
    guard unlink(path) == 0 else { throw SystemCallFailure(call: "unlink", errno: errno) }
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

  /// Makes a new file with these bytes, which only its owner can read (`mkstemps`); tells its path.
  static func makeTemporaryFile(
    _ bytes: [UInt8],
    in folder: String,
    suffix: String,
    mode: mode_t = 0o600
  ) throws(SystemCallFailure) -> String {
    var template = Array("\(folder)/chat-XXXXXX\(suffix)".utf8CString)
    let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
    guard descriptor >= 0 else { throw SystemCallFailure(call: "mkstemps", errno: errno) }
    defer { close(descriptor) }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    do throws(SystemCallFailure) {
      try write(bytes, to: descriptor)
      guard mode == 0o600 || fchmod(descriptor, mode) == 0 else {
        throw SystemCallFailure(call: "fchmod", errno: errno)
      }
    } catch {
      unlink(path)
      throw error
    }
    return path
  }

  /// Writes a file that only its owner can read, whole or not at all.
  ///
  /// One that is there is replaced at once, if it may be, and keeps its mode, unless `isSecret` has the new one be its
  /// owner's alone; a symbolic link is followed to what it points to.
  ///
  /// - Throws: `SystemCallFailure`, with `EEXIST` for a file that may not be replaced.
  public static func write(
    _ bytes: [UInt8],
    to path: String,
    mayReplace: Bool,
    isSecret: Bool = false
  ) throws(SystemCallFailure) {
    var facts = stat()
    let exists = stat(path, &facts) == 0
    guard !exists || facts.st_mode & S_IFMT == S_IFREG else {
      throw SystemCallFailure(
        call: "open",
        errno: facts.st_mode & S_IFMT == S_IFDIR ? EISDIR : EPERM
      )
    }
    guard !exists || mayReplace else { throw SystemCallFailure(call: "open", errno: EEXIST) }
    // A file that is not to be written is not to be replaced.
    guard !exists || access(path, W_OK) == 0 else {
      throw SystemCallFailure(call: "access", errno: errno)
    }
    let target = exists ? try resolved(path) : destination(of: path)
    let folder = target.lastIndex(of: "/").map {
      $0 == target.startIndex ? "/" : String(target[..<$0])
    }
    let temporary = try makeTemporaryFile(
      bytes,
      in: folder ?? ".",
      suffix: ".tmp",
      mode: exists && !isSecret ? facts.st_mode & 0o777 : 0o600
    )
    guard rename(temporary, target) == 0 else {
      let failure = SystemCallFailure(call: "rename", errno: errno)
      unlink(temporary)
      throw failure
    }
    synchronize(folder ?? ".")
  }

  /// Where a symbolic link leads that leads to nothing yet; of anything else its own path.
  private static func destination(of path: String) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count - 1)
    guard count > 0 else { return path }
    let link = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return link.hasPrefix("/") ? link : folder + link
  }

  private static func resolved(_ path: String) throws(SystemCallFailure) -> String {
    guard let resolved = realpath(path, nil) else {
      throw SystemCallFailure(call: "realpath", errno: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemCallFailure) {
    try writeAll(bytes, to: descriptor)
    guard fsync(descriptor) == 0 else { throw SystemCallFailure(call: "fsync", errno: errno) }
  }

  /// Writes bytes, all of them; they need not have reached the disk.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemCallFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw SystemCallFailure(call: "write", errno: errno) }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Has the names in a folder reach the disk; where that cannot be had, they will in time.
  private static func synchronize(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
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
