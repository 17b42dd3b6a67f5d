#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The regular files in a folder and in the folders below it.
///
/// Names that begin with a dot are passed over, and so are symbolic links: what they point to inside the folder is found
/// under its own name, and what is outside stays outside.
public struct FileTree: Equatable, Sendable {
  /// A file as the folder shows it.
  public struct File: Equatable, Sendable {
    /// Its path below the folder.
    public var path: String
    /// Bytes.
    public var size: Int
    /// When its content changed last, in nanoseconds since 1970.
    public var modified: Int

    /// A file with what is known of it.
    public init(path: String, size: Int, modified: Int) {
      self.path = path
      self.size = size
      self.modified = modified
    }
  }

  /// The files, in no particular order.
  public private(set) var files: [File] = []
  /// The paths of folders that could not be read.
  public private(set) var unreadableFolders: [String] = []
  /// How many names are not UTF-8; what they stand for was passed over.
  public private(set) var unreadableNames = 0

  private var folders: [String] = [""]

  /// Looks through a folder; only names with an extension or a beginning that `wants` says yes to are looked at.
  ///
  /// - Throws: `SystemCallFailure` when the folder itself cannot be read.
  public init(
    at root: String,
    wants: (_ name: String) -> Bool,
    shouldProceed: () -> Bool = { true }
  ) throws(SystemCallFailure) {
    while let folder = folders.popLast(), shouldProceed() {
      guard let stream = opendir(folder.isEmpty ? root : "\(root)/\(folder)") else {
        guard !folder.isEmpty else { throw SystemCallFailure(call: "opendir", errno: errno) }
        unreadableFolders.append(folder)
        continue
      }
      list(stream, folder.isEmpty ? "" : folder + "/", wants)
      closedir(stream)
    }
  }

  private mutating func list(
    _ stream: OpaquePointer,
    _ prefix: String,
    _ wants: (String) -> Bool
  ) {
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(validatingCString: $0) }
      }
      guard let name else {
        unreadableNames += 1
        continue
      }
      // By its first byte: a mark behind the dot makes one character of both.
      guard name.utf8.first != UInt8(ascii: ".") else { continue }
      var facts = stat()
      guard fstatat(dirfd(stream), name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      switch facts.st_mode & S_IFMT {
      case S_IFDIR: folders.append(prefix + name)
      case S_IFREG where wants(name):
        files.append(
          File(path: prefix + name, size: Int(facts.st_size), modified: facts.modified)
        )
      default: break
      }
    }
  }
}

extension stat {
  fileprivate var modified: Int {
    #if canImport(Darwin)
    let time = st_mtimespec
    #else
    let time = st_mtim
    #endif
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
