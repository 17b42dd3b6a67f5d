import Conversation
import Presentation
import SQLiteAccess
import SQLiteStorage
import Session
import TestSupport
import Testing

/// What is kept of conversations, and read again.
@Suite struct ConversationStoreTests {
  private let stores: Stores
  private let store: SQLiteConversationStore

  init() throws {
    stores = try Stores()
    store = try stores.opened()
  }

  @Test func `a prompt is there before its reply`() throws {
    let key = try store.begin("Hello?", sentAt: "2026-02-17T08:00:00.000Z", in: Stores.start)
    let record = try stores.opened().record(named: key.conversation)
    #expect(record.summary.title == "Hello?" && record.summary.turnCount == 1)
    #expect(record.summary.place == Stores.place)
    #expect(record.turns.map(\.prompt) == ["Hello?"])
    #expect(record.turns.first?.reply.isIncomplete == true)
    #expect(record.turns.first?.sentAt == "2026-02-17T08:00:00.000Z")
  }

  @Test func `a turn comes back as it was`() throws {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<100 {
      var turn = random.turn()
      turn.sentAt = "2026-02-17T08:00:00.000Z"
      turn.isRetried = false
      let key = try store.begin(turn.prompt, sentAt: turn.sentAt ?? "", in: Stores.start)
      try store.finish(key, with: turn)
      #expect(try store.record(named: key.conversation).turns.map(\.json) == [turn.json])
    }
  }

  @Test func `a retried turn says so`() throws {
    let key = try store.begin("Again", sentAt: "", in: Stores.start)
    try store.markRetried(key)
    #expect(try store.record(named: key.conversation).turns.first?.isRetried == true)
  }

  @Test func `turns keep their order when the clock goes back`() throws {
    let id = try store.keep("one", "1", at: "2039-01-01T00:00:00.000Z")
    try store.keep("two", "2", in: id, at: "2026-01-01T00:00:00.000Z")
    try store.keep("three", "3", in: id, at: "2025-01-01T00:00:00.000Z")
    try store.keep("other", "4", at: "1999-01-01T00:00:00.000Z")
    #expect(try store.record(named: id).turns.map(\.prompt) == ["one", "two", "three"])
    #expect(try store.titles() == ["other", "one"])
    #expect(try store.lastRecord(session: nil).summary.title == "other")
    try store.keep("four", "5", in: id, at: "1990-01-01T00:00:00.000Z")
    #expect(try store.lastRecord(session: nil).summary.id == id)
  }

