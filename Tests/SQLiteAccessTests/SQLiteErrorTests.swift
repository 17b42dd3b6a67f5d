import TestSupport
import Testing

@testable import SQLiteAccess

/// What an error says of itself, and what it keeps for itself.
@Suite struct SQLiteErrorTests {
  private static let busy: [Int32] = [5, 6, 261, 262, 517, 773]
  private static let damaged: [Int32] = [11, 26, 267, 523, 779]
  private static let others: [Int32] = [0, 1, 7, 10, 13, 14, 19, 266, 1299]

  @Test(arguments: busy + damaged + others)
  func `the extended code tells busy from damaged`(code: Int32) {
    let error = SQLiteError(code: code, connection: nil)
    #expect(error.code == code)
    #expect(error.primaryCode == code % 256)
    #expect(error.isBusy == Self.busy.contains(code))
    #expect(error.isDamage == Self.damaged.contains(code))
    #expect(error.isMismatch == (code == 1))
    #expect(!error.message.isEmpty)
  }

  @Test func `an error of the SQL is told in SQLite's own words`() throws {
    let connection = try Connection(.memory)
    let unknown = #expect(throws: SQLiteError.self) { try connection.prepare("SELECT a FROM none") }
    #expect(unknown?.message == "no such table: none")
    #expect(unknown?.code == 1)
    let syntax = #expect(throws: SQLiteError.self) { try connection.execute("SELEKT 1") }
    #expect(syntax?.message == "near \"SELEKT\": syntax error")
  }

  @Test func `an error keeps its words when the connection goes on`() throws {
    let connection = try Connection(.memory)
    let error = #expect(throws: SQLiteError.self) { try connection.prepare("SELECT a FROM none") }
    try connection.execute("CREATE TABLE none (a)")
    #expect(error?.message == "no such table: none")
  }

  @Test(arguments: [
    "INSERT INTO one (a) VALUES (?)", "INSERT INTO one (id) VALUES (?)",
    "INSERT INTO one (short) VALUES (?)", "INSERT INTO strict (n) VALUES (?)",
    "INSERT INTO one (blank) VALUES (iif(? = '', 1, NULL))", "SELECT abs(-9223372036854775808), ?",
    "SELECT json(?)",
  ])
  func `a message shows none of the values`(sql: String) throws {
    try expectSilence(sql, "canary")
  }

  @Test(arguments: [
    "\"canary", "canary:word", "canary AND", "word canary(", "NEAR(canary", "* canary",
  ])
  func `not even where a value is an expression to search for`(expression: String) throws {
    try expectSilence("SELECT text FROM words WHERE words MATCH ?", expression)
  }

  @Test(arguments: [
    "SELECT json_extract('{}', ?)", "INSERT INTO words (words) VALUES (?)",
    "INSERT INTO words (words, rank) VALUES ('rank', ?)",
  ])
  func `nor where it is in a language of its own`(sql: String) throws {
    try expectSilence(sql, "canary('")
  }

  private func expectSilence(_ sql: String, _ value: String) throws {
    let connection = try Connection(.memory)
    try connection.execute(
      """
      CREATE TABLE one (
        id INTEGER PRIMARY KEY, a UNIQUE, short CHECK (length(short) < 3), blank NOT NULL DEFAULT 0
      );
      INSERT INTO one (a) VALUES ('canary');
      CREATE TABLE strict (n INTEGER) STRICT;
      CREATE VIRTUAL TABLE words USING fts5 (text);
      """
    )
    let statement = try connection.prepare(sql)
    let error = try #require(throws: SQLiteError.self) { try statement.run(.text(value)) }
    #expect(!"\(error) \(String(reflecting: error))".contains("canary"), "\(error.message)")
    #expect(!error.message.isEmpty)
  }
}
