import SQLiteAccess
import Synchronization
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What is done as a whole or not at all, also where others are at it too.
@Suite struct TransactionTests {
  private struct Problem: Error, Equatable {}

  private let home: TemporaryHome
  private let file: String
  private let connection: Connection

  init() throws {
    home = try TemporaryHome()
    file = try home.write("", to: "one.db")
    connection = try Connection(.file(file))
    try connection.execute("CREATE TABLE one (a UNIQUE)")
  }

  /// What another connection sees.
  private func count() throws -> Int? {
    try Connection(.file(file)).integer("SELECT count(*) FROM one")
  }

  @Test func `what is done is there for others when it ends, and not before`() throws {
    let result = try connection.transaction {
      try connection.execute("INSERT INTO one VALUES (1), (2)")
      #expect(try count() == 0)
      return "done"
    }
    #expect(result == "done")
    #expect(try count() == 2)
  }

  @Test func `nothing is left when the body fails, and its error goes on`() throws {
    #expect(throws: Problem()) {
      try connection.transaction {
        try connection.execute("INSERT INTO one VALUES (1); CREATE TABLE two (a)")
        throw Problem()
      }
    }
    #expect(try count() == 0)
    #expect(try connection.texts("SELECT name FROM sqlite_schema WHERE type = 'table'") == ["one"])
    try connection.transaction { try connection.execute("INSERT INTO one VALUES (1)") }
    #expect(try count() == 1)
  }

  @Test(arguments: ["INSERT INTO", "INSERT OR ROLLBACK INTO"])
  func `nothing is left when a statement fails`(insert: String) throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try connection.execute("INSERT INTO one VALUES (1)")
        try connection.execute("\(insert) one VALUES (1)")
      }
    }
    #expect(error?.message == "UNIQUE constraint failed: one.a")
    #expect(try count() == 0)
    try connection.transaction {}
  }

  @Test func `nothing is left when it fails only at its end`() throws {
    try connection.execute(
      """
      PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)
      """
    )
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction { try connection.execute("INSERT INTO child VALUES (7)") }
    }
    #expect(error?.message == "FOREIGN KEY constraint failed")
    #expect(try connection.integer("SELECT count(*) FROM child") == 0)
    try connection.transaction {}
  }

  @Test func `one inside another fails and leaves the outer one as it is`() throws {
    try connection.transaction {
      try connection.execute("INSERT INTO one VALUES (1)")
      #expect(throws: SQLiteError.self) { try connection.transaction {} }
      try connection.execute("INSERT INTO one VALUES (2)")
    }
    #expect(try count() == 2)
  }

  @Test func `it fails as busy at once while another one writes, and runs no body`() throws {
    try connection.transaction {
      let other = try Connection(.file(file))
      let error = #expect(throws: SQLiteError.self) {
        try other.transaction { Issue.record("must not be reached") }
      }
      #expect(error?.isBusy == true && error?.isDamage == false)
      #expect(error?.primaryCode == 5)
      #expect(error?.message == "database is locked")
    }
    try Connection(.file(file)).transaction {}
  }

  @Test func `who waits for others fails only after that time`() throws {
    try connection.transaction {
      let other = try Connection(.file(file))
      other.waitForOthers(milliseconds: 60)
      let begin = ContinuousClock.now
      let error = #expect(throws: SQLiteError.self) { try other.transaction {} }
      #expect(error?.isBusy == true)
      #expect(begin.duration(to: .now) >= .milliseconds(50))
    }
  }

  @Test func `who waits for others goes on when they are done`() throws {
    let other = OtherWriter(file: file)
    try connection.transaction {
      other.start()
      while !other.hasBegun { sched_yield() }
      // So that it does meet the lock.
      let begin = ContinuousClock.now
      while begin.duration(to: .now) < .milliseconds(20) { sched_yield() }
      #expect(!other.hasWritten)
      try connection.execute("INSERT INTO one VALUES (1)")
    }
    other.join()
    #expect(other.hasWritten)
    #expect(try count() == 2)
  }
}

/// A thread that adds a row as soon as it can.
private final class OtherWriter: Sendable {
  private let begins = Atomic(false)
  private let isDone = Atomic(false)
  private let file: String
  private let thread = Mutex<pthread_t?>(nil)

  init(file: String) {
    self.file = file
  }

  /// Whether it is about to write, or has given up.
  var hasBegun: Bool { begins.load(ordering: .acquiring) }

  /// Whether its row is there.
  var hasWritten: Bool { isDone.load(ordering: .acquiring) }

  func start() {
    thread.withLock { thread in
      #if canImport(Darwin)
      var started: pthread_t?
      #else
      var started = pthread_t()
      #endif
      let context = Unmanaged.passRetained(self).toOpaque()
      pthread_create(
        &started,
        nil,
        { (context: UnsafeMutableRawPointer?) in
          if let context { Unmanaged<OtherWriter>.fromOpaque(context).takeRetainedValue().run() }
          return nil
        },
        context
      )
      thread = started
    }
  }

  func join() {
    if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
  }

  private func run() {
    do {
      let connection = try Connection(.file(file))
      connection.waitForOthers(milliseconds: 60_000)
      begins.store(true, ordering: .releasing)
      try connection.transaction { try connection.execute("INSERT INTO one VALUES (2)") }
      isDone.store(true, ordering: .releasing)
    } catch {
      begins.store(true, ordering: .releasing)
    }
  }
}