  @Test func `an id can be shortened while it stays unambiguous`() throws {
    var records: [ConversationRecord] = []
    for id in ["abc123", "abd456", "abd4"] {
      var record = try store.record(named: store.keep(id, ""))
      record.summary.id = id
      records.append(record)
    }
    #expect(try store.add(records) == ["abc123", "abd456", "abd4"])
    #expect(try store.record(named: "abc").summary.title == "abc123")
    #expect(try store.record(named: "ABC1").summary.title == "abc123")
    #expect(try store.record(named: "abd4").summary.title == "abd4")
    #expect(throws: StorageFailure.ambiguous(id: "abd", ids: ["abd4", "abd456"])) {
      try store.record(named: "abd")
    }
    for id in ["zzzz", "", "'", "%", "abc1234"] {
      #expect(throws: StorageFailure.unknown(id: id)) { try store.record(named: id) }
    }
  }

  @Test func `the last conversation of a terminal session is its own`() throws {
    #expect(throws: StorageFailure.none(session: nil)) { try store.lastRecord(session: nil) }
    let left = try store.keep("left", "", session: "tty1")
    let right = try store.keep("right", "", session: "tty2")
    #expect(try store.lastRecord(session: "tty1").summary.id == left)
    #expect(try store.lastRecord(session: nil).summary.id == right)
    #expect(throws: StorageFailure.none(session: "tty3")) { try store.lastRecord(session: "tty3") }
    try store.keep("taken over", "", in: right, session: "tty1")
    #expect(try store.lastRecord(session: "tty1").summary.id == right)
    try store.keep("without a session", "", in: left)
    #expect(try store.lastRecord(session: "tty1").summary.id == left)
  }

  @Test func `a list can be narrowed`() throws {
    try store.keep("a", "", at: "2026-01-01T00:00:00.000Z")
    try store.keep("b", "", at: "2026-02-01T00:00:00.000Z")
    let other = ConversationPlace(backend: "other", api: "plain", url: "https://other.example.com")
    try store.keep("c", "", at: "2026-03-01T00:00:00.000Z", place: other)
    #expect(try store.titles() == ["c", "b", "a"])
    #expect(try store.titles(ConversationQuery(backend: "work")) == ["b", "a"])
    #expect(try store.titles(ConversationQuery(backend: "plain")) == ["c"])
    #expect(
      try store.titles(ConversationQuery(usedSince: "2026-02-01T00:00:00.000Z")) == ["c", "b"]
    )
    #expect(try store.titles(ConversationQuery(usedBefore: "2026-02-01T00:00:00.000Z")) == ["a"])
    #expect(try store.titles(ConversationQuery(limit: 1)) == ["c"])
    #expect(try store.count(ConversationQuery(backend: "work", limit: 1)) == 2)
  }

  @Test func `another backend takes the place of the one before`() throws {
    let id = try store.keep("a", "")
    let place = ConversationPlace(api: "plain", url: "https://other.example.com/chat")
    try store.keep("b", "", in: id, place: place)
    #expect(try store.record(named: id).summary.place == place)
  }

  @Test func `a conversation that was deleted meanwhile begins again under its id`() throws {
    let id = try store.keep("gone", "")
    let key = try store.begin(
      "going",
      sentAt: "",
      in: ConversationStart(id: id, place: Stores.place)
    )
    try stores.opened().delete([id])
    try store.finish(key, with: Turn(prompt: "going", api: "plain"))
    #expect(try store.count(ConversationQuery()) == 0)
    #expect(try store.keep("again", "", in: id) == id)
    #expect(try store.record(named: id).turns.map(\.prompt) == ["again"])
  }

  @Test func `an answer that comes late goes to no other conversation`() throws {
    let key = try store.begin("deleted", sentAt: "", in: Stores.start)
    try stores.opened().delete([key.conversation])
    let other = try store.keep("other", "its answer")
    try store.finish(key, with: Turn(prompt: "deleted", api: "plain"))
    #expect(try store.record(named: other).turns.map(\.reply.content) == ["its answer"])
  }

  @Test func `what is added comes behind what was used, in the order of its times`() throws {
    let own = try store.keep("own", "")
    let records = try ["2026-03-01", "2026-01-01", "2026-02-01"].map { day in
      var record = try store.record(named: own)
      record.summary.id = ""
      record.summary.title = day
      record.summary.usedAt = day + "T00:00:00.000Z"
      return record
    }
    _ = try store.add(records)
    #expect(try store.titles() == ["own", "2026-03-01", "2026-02-01", "2026-01-01"])
  }

  @Test func `a time that is none is not an early one`() throws {
    try store.keep("no time", "", at: "")
    #expect(try store.titles(ConversationQuery(usedBefore: "2026-02-01T00:00:00.000Z")).isEmpty)
  }

  @Test func `two programs at once lose nothing`() throws {
    let other = try stores.opened()
    let id = try store.keep("0", "")
    for number in 1...50 {
      try (number % 2 == 0 ? store : other).keep("\(number)", "", in: id)
    }
    #expect(try store.record(named: id).turns.map(\.prompt) == (0...50).map(String.init))
  }

  @Test func `a title can be changed`() throws {
    let id = try store.keep("How much?", "")
    try store.rename(id, to: "Leave")
    #expect(try store.record(named: id).summary.title == "Leave")
  }
}
