import HostSystem
import SQLiteAccess
import TestSupport
import Testing

/// Where databases live, and how long.
@Suite struct ConnectionTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  @Test func `a file that does not exist is not created`() throws {
    let error = #expect(throws: SQLiteError.self) {
      try Connection(.file(home.path + "/none.db"))
    }
    #expect(error?.primaryCode == 14)
    #expect(error?.message == "unable to open database file")
    #expect(error?.isBusy == false && error?.isDamage == false)
    #expect(names(in: home.path).isEmpty)
  }

  @Test func `a folder is no database`() throws {
    let error = #expect(throws: SQLiteError.self) { try Connection(.file(home.path)) }
    #expect(error?.primaryCode == 14)
  }

  @Test(arguments: ["", ":memory:", "file::memory:", "file:none.db?mode=memory"])
  func `a file is a file, whatever its name means to SQLite`(name: String) {
    #expect(throws: SQLiteError.self) { try Connection(.file(name)) }
  }

  @Test func `an empty file is an empty database and keeps what is put into it`() throws {
    let file = try home.write("", to: "empty.db")
    #expect(try Connection(.file(file)).texts("SELECT name FROM sqlite_schema").isEmpty)
    try Connection(.file(file)).execute("CREATE TABLE one (a); INSERT INTO one VALUES (1), (2)")
    #expect(try Connection(.file(file)).integer("SELECT count(*) FROM one") == 2)
    #expect(names(in: home.path) == ["empty.db"])
  }

  @Test func `a name may hold what a URL or a shell would take for its own`() throws {
    for name in ["a b?c=d#e%20.db", "ä\n\u{1B}👍🏽.db", "'quoted'.db"] {
      let file = try home.write("", to: name)
      try Connection(.file(file)).execute("CREATE TABLE one (a)")
      #expect(try Connection(.file(file)).texts("SELECT name FROM sqlite_schema") == ["one"])
    }
  }

  @Test func `a file that is no database is told when it is read`() throws {
    let file = try home.write("This is text, and there is enough of it to be read.", to: "text.db")
    let connection = try Connection(.file(file))
    let error = #expect(throws: SQLiteError.self) {
      try connection.integer("SELECT count(*) FROM sqlite_schema")
    }
    #expect(error?.isDamage == true)
    #expect(error?.code == 26)
  }

  @Test(arguments: [Connection.Place.memory, .temporaryFile])
  func `what is in no file is each connection's own`(place: Connection.Place) throws {
    let one = try Connection(place)
    let two = try Connection(place)
    try one.execute("CREATE TABLE one (a)")
    try two.execute("CREATE TABLE two (a)")
    #expect(try one.texts("SELECT name FROM sqlite_schema") == ["one"])
    #expect(try two.texts("SELECT name FROM sqlite_schema") == ["two"])
    #expect(try Connection(place).texts("SELECT name FROM sqlite_schema").isEmpty)
  }

  @Test func `a large temporary file can be filled and emptied`() throws {
    let connection = try Connection(.temporaryFile)
    try connection.execute("CREATE TABLE one (a)")
    let insert = try connection.prepare("INSERT INTO one VALUES (?)")
    let text = String(repeating: "x", count: 1 << 20)
    try connection.transaction {
      for _ in 0..<8 { try insert.run(.text(text)) }
    }
    #expect(try connection.integer("SELECT sum(length(a)) FROM one") == 8 << 20)
    try connection.reset()
    #expect(try connection.texts("SELECT name FROM sqlite_schema").isEmpty)
  }

  @Test func `the last row that was added is known by its number`() throws {
    let connection = try Connection(.memory)
    #expect(connection.lastInsertedRow == 0)
    try connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, a)")
    let insert = try connection.prepare("INSERT INTO one (a) VALUES (?)")
    try insert.run(.null)
    #expect(connection.lastInsertedRow == 1)
    try insert.run(.null)
    #expect(connection.lastInsertedRow == 2)
    try connection.execute("INSERT INTO one (id) VALUES (\(Int.max))")
    #expect(connection.lastInsertedRow == Int.max)
  }

  @Test func `several statements are carried out up to the one that fails`() throws {
    let connection = try Connection(.memory)
    #expect(throws: SQLiteError.self) {
      try connection.execute("CREATE TABLE one (a); nonsense; CREATE TABLE two (a)")
    }
    #expect(try connection.texts("SELECT name FROM sqlite_schema") == ["one"])
    try connection.execute("")
    try connection.execute(" ; -- nothing")
  }

  @Test func `a statement keeps its connection, and the last one lets it go`() throws {
    let file = try home.write("", to: "kept.db")
    weak var connection: Connection?
    var statement: Statement?
    try {
      let made = try Connection(.file(file))
      try made.execute("CREATE TABLE one (a)")
      statement = try made.prepare("INSERT INTO one VALUES (?)")
      connection = made
    }()
    #expect(connection != nil)
    try statement?.run(.integer(1))
    try connection?.execute("BEGIN EXCLUSIVE")
    let other = try Connection(.file(file))
    #expect(throws: SQLiteError.self) { try other.execute("BEGIN IMMEDIATE") }
    statement = nil
    #expect(connection == nil)
    // The transaction ended with the connection.
    try other.execute("BEGIN IMMEDIATE")
    #expect(try other.integer("SELECT count(*) FROM one") == 1)
  }
}
