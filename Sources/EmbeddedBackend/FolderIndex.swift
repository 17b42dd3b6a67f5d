internal import HostSystem
internal import SQLiteAccess

/// The index of a folder: a cache that is brought up to date before it is asked.
final class FolderIndex {
  let index: SectionIndex
  private let folder: String

  /// A larger file is not read; in bytes.
  static let largestFile = 4 << 20
  /// How many files are put in at a time: what is done stays done when the rest is interrupted.
  private static let batch = 250

  /// Opens the index of a folder in `cache`, the folder for what can be made again; a damaged one is emptied.
  init(of folder: String, in cache: String) throws {
    self.folder = folder
    try HostFile.makePrivateFolder(at: cache)
    let path = "\(cache)/documents-\(Self.name(of: folder)).db"
    try HostFile.makePrivateFile(at: path)
    let connection = try Connection(.file(path))
    connection.waitForOthers(milliseconds: 10_000)
    do {
      index = try SectionIndex(connection)
    } catch let error as SQLiteError where error.needsNewIndex {
      try connection.reset()
      index = try SectionIndex(connection)
    }
  }

  /// An index that lives no longer than this value.
  init(temporarilyOf folder: String) throws {
    self.folder = folder
    index = try SectionIndex(Connection(.temporaryFile))
  }

  /// The name of a folder's index: a hash of its path (FNV-1a, 64 bits).
  private static func name(of folder: String) -> String {
    let hash = folder.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension FolderIndex {
  /// Reads what has changed since the last time.
  ///
  /// - Parameter progress: Called before every few files with how many of them are done.
  /// - Returns: What could not be read.
  /// - Throws: What `progress` throws, after which stays what was done; `SystemCallFailure` when the folder cannot be
  ///   read; `SQLiteError`.
  func update(progress: (_ done: Int, _ of: Int) throws -> Void) throws -> SkippedFiles {
    try progress(0, 0)
    let tree = try FileTree(at: folder) { DocumentFormat(fileName: $0) != nil }
    var skipped = SkippedFiles(tree)
    var known = try index.versions()
    let changed = tree.files.filter { known.removeValue(forKey: Array($0.path.utf8)) != $0.version }
      .sorted { $0.path < $1.path }
    try index.connection.transaction {
      for name in known.keys { try index.remove(String(decoding: name, as: UTF8.self)) }
    }
    var done = 0
    while done < changed.count {
      try progress(done, changed.count)
      let files = changed[done..<min(done + Self.batch, changed.count)]
      try index.connection.transaction {
        for file in files { try add(file, &skipped) }
      }
      done += files.count
    }
    return skipped
  }

  /// Puts a file in, unless another process has done so meanwhile.
  ///
  /// One that holds no text is put in without sections, so that it is not read again until it changes.
  private func add(_ file: FileTree.File, _ skipped: inout SkippedFiles) throws {
    guard try index.version(of: file.path) != file.version else { return }
    var document = Document(title: file.path, sections: [])
    if file.size > Self.largestFile {
      skipped.tooLarge.append(file.path)
    } else {
      do {
        let bytes = try HostFile.bytes(of: "\(folder)/\(file.path)", limit: Self.largestFile)
        document = Document(bytes, path: file.path) ?? document
      } catch {
        skipped.unreadable.append((file.path, error.reason))
        return
      }
    }
    try index.add(document, name: file.path, file.version)
  }
}

extension SQLiteError {
  /// Whether an index is damaged: the statements about it are right, so what they do not fit is the index.
  var needsNewIndex: Bool { isDamage || isMismatch }
}

extension FileTree.File {
  fileprivate var version: SectionIndex.Version {
    SectionIndex.Version(size: size, modified: modified)
  }
}

extension Document {
  /// The document in a file; `nil` when it holds no text.
  fileprivate init?(_ bytes: [UInt8], path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let format = DocumentFormat(fileName: name), let text = DocumentText.decoded(bytes)
    else { return nil }
    self.init(text, format: format, name: name)
  }
}
