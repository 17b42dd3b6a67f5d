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
  private var patience: Patience?

  /// Opens a database (`sqlite3_open_v2`), to read and to write or only to read.
  public init(_ place: Place, readOnly: Bool = false) throws(SQLiteError) {
    var handle: OpaquePointer?
    let name =
      switch place {
      // Else SQLite takes an empty name, `:memory:` and `file:` for something else than a file.
      case .file(let path): path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
      case .memory: ":memory:"
      case .temporaryFile: ""
      }
    let isFile = if case .file = place { true } else { false }
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    let flags = access | SQLITE_OPEN_NOMUTEX | (isFile ? 0 : SQLITE_OPEN_CREATE)
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

  /// How long a statement waits for another connection before it fails as busy, asking every 10 ms whether it is still
  /// to wait (`sqlite3_busy_handler`).
  public func waitForOthers(
    milliseconds: Int,
    while isWanted: @escaping () -> Bool = { true }
  ) {
    let patience = Patience(tries: milliseconds / Int(Patience.pause), isWanted: isWanted)
    sqlite3_busy_handler(
      handle,
      { context, count in
        guard let context else { return 0 }
        let patience = Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue()
        guard Int(count) < patience.tries, patience.isWanted() else { return 0 }
        sqlite3_sleep(Patience.pause)
        return 1
      },
      Unmanaged.passUnretained(patience).toOpaque()
    )
    self.patience = patience
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

  /// How many rows the last statement has added, changed or removed (`sqlite3_changes`).
  public var changedRows: Int { Int(sqlite3_changes(handle)) }

  /// The version of the library, such as `3.40.1` (`sqlite3_libversion`).
  public static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  /// The rowid of the last row that was added (`sqlite3_last_insert_rowid`).
  public var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw SQLiteError(code: code, connection: handle) }
  }
}

/// For how long, and whether at all, others are waited for.
private final class Patience {
  /// Milliseconds between two tries.
  static let pause: Int32 = 10

  let tries: Int
  let isWanted: () -> Bool

  init(tries: Int, isWanted: @escaping () -> Bool) {
    self.tries = tries
    self.isWanted = isWanted
  }
}
