internal import CSQLite

/// What SQLite could not do (<https://sqlite.org/rescode.html>).
///
/// The values that were bound are not in it: they may be personal.
public struct SQLiteError: Error, Equatable, Sendable {
  /// The extended result code.
  public let code: Int32
  /// SQLite's own words, which may quote names out of the SQL, but no values.
  public let message: String

  /// The result code without its extension.
  public var primaryCode: Int32 { code & 0xFF }

  /// Whether another connection holds the database (`SQLITE_BUSY`, `SQLITE_LOCKED`).
  public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

  /// Whether the disk, or what the user may have of it, is full (`SQLITE_FULL`).
  public var isFull: Bool { primaryCode == SQLITE_FULL }

  /// Whether the file, or its folder, cannot be written (`SQLITE_READONLY`, `SQLITE_CANTOPEN`, `SQLITE_PERM`).
  public var isReadOnly: Bool {
    [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM].contains(primaryCode)
  }

  /// Whether a value is there already that can be there once (`SQLITE_CONSTRAINT_UNIQUE`).
  public var isDuplicate: Bool { code == SQLITE_CONSTRAINT | 8 << 8 }

  /// Whether the file is no database or a damaged one (`SQLITE_CORRUPT`, `SQLITE_NOTADB`).
  public var isDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

  /// Whether the statement does not fit the database (`SQLITE_ERROR`): it is wrong, or a table is missing, or the
  /// settings that an FTS5 table keeps in another table make no sense.
  public var isMismatch: Bool { primaryCode == SQLITE_ERROR }

  /// The last error of a connection; without one, what the code itself means.
  ///
  /// What a statement with values says of an error without a code of its own may quote them, as FTS5 and the functions
  /// for JSON do; then the words for the code have to do.
  init(code: Int32, connection: OpaquePointer?, hasValues: Bool = false) {
    self.code = connection.map { sqlite3_extended_errcode($0) } ?? code
    let speaker = hasValues && code & 0xFF == SQLITE_ERROR ? nil : connection
    let words = speaker.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    message = words.map { String(cString: $0) } ?? "error \(code)"
  }
}
