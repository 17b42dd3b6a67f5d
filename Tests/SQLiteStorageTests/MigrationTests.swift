import Conversation
import HostSystem
import SQLiteAccess
import Session
import TestSupport
import Testing

@testable import SQLiteStorage

/// Stores of earlier forms are brought to the newest one.
@Suite struct MigrationTests {
  private let stores: Stores

  init() throws {
    stores = try Stores()
  }

  private func database(_ migrations: [Migration]) throws -> ConversationDatabase {
    try ConversationDatabase(at: stores.path, patience: 100, migrations: migrations) { true }
  }

  private static let more =
    Migration.all + [
      Migration(
        name: "a colour",
        sql: "ALTER TABLE conversation ADD COLUMN colour TEXT DEFAULT 'red'"
      )
    ]

  @Test(arguments: Migration.all.indices)
  func `every released form has a fixture that can be read and written`(index: Int) throws {
    let file = "Tests/Fixtures/storage/schema-\(index + 1).sql"
    let dump = String(decoding: try RepositoryFile.bytes(file), as: UTF8.self)
    _ = try stores.home.write("", to: "data/chat/chat.db")
    try stores.raw().execute(dump)
    let store = try stores.opened()
    let record = try store.record(named: "k3f9ab")
    #expect(record.summary.title == "How much leave do I have?")
    #expect(record.turns.map(\.reply.content) == ["Leave is 20 days [1].", ""])
    #expect(record.turns.first?.reply.citations.first?.title == "Leave policy")
    #expect(record.turns.last?.reply.isIncomplete == true)
    try store.keep("And then?", "Nothing.", in: record.summary.id)
    #expect(try store.record(named: "k3f9ab").turns.count == 3)
    #expect(try SearchWords("leave").map { try store.turns(holding: $0, limit: 5).count } == 1)
    #expect(try store.damages().isEmpty)
    let new = try Stores()
    #expect(try schema(of: store) == schema(of: try new.opened()))
  }

  private func schema(of store: SQLiteConversationStore) throws -> [String] {
    try store.database.connection.prepare("SELECT sql FROM sqlite_schema ORDER BY name").rows {
      $0.text(0)
    }
  }

  @Test func `a step is taken once, with a copy beside it meanwhile`() throws {
    try stores.opened().keep("a", "b")
    for _ in 0..<2 {
      let connection = try database(Self.more).connection
      let colour = try connection.prepare("SELECT colour FROM conversation").first { $0.text(0) }
      #expect(colour == "red")
      let version = try connection.prepare("PRAGMA user_version").first { $0.integer(0) }
      #expect(version == Self.more.count)
    }
    #expect(names(in: stores.home.path + "/data/chat").sorted() == ["chat.db", "chat.db-journal"])
  }

  @Test func `a step that fails leaves everything as it was, and the copy`() throws {
    try stores.opened().keep("a", "b")
    let before = try HostFile.bytes(of: stores.path, limit: 1 << 30)
    let wrong = Self.more + [Migration(name: "wrong", sql: "ALTER TABLE none ADD COLUMN a")]
    #expect(throws: (any Error).self) { try database(wrong) }
    #expect(try stores.opened().titles() == ["a"])
    #expect(try HostFile.bytes(of: stores.path, limit: 1 << 30).count == before.count)
    let copy = stores.path + ".before-\(wrong.count)"
    #expect(try stores.home.mode(of: "data/chat/chat.db.before-\(wrong.count)") == 0o600)
    #expect(try SQLiteConversationStore(at: copy).titles() == ["a"])
    // The next try begins with a new copy.
    #expect(throws: (any Error).self) { try database(wrong) }
  }
}
