internal import CSQLite

/// A connection to one database (`sqlite3`), closed when it is let go.
///
/// For one thread at a time.
public final class Connection {
  /// Where a database lives.
  public enum Place: Equatable, Sendable {
    /// In a file that exists already, be it empty: whoever creates it decides who may read it.
    case file(String)
    /// In memory, gone with the connection.
    case memory
    /// In a file of SQLite's own in the folder for temporary files, gone with the connection.
    case temporaryFile
  }

  let handle: OpaquePointer

  /// Opens a database (`sqlite3_open_v2`).
  public init(_ place: Place) throws(SQLiteError) {
    var handle: OpaquePointer?
    let name =
      switch place {
      // Else SQLite takes an empty name, `:memory:` and `file:` for something else than a file.
      case .file(let path): path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
      case .memory: ":memory:"
      case .temporaryFile: ""
      }
    let isFile = if case .file = place { true } else { false }
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (isFile ? 0 : SQLITE_OPEN_CREATE)
    let code = sqlite3_open_v2(name, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let error = SQLiteError(code: code, connection: handle)
      sqlite3_close_v2(handle)
      throw error
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
  }

  deinit {
    // Waits for the last of its statements.
    sqlite3_close_v2(handle)
  }

  /// How long a statement waits for another connection before it fails as busy (`sqlite3_busy_timeout`).
  public func waitForOthers(milliseconds: Int32) {
    sqlite3_busy_timeout(handle, milliseconds)
  }

  /// Carries out one or several statements that have neither values nor rows (`sqlite3_exec`).
  public func execute(_ sql: String) throws(SQLiteError) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Prepares a statement to be carried out any number of times.
  public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(sql, on: self)
  }

  /// Carries out `body` in a transaction that may write from its beginning (`BEGIN IMMEDIATE`); if `body` fails, nothing
  /// has changed.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Some errors have rolled back already; then there is nothing left to do.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// Makes the database an empty one, also a damaged one, while others may have it open
  /// (`SQLITE_DBCONFIG_RESET_DATABASE`).
  public func reset() throws(SQLiteError) {
    try check(chat_sqlite_set_reset_database(handle, 1))
    defer { _ = chat_sqlite_set_reset_database(handle, 0) }
    try execute("VACUUM")
  }

  /// The rowid of the last row that was added (`sqlite3_last_insert_rowid`).
  public var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw SQLiteError(code: code, connection: handle) }
  }
}
