import SQLiteAccess

extension Connection {
  /// The first integer of a query.
  func integer(_ sql: String, _ value: SQLiteValue? = nil) throws -> Int? {
    let statement = try prepare(sql)
    guard let value else { return try statement.first { $0.integer(0) } }
    return try statement.first(value) { $0.integer(0) }
  }

  /// The first column of a query as text.
  func texts(_ sql: String) throws -> [String] {
    try prepare(sql).rows { $0.text(0) }
  }
}
