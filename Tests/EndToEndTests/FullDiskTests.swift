import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Disks that are full, or cannot be written, at every write there is.
@Suite struct FullDiskTests {
  private let home: TemporaryHome
  private let server: LoopbackServer
  private static let answer = String(repeating: "Leave is 20 days. ", count: 800)

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(always: .answer(Self.answer))
  }

  @Test(arguments: [false, true])
  func `a file that cannot grow costs a warning, and nothing that was kept`(
    isThere: Bool
  ) throws {
    let empty = try TemporaryHome()
    if isThere { try empty.chat(["ask", "before"], asking: server) }
    let start = isThere ? try empty.bytes(of: TemporaryHome.store) : nil
    var warnings: [Int] = []
    for blocks in [1, 4] + Array(stride(from: 0, through: 256, by: 8)) {
      let home = try TemporaryHome()
      if let start { try home.write(start, to: TemporaryHome.store) }
      let result = try home.shell("ulimit -f \(blocks); exec \"$CHAT\" ask x", asking: server)
      #expect(result.ending == .exited(0), "\(blocks): \(result.ending) \(result.stderr)")
      #expect(result.stdout.hasPrefix("Leave is 20 days.") && result.stdout.hasSuffix("days.\n"))
      #expect(result.storageWarnings.count <= 1, "\(blocks): \(result.stderr)")
      warnings.append(result.storageWarnings.count)
      let records = try home.records()
      #expect(records.contains { $0.prompts == ["before"] } == isThere, "\(blocks)")
      // What brought no warning is there.
      let kept = records.first { $0.prompts == ["x"] }
      if result.storageWarnings.isEmpty {
        #expect(kept?.answers.first?.isEmpty == false, "\(blocks)")
      }
      #expect(try home.openStore().damages() == [], "\(blocks)")
      guard blocks % 64 == 0 else { continue }
      let next = try home.chat(["ask", "after"], asking: server)
      #expect(next.ending == .exited(0) && next.stderr == "", "\(blocks): \(next.stderr)")
      #expect(try home.records().first?.prompts == ["after"], "\(blocks)")
    }
    #expect(warnings.first == 1 && warnings.last == 0, "\(warnings)")
  }

  #if os(Linux)
  /// Whether the tests may have file systems of their own.
  private static let mayMount: Bool = {
    let words = ["-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
    let result = try? ChatProcess(words, program: "/usr/bin/unshare").waitForExit()
    return result?.ending == .exited(0)
  }()

  private func mounted(_ script: String) throws -> ChatProcess.Result {
    try home.starting(
      ["-rm", "/bin/sh", "-c", script],
      asking: server,
      environment: ["CHAT": PseudoTerminal.product("chat")],
      program: "/usr/bin/unshare"
    ).waitForExit(within: .seconds(60))
  }

  @Test(.enabled(if: mayMount))
  func `a full disk costs a warning, and nothing that was kept`() throws {
    try home.makeFolder("data")
    let result = try mounted(
      """
      mount -t tmpfs -o size=256k tmpfs "$HOME/data" || exit 99
      for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
        "$CHAT" ask "prompt $n" > "$HOME/out.$n" 2> "$HOME/err.$n"; echo $? >> "$HOME/status"
      done
      mkdir "$HOME/saved" && cp -r "$HOME/data/." "$HOME/saved"
      """
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(try home.text(of: "status") == String(repeating: "0\n", count: 12))
    let failed = try (1...12).filter { try !home.text(of: "err.\($0)").isEmpty }
    #expect(!failed.isEmpty && failed.first != 1, "\(failed)")
    for number in 1...12 {
      #expect(try home.text(of: "out.\(number)").hasSuffix("days.\n"), "\(number)")
      let warnings = try home.text(of: "err.\(number)")
      #expect(
        warnings.isEmpty || warnings == "chat: the conversation is not kept: the disk is full\n"
      )
    }
    let store = try SQLiteConversationStore(at: home.path + "/saved/chat/chat.db")
    #expect(try store.damages() == [])
    let records = try store.conversations(ConversationQuery()).map {
      try store.record(named: $0.id)
    }
    for number in 1...12 where !failed.contains(number) {
      let record = records.first { $0.prompts == ["prompt \(number)"] }
      #expect(record?.answers == [Self.answer], "\(number)")
    }
    // On a disk with room everything goes on.
    let next = try home.chat(
      ["ask", "last"],
      asking: server,
      environment: ["XDG_DATA_HOME": home.path + "/saved"]
    )
    #expect(next.ending == .exited(0) && next.stderr == "", "\(next.stderr)")
  }

  @Test(.enabled(if: mayMount), arguments: [false, true])
  func `a home that cannot be written costs a warning`(isThere: Bool) throws {
    if isThere { try home.chat(["ask", "before"], asking: server) }
    let result = try mounted(
      """
      mount --bind "$HOME" "$HOME" && mount -o remount,ro,bind "$HOME" || exit 99
      "$CHAT" ask\(isThere ? " -c" : "") now; echo "status $?"
      "$CHAT" conversations; "$CHAT" show; "$CHAT" delete --all --yes; echo "status $?"
      """
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(result.stdout.hasPrefix("Leave is 20 days."))
    #expect(result.stdout.contains("days.\nstatus 0\n"), "\(result.stderr)")
    #expect(result.storageWarnings.count == 1, "\(result.stderr)")
    #expect(result.stdout.contains("\tbefore\n") == isThere)
    #expect(result.stdout.hasSuffix(isThere ? "status 1\n" : "status 0\n"))
    #expect(server.requests.last?.bodyText.contains("chat_1") == isThere)
  }
  #endif
}
