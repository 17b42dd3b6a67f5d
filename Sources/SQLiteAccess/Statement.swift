internal import CSQLite

/// A prepared statement (`sqlite3_stmt`).
public final class Statement {
  private let connection: Connection
  private let handle: OpaquePointer

  /// Prepares the first statement of `sql` (`sqlite3_prepare_v2`).
  init(_ sql: String, on connection: Connection) throws(SQLiteError) {
    var handle: OpaquePointer?
    try connection.check(sqlite3_prepare_v2(connection.handle, sql, -1, &handle, nil))
    guard let handle else { throw SQLiteError(code: SQLITE_MISUSE, connection: nil) }
    self.connection = connection
    self.handle = handle
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Carries it out with these values and passes over its rows.
  public func run(_ values: SQLiteValue...) throws(SQLiteError) {
    try each(values) { (_: Row) throws(SQLiteError) in true }
  }

  /// All rows for these values.
  public func rows<Result>(
    _ values: SQLiteValue...,
    read: (Row) -> Result
  ) throws(SQLiteError) -> [Result] {
    try rows(values, read: read)
  }

  /// All rows for these values, however many there are.
  public func rows<Result>(
    _ values: [SQLiteValue],
    read: (Row) -> Result
  ) throws(SQLiteError) -> [Result] {
    var results: [Result] = []
    try each(values) { (row: Row) throws(SQLiteError) in
      results.append(read(row))
      return true
    }
    return results
  }

  /// The first row for these values; `nil` when there is none.
  public func first<Result>(
    _ values: SQLiteValue...,
    read: (Row) -> Result
  ) throws(SQLiteError) -> Result? {
    var result: Result?
    try each(values) { (row: Row) throws(SQLiteError) in
      result = read(row)
      return false
    }
    return result
  }

  /// Steps through the rows until `body` wants no more.
  private func each(
    _ values: [SQLiteValue],
    _ body: (Row) throws(SQLiteError) -> Bool
  ) throws(SQLiteError) {
    defer {
      sqlite3_reset(handle)
      // Else a place without a value next time would keep the one of this time.
      sqlite3_clear_bindings(handle)
    }
    for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw SQLiteError(code: code, connection: connection.handle, hasValues: !values.isEmpty)
      }
      guard try body(Row(statement: handle)) else { return }
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteError) {
    let code =
      switch value {
      case .integer(let number): sqlite3_bind_int64(handle, index, Int64(number))
      case .real(let number): sqlite3_bind_double(handle, index, number)
      case .text(let text):
        // With its length, so that a NUL in it does not end it.
        chat_sqlite_bind_text(handle, index, text, Int32(clamping: text.utf8.count))
      case .null: sqlite3_bind_null(handle, index)
      }
    try connection.check(code)
  }

  /// One row of a result, of use only where it was handed over.
  public struct Row {
    fileprivate let statement: OpaquePointer

    /// The integer in a column, counted from 0; 0 where there is no number.
    public func integer(_ column: Int32) -> Int {
      Int(sqlite3_column_int64(statement, column))
    }

    /// Whether a column holds nothing.
    public func isNull(_ column: Int32) -> Bool {
      sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// The number in a column; 0 where there is none.
    public func real(_ column: Int32) -> Double {
      sqlite3_column_double(statement, column)
    }

    /// The text in a column; empty for NULL.
    public func text(_ column: Int32) -> String {
      guard let bytes = sqlite3_column_text(statement, column) else { return "" }
      let count = Int(sqlite3_column_bytes(statement, column))
      return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// The text in a column; `nil` for NULL.
    public func textIfAny(_ column: Int32) -> String? {
      isNull(column) ? nil : text(column)
    }
  }
}

/// A value for a place in a statement.
public enum SQLiteValue: Equatable, Sendable {
  case integer(Int)
  case real(Double)
  case text(String)
  case null

  /// A text, or nothing.
  public init(_ text: String?) {
    self = text.map(SQLiteValue.text) ?? .null
  }
}
