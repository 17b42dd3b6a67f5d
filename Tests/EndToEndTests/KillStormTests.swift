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

/// The program dies at any moment, and what it had confirmed is there.
@Suite struct KillStormTests {
  /// How often it is killed, over all homes; `CHAT_STORM_ROUNDS` says otherwise.
  private static let rounds =
    getenv("CHAT_STORM_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 500
  private static let homes = 4

  @Test(arguments: 0..<homes)
  func `kill -9 at any moment loses nothing that was confirmed`(number: Int) throws {
    let server = try LoopbackServer { request in
      .stream(lines: [
        Glean.text("One. "), Glean.text("Two for \(Self.prompts(in: request).last ?? "")."),
      ])
    }
    var storm = Storm(home: try TemporaryHome(), server: server, seed: UInt64(number))
    let rounds = Self.rounds / Self.homes
    try storm.ask("storm-begin", killedAfter: nil)
    for round in 1...max(1, rounds) {
      try storm.ask("storm-\(round)", killedAfter: storm.delay())
      if round % 25 == 0 || round == rounds { try storm.check() }
    }
    // A storm in which every program came to its end, or none did, would show nothing.
    #expect(storm.confirmed.count > 1 && storm.confirmed.count < rounds)
    #expect(server.requests.count > storm.confirmed.count)
  }

  /// The prompts that a request carries, each of which names itself.
  fileprivate static func prompts(in request: LoopbackRequest) -> [String] {
    request.bodyText.split(separator: "\"").map(String.init).filter { $0.hasPrefix("storm-") }
  }

  @Test func `kill -9 while everything is deleted leaves all or nothing`() throws {
    let home = try TemporaryHome()
    let text = String(repeating: "Leave is 20 days. ", count: 100)
    var random = SeededGenerator(seed: 1)
    try home.keep((0..<30).map { (id: "abc\(100 + $0)", prompt: "\($0)", answer: text) })
    let full = try home.bytes(of: TemporaryHome.store)
    let arguments = ["delete", "--all", "--yes"]
    let start = ContinuousClock.now
    #expect(try home.chat(arguments).ending == .exited(0))
    let whole = start.duration(to: .now)
    for _ in 0..<25 {
      let home = try TemporaryHome()
      try home.write(full, to: TemporaryHome.store)
      let chat = try home.starting(arguments)
      usleep(random.microseconds(within: whole))
      chat.send(SIGKILL)
      let ending = try chat.waitForExit().ending
      let store = try home.openStore()
      #expect(try store.damages() == [])
      let count = try store.count(ConversationQuery())
      #expect(count == 0 || count == 30 && ending != .exited(0), "\(count) \(ending)")
    }
  }

  @Test func `kill -9 while the store is made leaves a whole one or none`() throws {
    let server = try LoopbackServer(always: .answer("Yes."))
    var random = SeededGenerator(seed: 2)
    let first = try TemporaryHome()
    let start = ContinuousClock.now
    try first.chat(["ask", "x"], asking: server)
    let whole = start.duration(to: .now)
    for _ in 0..<40 {
      let home = try TemporaryHome()
      try home.write("", to: TemporaryHome.store)
      let chat = try home.starting(["ask", "x"], asking: server)
      usleep(random.microseconds(within: whole))
      chat.send(SIGKILL)
      _ = try chat.waitForExit()
      let raw = try home.rawStore()
      let tables = try raw.prepare("SELECT count(*) FROM sqlite_schema").first { $0.integer(0) }
      let version = try raw.prepare("PRAGMA user_version").first { $0.integer(0) }
      #expect((tables == 0) == (version == 0), "\(String(describing: tables)) tables")
      #expect(try home.openStore().damages() == [])
      #expect(try home.chat(["ask", "y"], asking: server).stderr == "")
      #expect(try home.records().first?.prompts == ["y"])
    }
  }
}

/// Programs that are killed one after the other in one home.
private struct Storm {
  let home: TemporaryHome
  let server: LoopbackServer
  var random: SeededGenerator
  /// The prompts whose programs came to their end.
  var confirmed: Set<String> = []
  private var checked = 0
  /// As long after its start a program is killed at most.
  private var limit: Duration = .zero

  init(home: TemporaryHome, server: LoopbackServer, seed: UInt64) {
    self.home = home
    self.server = server
    random = SeededGenerator(seed: seed)
  }

  mutating func delay() -> UInt32 { random.microseconds(within: limit) }

  mutating func ask(_ prompt: String, killedAfter delay: UInt32?) throws {
    let goesOn = delay != nil && random.chance(2)
    let start = ContinuousClock.now
    let chat = try home.starting(["ask"] + (goesOn ? ["-c"] : []) + [prompt], asking: server)
    if let delay {
      usleep(delay)
      chat.send(SIGKILL)
    }
    let result = try chat.waitForExit()
    if delay == nil { limit = start.duration(to: .now) }
    // About one in three comes to its end, however busy the machine is.
    limit = limit * (result.ending == .exited(0) ? 0.98 : 1.01)
    if result.ending == .exited(0) {
      confirmed.insert(prompt)
      #expect(result.stderr == "")
    } else {
      #expect(result.ending == .signaled(SIGKILL), "\(result.stderr)")
    }
  }

  /// The store is whole, every prompt that was sent is in it, and every turn whose end was seen.
  mutating func check() throws {
    #expect(try home.openStore().damages() == [])
    let turns = try home.records().flatMap(\.turns)
    let stored = Set(turns.map(\.prompt))
    let requests = server.requests
    for request in requests[checked...] {
      #expect(
        KillStormTests.prompts(in: request).allSatisfy(stored.contains),
        "\(request.bodyText)"
      )
    }
    checked = requests.count
    for prompt in confirmed {
      let found = turns.filter { $0.prompt == prompt }
      #expect(found.map(\.reply.content) == ["One. Two for \(prompt)."], "\(prompt)")
    }
    #expect(stored.count == turns.count)
  }
}

extension SeededGenerator {
  /// A time within a little more than `whole`.
  fileprivate mutating func microseconds(within whole: Duration) -> UInt32 {
    let microseconds = whole.components.attoseconds / 1_000_000_000_000
    return UInt32.random(in: 0...UInt32(clamping: microseconds * 6 / 5), using: &self)
  }
}
