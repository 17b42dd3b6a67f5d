import SQLiteAccess
import TestSupport
import Testing

/// Statements with values and rows.
@Suite struct StatementTests {
  private let connection: Connection

  init() throws {
    connection = try Connection(.memory)
    try connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, a UNIQUE)")
  }

  private func numbers() throws -> Statement {
    try connection.prepare(
      """
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
      SELECT n FROM number WHERE n <= ?1
      """
    )
  }

  @Test(arguments: [0, 1, -1, 4_294_967_296, .max, .min])
  func `an integer comes back`(number: Int) throws {
    let row = try connection.prepare("SELECT ?1, typeof(?1)").first(.integer(number)) {
      ($0.integer(0), $0.text(0), $0.text(1))
    }
    #expect(row?.0 == number)
    #expect(row?.1 == "\(number)")
    #expect(row?.2 == "integer")
  }

  @Test(arguments: [0, -0.5, 1e300, .leastNonzeroMagnitude, .infinity, 0.1])
  func `a number comes back`(number: Double) throws {
    let row = try connection.prepare("SELECT ?1, typeof(?1)").first(.real(number)) {
      ($0.real(0), $0.text(1))
    }
    #expect(row?.0 == number)
    #expect(row?.1 == "real")
  }

  @Test(arguments: [
    "", "a", "ä\u{65}\u{301}", "👩‍👩‍👧👍🏽", "\0", "a\0b\0", "\u{FEFF}x", "line\r\nline\u{1B}[2J",
    "'; DROP TABLE one; --",
    String(repeating: "x€", count: 1 << 18),
  ])
  func `a text comes back scalar by scalar`(text: String) throws {
    let insert = try connection.prepare("INSERT INTO one (a) VALUES (?)")
    try insert.run(.text(text))
    let row = try connection.prepare("SELECT a, typeof(a), length(CAST(a AS BLOB)) FROM one").first
    {
      (Array($0.text(0).utf8), $0.text(1), $0.integer(2))
    }
    #expect(row?.0 == Array(text.utf8))
    #expect(row?.1 == "text")
    #expect(row?.2 == text.utf8.count)
    #expect(try connection.integer("SELECT count(*) FROM one WHERE a = ?", .text(text)) == 1)
  }

  @Test func `NULL is nothing in every form`() throws {
    let row = try connection.prepare("SELECT ?1, typeof(?1)").first(.null) {
      ($0.integer(0), $0.real(0), $0.text(0), $0.text(1))
    }
    #expect(row ?? (1, 1, "", "") == (0, 0, "", "null"))
  }

  @Test func `a column is read as what is wanted`() throws {
    let row = try connection.prepare("SELECT '12 apples', 2.75, 'apples', CAST(x'66FF6F' AS TEXT)")
      .first { ($0.integer(0), $0.integer(1), $0.integer(2), $0.real(2), $0.text(1), $0.text(3)) }
    #expect(row ?? (0, 0, 0, 0, "", "") == (12, 2, 0, 0, "2.75", "f\u{FFFD}o"))
  }

  @Test func `the values take their places in order`() throws {
    let statement = try connection.prepare("SELECT ? || '-' || ? || '-' || ?")
    let text = try statement.first(.text("a"), .integer(2), .real(0.5)) { $0.text(0) }
    #expect(text == "a-2-0.5")
  }

  @Test func `more values than places are an error`() throws {
    let statement = try connection.prepare("SELECT ?")
    let error = #expect(throws: SQLiteError.self) { try statement.run(.null, .null) }
    #expect(error?.code == 25)
    #expect(try statement.first(.integer(3)) { $0.integer(0) } == 3)
  }

  @Test func `a place without a value is NULL, whatever it held before`() throws {
    let statement = try connection.prepare("SELECT typeof(?), typeof(?)")
    let read = { (row: Statement.Row) in [row.text(0), row.text(1)] }
    #expect(try statement.first(.integer(1), .text("a"), read: read) == ["integer", "text"])
    #expect(try statement.first(.integer(1), read: read) == ["integer", "null"])
    #expect(try statement.first(read: read) == ["null", "null"])
  }

  @Test func `rows gives all of them in order`() throws {
    let numbers = try numbers()
    #expect(try numbers.rows(.integer(1000)) { $0.integer(0) } == Array(1...1000))
    #expect(try numbers.rows(.integer(0)) { $0.integer(0) }.isEmpty)
    #expect(try numbers.rows(.integer(3)) { $0.integer(0) } == [1, 2, 3])
  }

  @Test func `first gives the first of them, and begins anew each time`() throws {
    let numbers = try numbers()
    var read = 0
    for _ in 0..<3 {
      let first = try numbers.first(.integer(1000)) { row in
        read += 1
        return row.integer(0)
      }
      #expect(first == 1)
    }
    #expect(read == 3)
    #expect(try numbers.first(.integer(0)) { $0.integer(0) } == nil)
  }

  @Test func `run passes over all rows`() throws {
    try numbers().run(.integer(10))
    let statement = try connection.prepare("INSERT INTO one (a) VALUES (?), (?) RETURNING a")
    try statement.run(.integer(1), .integer(2))
    #expect(try connection.integer("SELECT count(*) FROM one") == 2)
  }

  @Test func `first leaves nothing open that would stop others`() throws {
    let home = try TemporaryHome()
    let file = try home.write("", to: "one.db")
    let reader = try Connection(.file(file))
    try reader.execute("CREATE TABLE one (a); INSERT INTO one VALUES (1), (2)")
    let statement = try reader.prepare("SELECT a FROM one")
    #expect(try statement.first { $0.integer(0) } == 1)
    try Connection(.file(file)).execute("DELETE FROM one")
    #expect(try statement.first { $0.integer(0) } == nil)
  }

  @Test func `a statement can be carried out again after an error`() throws {
    let insert = try connection.prepare("INSERT INTO one (a) VALUES (?)")
    try insert.run(.text("a"))
    for _ in 0..<3 {
      let error = #expect(throws: SQLiteError.self) { try insert.run(.text("a")) }
      #expect(error?.primaryCode == 19)
      #expect(error?.code == 2067)
    }
    try insert.run(.text("b"))
    #expect(try connection.texts("SELECT a FROM one ORDER BY id") == ["a", "b"])
  }

  @Test func `a statement lives on when the tables change`() throws {
    let statement = try connection.prepare("SELECT * FROM one")
    try connection.execute("INSERT INTO one VALUES (1, 'a')")
    #expect(try statement.rows { $0.text(1) } == ["a"])
    try connection.execute("DROP TABLE one")
    #expect(throws: SQLiteError.self) { try statement.rows { $0.text(1) } }
    try connection.execute("CREATE TABLE one (a, b); INSERT INTO one VALUES (1, 'b')")
    #expect(try statement.rows { $0.text(1) } == ["b"])
  }

  @Test(arguments: ["", " ", "-- nothing", ";"])
  func `what holds no statement cannot be prepared`(sql: String) {
    #expect(throws: SQLiteError.self) { try connection.prepare(sql) }
  }
}
