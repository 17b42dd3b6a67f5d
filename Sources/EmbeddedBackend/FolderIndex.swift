internal import HostSystem
internal import SQLiteAccess

/// The index of a folder: a cache that is brought up to date before it is asked.
final class FolderIndex {
  let index: SectionIndex
  private let folder: String

  /// How many files, and about how many of their bytes, are put in at a time: an interruption waits for that long, and
  /// what is done stays done.
  private static let batch = (files: 250, bytes: 1 << 20)

  /// Opens the index of a folder in `cache`, the folder for what can be made again; a damaged one is emptied.
  init(of folder: String, in cache: String) throws {
    self.folder = folder
    let path = Self.path(of: folder, in: cache) + ".db"
    try HostFile.makePrivateFile(at: path)
    let connection = try Connection(.file(path))
    // Those who ask like this take turns by ``lock(of:in:)``.
    connection.waitForOthers(milliseconds: 2_000)
    do {
      index = try SectionIndex(connection)
    } catch let error as SQLiteError where error.needsNewIndex {
      try connection.reset()
      index = try SectionIndex(connection)
    }
  }

  /// The lock that whoever opens the index of a folder has to hold while it is used: an index that is found damaged is
  /// emptied, and nobody may look at it before it is full again.
  static func lock(of folder: String, in cache: String) throws(SystemCallFailure) -> FileLock {
    try HostFile.makePrivateFolder(at: cache)
    return try FileLock(at: path(of: folder, in: cache) + ".lock")
  }

  /// An index that lives no longer than this value.
  init(temporarilyOf folder: String) throws {
    self.folder = folder
    index = try SectionIndex(Connection(.temporaryFile))
  }

  /// The path of a folder's index without its ending: by a hash of the folder's path (FNV-1a, 64 bits).
  private static func path(of folder: String, in cache: String) -> String {
    let hash = folder.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return "\(cache)/documents-" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension FolderIndex {
  /// Reads what has changed since the last time.
  ///
  /// - Parameter progress: Called before every few files with how many of them are done.
  /// - Returns: What could not be read.
  /// - Throws: What `progress` throws, after which stays what was done; `DocumentsFailure` when the folder cannot be
  ///   read; `SQLiteError`.
  func update(progress: (_ done: Int, _ of: Int) throws -> Void) throws -> SkippedFiles {
    let tree = try tree { try progress(0, 0) }
    var skipped = SkippedFiles(tree)
    var known = try index.versions()
    var changed: [FileTree.File] = []
    for file in tree.files.sorted(by: { $0.path < $1.path }) {
      guard file.size <= DocumentFormat.largestFile(named: file.path) else {
        skipped.tooLarge.append(file.path)
        continue
      }
      if known.removeValue(forKey: Array(file.path.utf8)) != file.version { changed.append(file) }
    }
    if !known.isEmpty {
      try index.connection.transaction {
        for name in known.keys { try index.remove(String(decoding: name, as: UTF8.self)) }
      }
    }
    try add(changed, &skipped, progress)
    return skipped
  }

  /// The files of the folder; `check` ends the search for them by throwing.
  private func tree(_ check: () throws -> Void) throws -> FileTree {
    var interruption: (any Error)?
    let result = Result { () throws(SystemCallFailure) in
      try FileTree(at: folder) {
        DocumentFormat(fileName: $0) != nil
      } shouldProceed: {
        do { try check() } catch { interruption = error }
        return interruption == nil
      }
    }
    if let interruption { throw interruption }
    return try result.mapError { DocumentsFailure.unreadable(folder, reason: $0.reason) }.get()
  }

  private func add(
    _ files: [FileTree.File],
    _ skipped: inout SkippedFiles,
    _ progress: (_ done: Int, _ of: Int) throws -> Void
  ) throws {
    var done = 0
    while done < files.count {
      try progress(done, files.count)
      var bytes = 0
      try index.connection.transaction {
        for file in files[done...].prefix(Self.batch.files) {
          try add(file, &skipped)
          done += 1
          bytes += file.size
          if bytes > Self.batch.bytes { break }
        }
      }
    }
  }

  /// Puts a file in.
  ///
  /// One that holds no text is put in without sections, so that it is not read again until it changes.
  private func add(_ file: FileTree.File, _ skipped: inout SkippedFiles) throws {
    var document = Document(title: file.path, sections: [])
    do {
      let limit = DocumentFormat.largestFile(named: file.path)
      let bytes = try HostFile.bytes(of: "\(folder)/\(file.path)", limit: limit)
      document = Document(bytes, path: file.path) ?? document
    } catch {
      skipped.unreadable.append((file.path, error.reason))
      return
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
