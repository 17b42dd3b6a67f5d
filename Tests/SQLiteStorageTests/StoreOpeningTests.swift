import Conversation
import HostSystem
import SQLiteAccess
import Session
import TestSupport
import Testing

@testable import SQLiteStorage

/// What may be at the path of the store, and what becomes of it.
@Suite struct StoreOpeningTests {
  private let stores: Stores

  init() throws {
    stores = try Stores()
  }

  private func content() throws -> [UInt8] { try HostFile.bytes(of: stores.path, limit: 1 << 30) }

  @Test func `a new store is its owner's alone and has the settings that keep it safe`() throws {
    let store = try stores.opened()
    try store.keep("a", "b")
    #expect(try stores.home.mode(of: "data/chat/chat.db") == 0o600)
    #expect(try stores.home.mode(of: "data/chat") == 0o700)
    #expect(try stores.home.mode(of: "data/chat/chat.db-journal") == 0o600)
    func text(_ pragma: String) throws -> String? {
      try store.database.connection.prepare("PRAGMA \(pragma)").first { $0.text(0) }
    }
    #expect(try text("journal_mode") == "truncate")
    #expect(try text("synchronous") == "2")
    #expect(try text("secure_delete") == "1")
    #expect(try text("foreign_keys") == "1")
    #expect(try text("user_version") == "\(Migration.all.count)")
    #expect(try text("application_id") == "\(ConversationDatabase.applicationId)")
    #expect(try store.damages().isEmpty)
  }

  @Test func `a store that others could read is closed to them`() throws {
    try stores.opened().keep("a", "b")
    try stores.home.setMode(0o644, of: "data/chat/chat.db")
    _ = try stores.opened()
    #expect(try stores.home.mode(of: "data/chat/chat.db") == 0o600)
  }

  @Test(arguments: [
    "not a database at all, but a text of some length", "SQLite format 3\u{0}garbage",
  ])
  func `what is no database stays as it is`(text: String) throws {
    _ = try stores.home.write(text, to: "data/chat/chat.db")
    #expect(throws: StorageFailure.self) { try stores.opened() }
    #expect(try stores.home.text(of: "data/chat/chat.db") == text)
  }

  @Test func `another program's database stays as it is`() throws {
    _ = try stores.home.write("", to: "data/chat/chat.db")
    try stores.raw().execute("CREATE TABLE note (text); INSERT INTO note VALUES ('mine')")
    let before = try content()
    #expect(throws: StorageFailure.foreign(path: stores.path)) { try stores.opened() }
    #expect(try content() == before)
  }

  @Test func `an empty file becomes a store`() throws {
    _ = try stores.home.write("", to: "data/chat/chat.db")
    try stores.opened().keep("a", "b")
    #expect(try stores.opened().titles() == ["a"])
  }

  @Test func `a folder, and a link to nowhere, are left alone`() throws {
    _ = try stores.home.makeFolder("data/chat/chat.db")
    #expect(throws: StorageFailure.self) { try stores.opened() }
    let other = try Stores()
    _ = try other.home.makeFolder("data/chat")
    try other.home.link("data/chat/chat.db", to: other.home.path + "/nowhere.db")
    #expect(throws: StorageFailure.self) { try other.opened() }
    #expect(!HostFile.exists(at: other.home.path + "/nowhere.db"))
  }

  @Test func `a link to a store leads there`() throws {
    try stores.opened().keep("a", "b")
    let other = try Stores()
    _ = try other.home.makeFolder("data/chat")
    try other.home.link("data/chat/chat.db", to: stores.path)
    try other.opened().keep("c", "d")
    #expect(try stores.opened().titles() == ["c", "a"])
    #expect(other.home.isLink("data/chat/chat.db"))
  }

  @Test func `a newer store can be read and not changed`() throws {
    let id = try stores.opened().keep("a", "b")
    try stores.raw().execute("PRAGMA user_version = 99")
    let store = try stores.opened()
    #expect(store.obstacle == .newer(path: stores.path))
    #expect(try store.record(named: id).turns.map(\.prompt) == ["a"])
    let before = try content()
    #expect(throws: StorageFailure.newer(path: stores.path)) { try store.keep("c", "d") }
    #expect(throws: StorageFailure.newer(path: stores.path)) { try store.delete([id]) }
    #expect(try content() == before)
  }

  @Test func `a file that is cut short, or changed anywhere, never ends the program`() throws {
    let store = try stores.opened()
    for number in 0..<40 {
      try store.keep("prompt \(number)", String(repeating: "answer \(number) ", count: 60))
    }
    let whole = try content()
    var random = SeededGenerator(seed: 6)
    for round in 0..<100 {
      var bytes = whole
      if round % 4 == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 1..<bytes.count, using: &random)))
      } else {
        for _ in 0..<(round % 4 * 8) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(
            in: 1...255,
            using: &random
          )
        }
      }
      let damaged = try Stores()
      _ = try damaged.home.write(bytes, to: "data/chat/chat.db")
      do {
        let store = try damaged.opened()
        _ = try store.conversations(ConversationQuery())
        _ = try SearchWords("answer").map { try store.turns(holding: $0, limit: 3) }
        _ = try store.lastRecord(session: nil)
        _ = try store.damages()
      } catch is StorageFailure {
        // What cannot be read is told, and stays.
      }
      let after = try HostFile.bytes(of: damaged.path, limit: 1 << 30)
      #expect(after.count >= min(bytes.count, whole.count) || after == bytes)
    }
  }

  @Test func `a write that meets damage changes nothing`() throws {
    let store = try stores.opened()
    for number in 0..<40 { try store.keep("prompt \(number)", "answer") }
    var bytes = try content()
    // The pages behind the first, which holds the schema.
    for index in bytes.indices.dropFirst(4_096) where index % 7 == 0 { bytes[index] = 0xFF }
    _ = try stores.home.write(bytes, to: "data/chat/chat.db")
    #expect(throws: StorageFailure.self) { try stores.opened().keep("new", "new") }
    #expect(try content() == bytes)
  }
}
