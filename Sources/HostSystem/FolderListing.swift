internal import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What is in one folder.
enum FolderListing {
  /// The most entries that are looked at; nobody can choose among more.
  private static let limit = 20_000

  /// The entries but `.` and `..`; nothing where the folder cannot be read.
  static func entries(of folder: String) -> [FolderEntry] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while entries.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(validatingCString: $0) }
      }
      guard let name, name != ".", name != ".." else { continue }
      let isFolder = isFolder(folder + "/" + name, type: Int32(entry.pointee.d_type))
      entries.append(FolderEntry(name, isFolder: isFolder))
    }
    return entries
  }

  /// Follows a link, and asks where the folder itself does not tell.
  private static func isFolder(_ path: String, type: Int32) -> Bool {
    if type == Int32(DT_DIR) { return true }
    guard type == Int32(DT_LNK) || type == Int32(DT_UNKNOWN) else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
