import Conversation
import HostSystem
import SQLiteStorage
import Session
import TestSupport
import Testing

/// What is deleted is gone from the files.
@Suite struct StoreDeletionTests {
  private let stores: Stores

  init() throws {
    stores = try Stores()
  }

  private func bytes() throws -> [UInt8] {
    try names(in: stores.home.path + "/data/chat").flatMap {
      try HostFile.bytes(of: stores.home.path + "/data/chat/" + $0, limit: 1 << 30)
    }
  }

  private func occurrences(of text: String) throws -> Int {
    let bytes = try bytes()
    let sought = Array(text.utf8)
    return bytes.indices.dropLast(sought.count).count { index in
      bytes[index] == sought[0] && bytes[index...].starts(with: sought)
    }
  }

  @Test func `no byte of a deleted conversation is left`() throws {
    let store = try stores.opened()
    var doomed: [String] = []
    for number in 0..<60 {
      let filler = String(repeating: "filler words between \(number) ", count: 40)
      try store.keep("kept\(number) question", filler)
      let id = try store.keep("zqcanaryprompt asks", "zqcanaryanswer \(filler)")
      if number % 3 == 0 { try store.keep("zqcanarymore", "zqcanaryanswer", in: id) }
      doomed.append(id)
    }
    for word in ["zqcanaryprompt", "zqcanaryanswer", "zqcanarymore"] {
      #expect(try occurrences(of: word) > 0)
    }
    let size = try bytes().count
    try store.delete(doomed)
    for word in ["zqcanary", "canaryprompt", "canaryanswer", "canarymore"] {
      #expect(try occurrences(of: word) == 0, "\(word)")
    }
    for id in doomed { #expect(try occurrences(of: id) == 0) }
    #expect(try bytes().count < size)
    #expect(try store.count(ConversationQuery()) == 60)
    #expect(try store.damages().isEmpty)
    let words = try #require(SearchWords("kept7"))
    #expect(try store.turns(holding: words, limit: 5).map(\.prompt) == ["kept7 question"])
  }

  @Test func `deleting everything leaves an empty store`() throws {
    let store = try stores.opened()
    let ids = try (0..<5).map { try store.keep("canary\($0)", "canary") }
    try store.delete(ids)
    #expect(try store.conversations(ConversationQuery()).isEmpty)
    #expect(try occurrences(of: "canary") == 0)
    #expect(try store.keep("new", "new").isEmpty == false)
  }

  @Test func `an unknown id deletes nothing`() throws {
    let store = try stores.opened()
    let id = try store.keep("kept", "kept")
    try store.delete(["zzzzzz"])
    #expect(try store.record(named: id).turns.count == 1)
  }

  @Test func `a conversation is added once, and one with a taken id under a new one`() throws {
    let store = try stores.opened()
    let id = try store.keep("one", "1")
    let record = try store.record(named: id)
    var other = record
    other.turns[0].reply.content = "other"
    #expect(try store.add([record]) == [nil])
    let ids = try store.add([other])
    let new = try #require(ids.first.flatMap { $0 })
    #expect(new != id)
    #expect(try store.record(named: new).turns == other.turns)
    let elsewhere = try Stores()
    let added = try elsewhere.opened().add([record, other])
    #expect(added.first == id && added.last != id && added.last != nil)
    #expect(try elsewhere.opened().record(named: id) == record)
  }
}
