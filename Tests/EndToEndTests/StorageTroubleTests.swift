import Conversation
import SQLiteAccess
import SQLiteStorage
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Whatever is the matter with the store, the answer is shown, and nothing is lost or overwritten.
@Suite struct StorageTroubleTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(always: .answer("Yes."))
  }

  private func expectAnswer(_ result: ChatProcess.Result, warnings: ClosedRange<Int> = 1...1) {
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    #expect(warnings.contains(result.storageWarnings.count), "\(result.stderr)")
  }

  // MARK: - Others

  /// A lock that keeps others from reading and writing.
  private func locked() throws -> SQLiteAccess.Connection {
    _ = try home.openStore()
    let lock = try home.rawStore()
    try lock.execute("BEGIN EXCLUSIVE")
    return lock
  }

  @Test func `a lock that ends is waited for`() throws {
    let lock = try locked()
    let chat = try home.starting(["ask", "x"], asking: server)
    try chat.waitUntilCatchingSignals()
    usleep(1_000_000)
    // Nothing is sent that is not kept yet.
    #expect(server.requests.isEmpty)
    try lock.execute("COMMIT")
    expectAnswer(try chat.waitForExit(), warnings: 0...0)
    #expect(try home.onlyRecord().answers == ["Yes."])
  }

  @Test func `a lock that stays costs five seconds and a warning`() throws {
    let lock = try locked()
    let start = ContinuousClock.now
    let result = try home.starting(["ask", "x"], asking: server).waitForExit(within: .seconds(20))
    expectAnswer(result)
    #expect(start.duration(to: .now) > .seconds(4.5) && start.duration(to: .now) < .seconds(9))
    #expect(result.stderr.contains("another program is using the conversations"))
    try lock.execute("COMMIT")
    #expect(try home.records().isEmpty)
  }

  @Test func `what could not be kept is kept with the next prompt`() throws {
    let lock = try locked()
    let chat = try home.starting([], asking: server, input: .open)
    chat.write("one\n")
    try chat.waitForOutput("Yes.\n")
    try lock.execute("COMMIT")
    chat.write("two\n")
    try chat.waitForOutput("Yes.\nYes.\n")
    chat.closeInput()
    let result = try chat.waitForExit()
    #expect(result.ending == .exited(0) && result.storageWarnings.count == 1, "\(result.stderr)")
    #expect(try home.onlyRecord().prompts == ["one", "two"])
    #expect(try home.onlyRecord().answers == ["Yes.", "Yes."])
  }

  @Test func `a signal ends the wait`() throws {
    let lock = try locked()
    let chat = try home.starting(["ask", "x"], asking: server)
    try chat.waitUntilCatchingSignals()
    usleep(100_000)
    let start = ContinuousClock.now
    chat.send(SIGINT)
    #expect(try chat.waitForExit().ending == .signaled(SIGINT))
    #expect(start.duration(to: .now) < .seconds(2))
    try lock.execute("COMMIT")
  }

  @Test(arguments: [2, 10])
  func `programs that run at once lose nothing`(count: Int) throws {
    let asks = try (0..<count).map { try home.starting(["ask", "new \($0)"], asking: server) }
    for ask in asks {
      expectAnswer(try ask.waitForExit(within: .seconds(20)), warnings: 0...0)
    }
    #expect(try Set(home.records().map(\.prompts)) == Set((0..<count).map { ["new \($0)"] }))
    let id = try #require(try home.records().first?.summary.id)
    let more = try (0..<count).map {
      try home.starting(["ask", "--conversation", id, "more \($0)"], asking: server)
    }
    for ask in more {
      expectAnswer(try ask.waitForExit(within: .seconds(20)), warnings: 0...0)
    }
    let record = try home.openStore().record(named: id)
    #expect(Set(record.prompts.dropFirst()) == Set((0..<count).map { "more \($0)" }))
    #expect(record.answers.allSatisfy { $0 == "Yes." })
    #expect(try home.openStore().damages() == [])
  }

  // MARK: - Files that are none

  private static let files: [[UInt8]] = [
    Array("hello".utf8), Array(repeating: 0x41, count: 8_192),
    Array("SQLite format 3\0".utf8) + Array(repeating: 0xFF, count: 4_080),
  ]

  @Test(arguments: files.indices)
  func `a file that is no store stays as it is`(index: Int) throws {
    let file = Self.files[index]
    try home.write(file, to: TemporaryHome.store)
    expectAnswer(try home.chat(["ask", "x"], asking: server))
    for arguments in [["conversations"], ["delete", "--all", "--yes"], ["ask", "-c", "x"]] {
      let result = try home.chat(arguments, asking: server)
      #expect(result.ending == .exited(1) && result.stdout == "", "\(arguments)")
      #expect(result.stderr.contains("damaged") || result.stderr.contains("something else"))
    }
    #expect(try home.bytes(of: TemporaryHome.store) == file)
    #expect(names(in: home.path + "/data/chat") == ["chat.db"])
    #expect(unlink(home.storePath) == 0)
    expectAnswer(try home.chat(["ask", "y"], asking: server), warnings: 0...0)
    #expect(try home.onlyRecord().prompts == ["y"])
  }

  @Test func `the status is that of the answer`() throws {
    try home.write("hello", to: TemporaryHome.store)
    let server = try LoopbackServer(always: .text(status: 401, "no"))
    let result = try home.chat(["ask", "x"], asking: server)
    #expect(result.ending == .exited(4) && result.storageWarnings.count == 1, "\(result.stderr)")
    let json = try home.chat(["ask", "--json", "x"], asking: self.server)
    #expect(json.ending == .exited(0) && json.stdout.hasPrefix("{"))
    #expect(json.stdoutBytes.count { $0 == 0x0A } == 1 && json.storageWarnings.count == 1)
  }

  @Test func `another program's database, and a damaged one, stay as they are`() throws {
    try home.makeFolder("data/chat")
    try home.write("", to: TemporaryHome.store)
    try home.rawStore().execute("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    let theirs = try home.bytes(of: TemporaryHome.store)
    let result = try home.chat(["ask", "x"], asking: server)
    expectAnswer(result)
    #expect(result.stderr.contains("something else than conversations"), "\(result.stderr)")
    #expect(try home.bytes(of: TemporaryHome.store) == theirs)
    #expect(unlink(home.storePath) == 0)
    try home.chat(["ask", "x"], asking: server)
    let whole = try home.bytes(of: TemporaryHome.store)
    let damaged = whole.prefix(4_096) + Array(repeating: 0x5A, count: whole.count - 4_096)
    try home.write(Array(damaged), to: TemporaryHome.store)
    expectAnswer(try home.chat(["ask", "y"], asking: server))
    #expect(try home.bytes(of: TemporaryHome.store) == Array(damaged))
    try home.write(whole, to: TemporaryHome.store)
    expectAnswer(try home.chat(["ask", "z"], asking: server), warnings: 0...0)
    #expect(try home.records().map(\.prompts) == [["z"], ["x"]])
  }

  @Test func `a newer store is read and not changed`() throws {
    try home.chat(["ask", "x"], asking: server)
    try home.rawStore().execute("PRAGMA user_version = 99")
    let bytes = try home.bytes(of: TemporaryHome.store)
    let result = try home.chat(["ask", "-c", "y"], asking: server)
    expectAnswer(result)
    #expect(result.stderr.contains("a newer version"), "\(result.stderr)")
    #expect(server.requests[1].bodyText.contains("chat_1"))
    #expect(try home.chat(["conversations"]).stdout.contains("\tx\n"))
    #expect(try home.chat(["delete", "--all", "--yes"]).ending == .exited(1))
    #expect(try home.bytes(of: TemporaryHome.store) == bytes)
  }

  @Test func `a folder in its place is left alone`() throws {
    try home.makeFolder(TemporaryHome.store)
    expectAnswer(try home.chat(["ask", "x"], asking: server))
    #expect(try home.chat(["conversations"]).ending == .exited(1))
    #expect(names(in: home.storePath) == [])
    #expect(rmdir(home.storePath) == 0)
    expectAnswer(try home.chat(["ask", "x"], asking: server), warnings: 0...0)
  }

  // MARK: - Homes that are none

  @Test func `a home that is not there costs a warning`() throws {
    for script in [
      "unset HOME XDG_DATA_HOME", "HOME=; unset XDG_DATA_HOME",
      "HOME=/dev/null/x; unset XDG_DATA_HOME",
      "XDG_DATA_HOME=/dev/null", "HOME=relative; unset XDG_DATA_HOME",
    ] {
      expectAnswer(try home.shell("cd; \(script); exec \"$CHAT\" ask x", asking: server))
    }
    #expect(names(in: home.path) == [])
  }

  @Test(arguments: ["relative", "", "./x"])
  func `a data folder that does not begin at the root is not used`(folder: String) throws {
    let script = "cd; XDG_DATA_HOME='\(folder)'; export XDG_DATA_HOME; exec \"$CHAT\" ask x"
    expectAnswer(try home.shell(script, asking: server), warnings: 0...0)
    #expect(names(in: home.path) == [".local"])
    #expect(names(in: home.path + "/.local/share/chat").first == "chat.db")
  }
}
