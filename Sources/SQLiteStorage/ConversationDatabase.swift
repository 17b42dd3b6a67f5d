internal import HostSystem
internal import SQLiteAccess
internal import Session

/// The file in which conversations are kept, opened and of the right form.
final class ConversationDatabase {
  let connection: SQLiteAccess.Connection
  let path: String
  /// Why it can only be read; `nil` where it can be written.
  private(set) var obstacle: StorageFailure?

  /// Says which database is one of ours (`PRAGMA application_id`): "chdb" in ASCII.
  static let applicationId = 0x6368_6462

  /// Opens the file, which is made with its folder where it is not there.
  ///
  /// What is at the path and cannot be used stays as it is. Other programs are waited for as long as `isWanted` says so,
  /// and at most for `patience` milliseconds.
  init(
    at path: String,
    patience: Int,
    migrations: [Migration] = Migration.all,
    isWanted: @escaping () -> Bool
  ) throws {
    self.path = path
    obstacle = try Self.makeFile(at: path)
    connection = try SQLiteAccess.Connection(.file(path), readOnly: obstacle != nil)
    connection.waitForOthers(milliseconds: patience, while: isWanted)
    try connection.execute(
      """
      PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
      PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON
      """
    )
    let version = try version()
    if version > migrations.count { obstacle = .newer(path: path) }
    if let obstacle {
      // An old form cannot be brought up to date, and a new file has nothing to read.
      guard version >= migrations.count else { throw obstacle }
      return
    }
    // Rows are of about a kilobyte: in pages of the usual 4096 bytes a fifth would stay empty. Of a file that has tables it
    // changes nothing.
    try connection.execute("PRAGMA page_size = 8192")
    // Never WAL: libraries before 3.51.3 can damage such a file when its log begins again.
    try connection.execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL")
    if version < migrations.count { try migrate(from: version, by: migrations) }
  }

  /// Opens a file that is there to look at it: nothing is made, and nothing in it is changed.
  ///
  /// Beside a journal it is only read, because another way of opening it would undo what was interrupted.
  init(
    lookingAt path: String,
    patience: Int,
    newest: Int = Migration.all.count,
    isWanted: @escaping () -> Bool
  ) throws {
    self.path = path
    let journal = try? HostFile.facts(of: HostFile.target(of: path) + "-journal")
    let isReadOnly = !HostFile.canBeWritten(at: path) || (journal?.size ?? 0) > 0
    connection = try SQLiteAccess.Connection(.file(path), readOnly: isReadOnly)
    connection.waitForOthers(milliseconds: patience, while: isWanted)
    try connection.execute(
      "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0"
    )
    if isReadOnly { obstacle = .readOnly(path: path, reason: "you may not") }
    if try version() > newest { obstacle = .newer(path: path) }
  }

  /// Makes sure that there is a file that only its owner can read; tells why one that is there can only be read.
  private static func makeFile(at path: String) throws(StorageFailure) -> StorageFailure? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    do {
      try HostFile.makePrivateFolder(at: folder)
      try HostFile.makePrivateFile(at: HostFile.target(of: path))
      return nil
    } catch {
      // A link that leads somewhere was followed before.
      let reason = error.isLink ? "it is a link that leads nowhere" : error.reason
      let failure = StorageFailure.readOnly(path: path, reason: reason)
      guard HostFile.canBeRead(at: path) else { throw failure }
      return failure
    }
  }

  /// How many migrations the store has taken; 0 for an empty file.
  private func version() throws -> Int {
    let version = try number("PRAGMA user_version")
    if try number("PRAGMA application_id") == Self.applicationId { return version }
    guard try number("SELECT count(*) FROM sqlite_schema") == 0, version == 0 else {
      throw StorageFailure.foreign(path: path)
    }
    return 0
  }

  private func number(_ sql: String) throws(SQLiteError) -> Int {
    try connection.prepare(sql).first { $0.integer(0) } ?? 0
  }

  /// Brings the store to its newest form: all the steps, or none of them.
  ///
  /// A copy of what is there stands beside it meanwhile.
  private func migrate(from version: Int, by migrations: [Migration]) throws {
    let copy = "\(path).before-\(migrations.count)"
    if version > 0 {
      // One that is there was left behind by a migration that was killed, and then has not begun or is over.
      if HostFile.exists(at: copy) { try HostFile.remove(at: copy) }
      try HostFile.makePrivateFile(at: copy)
      try connection.prepare("VACUUM INTO ?").run(.text(copy))
    }
    try connection.transaction {
      // Another program may have been faster.
      for migration in migrations.dropFirst(try self.version()) {
        try connection.execute(migration.sql)
      }
      try connection.execute(
        """
        PRAGMA application_id = \(Self.applicationId); PRAGMA user_version = \(migrations.count)
        """
      )
    }
    if version > 0 { try HostFile.remove(at: copy) }
  }
}

extension StorageFailure {
  /// What an error of the database at a path means.
  init(_ error: any Error, at path: String) {
    switch error {
    case let error as StorageFailure: self = error
    case let error as SQLiteError where error.isBusy: self = .busy
    case let error as SQLiteError where error.isFull: self = .full
    case let error as SQLiteError where error.isDamage:
      self = .damaged(path: path, reason: error.message)
    case let error as SQLiteError where error.isReadOnly:
      self = .readOnly(path: path, reason: error.message)
    // The statements are right, so what they do not fit is the file.
    case let error as SQLiteError where error.isMismatch:
      self = .damaged(path: path, reason: error.message)
    case let error as SQLiteError: self = .other(error.message)
    case let error as SystemCallFailure: self = .readOnly(path: path, reason: error.reason)
    default: self = .other("\(error)")
    }
  }
}
