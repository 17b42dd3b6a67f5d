import HostSystem
import SQLiteAccess
import TestSupport
import Testing

/// Databases that are made empty ones, whatever has become of them.
@Suite struct ResetTests {
  private let home: TemporaryHome
  private let file: String
  private let connection: Connection

  init() throws {
    home = try TemporaryHome()
    file = try home.write("", to: "one.db")
    connection = try Connection(.file(file))
    try connection.execute(
      """
      PRAGMA application_id = 7; PRAGMA user_version = 8; CREATE TABLE one (a);
      CREATE VIRTUAL TABLE words USING fts5 (text);
      """
    )
    let insert = try connection.prepare("INSERT INTO one VALUES (?)")
    try connection.transaction {
      for _ in 0..<20 { try insert.run(.text(String(repeating: "x", count: 1000))) }
    }
  }

  /// What a connection must find in a database that is empty, and that it can be filled again.
  private func expectEmptyAndUsable(_ connection: Connection) throws {
    #expect(try connection.texts("SELECT name FROM sqlite_schema").isEmpty)
    #expect(try connection.integer("PRAGMA application_id") == 0)
    #expect(try connection.integer("PRAGMA user_version") == 0)
    try connection.transaction {
      try connection.execute("CREATE TABLE two (a); INSERT INTO two VALUES (42)")
    }
    #expect(try connection.texts("PRAGMA integrity_check") == ["ok"])
    #expect(try Connection(.file(file)).integer("SELECT a FROM two") == 42)
  }

  @Test func `a sound database becomes an empty one`() throws {
    try connection.reset()
    try expectEmptyAndUsable(connection)
  }

  @Test func `so does one in memory, and an empty one stays empty`() throws {
    let memory = try Connection(.memory)
    try memory.execute("CREATE TABLE one (a)")
    for _ in 0..<2 {
      try memory.reset()
      #expect(try memory.texts("SELECT name FROM sqlite_schema").isEmpty)
    }
  }

  @Test func `only the reset itself makes VACUUM empty a database`() throws {
    try connection.reset()
    try connection.execute("CREATE TABLE two (a); VACUUM")
    #expect(try connection.texts("SELECT name FROM sqlite_schema") == ["two"])
  }

  @Test func `a reset that fails is over too`() throws {
    try connection.execute("BEGIN")
    #expect(throws: SQLiteError.self) { try connection.reset() }
    try connection.execute("COMMIT; VACUUM")
    #expect(try connection.integer("SELECT count(*) FROM one") == 20)
  }

  @Test func `it is busy while another one writes, and nothing happens`() throws {
    let other = try Connection(.file(file))
    try other.transaction {
      let error = #expect(throws: SQLiteError.self) { try connection.reset() }
      #expect(error?.isBusy == true)
    }
    #expect(try other.integer("SELECT count(*) FROM one") == 20)
  }

  @Test(arguments: Damage.all)
  func `a damaged database becomes an empty one while another one has it open`(
    damage: Damage
  ) throws {
    let other = try Connection(.file(file))
    let read = try other.prepare("SELECT count(*) FROM sqlite_schema")
    #expect(try read.first { $0.integer(0) } ?? 0 > 0)
    let bytes = try HostFile.bytes(of: file, limit: .max)
    try home.write(damage.done(bytes), to: "one.db")

    try connection.reset()
    try expectEmptyAndUsable(connection)
    #expect(try read.first { $0.integer(0) } == 1)
    #expect(try other.integer("SELECT a FROM two") == 42)
  }

  @Test(arguments: Damage.all)
  func `a damaged database becomes an empty one for who opens it now`(damage: Damage) throws {
    let bytes = try HostFile.bytes(of: file, limit: .max)
    try home.write(damage.done(bytes), to: "one.db")
    let new = try Connection(.file(file))
    try new.reset()
    try expectEmptyAndUsable(new)
    #expect(try connection.integer("SELECT a FROM two") == 42)
  }

  @Test func `what an interrupted writer left behind goes away too`() throws {
    try home.write([UInt8](repeating: 0xAB, count: 5000), to: "one.db")
    try home.write([UInt8](repeating: 0xCD, count: 2000), to: "one.db-journal")
    let new = try Connection(.file(file))
    try new.reset()
    try expectEmptyAndUsable(new)
    #expect(names(in: home.path) == ["one.db"])
  }
}

/// What can happen to the file of a database.
struct Damage: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let done: @Sendable ([UInt8]) -> [UInt8]

  static let all: [Damage] = [
    Damage(testDescription: "overwritten with noise") { bytes in
      var generator = SeededGenerator(seed: 2)
      return bytes.map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    },
    Damage(testDescription: "overwritten with a short text") { _ in Array("no database".utf8) },
    Damage(testDescription: "larger than before") { [UInt8](repeating: 1, count: $0.count * 3) },
    Damage(testDescription: "cut to nothing") { _ in [] },
    Damage(testDescription: "cut in its header") { Array($0.prefix(50)) },
    Damage(testDescription: "cut in its first page") { Array($0.prefix(1500)) },
    Damage(testDescription: "cut in the middle") { Array($0.prefix($0.count / 2 + 7)) },
    Damage(testDescription: "with a foreign header") { bytes in
      Array("PK\u{3}\u{4} foreign file".utf8) + bytes.dropFirst(16)
    },
    Damage(testDescription: "of a future format") { replacing(18...19, in: $0, with: 9) },
    Damage(testDescription: "said to have a write-ahead log") {
      replacing(18...19, in: $0, with: 2)
    },
    Damage(testDescription: "with an impossible page size") {
      replacing(16...17, in: $0, with: 0xFF)
    },
    Damage(testDescription: "with a damaged schema") { replacing(100...2000, in: $0, with: 0xEE) },
    Damage(testDescription: "with damaged pages") { bytes in
      replacing(4096...(bytes.count - 1), in: bytes, with: 0xEE)
    },
  ]

  private static func replacing(
    _ range: ClosedRange<Int>,
    in bytes: [UInt8],
    with byte: UInt8
  ) -> [UInt8] {
    var bytes = bytes
    bytes.replaceSubrange(range, with: [UInt8](repeating: byte, count: range.count))
    return bytes
  }
}
