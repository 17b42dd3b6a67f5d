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

/// When, and in what state, a turn is kept.
@Suite struct KeptTurnTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  @Test(arguments: [(["--no-save"], "{}"), ([], "{save: false}")])
  func `nothing is written where that is switched off`(
    options: [String],
    configuration: String
  ) throws {
    let server = try LoopbackServer(always: .answer("Yes.", followUps: "More?"))
    try home.write(configuration, to: "config/chat/config.json")
    #expect(try home.chat(["ask"] + options + ["x"], asking: server).ending == .exited(0))
    #expect(try home.chat(["ask", "--dry-run", "x"], asking: server).ending == .exited(0))
    #expect(names(in: home.path + "/data") == [])
    try home.write("{}", to: "config/chat/config.json")
    try home.chat(["ask", "kept"], asking: server)
    try home.write(configuration, to: "config/chat/config.json")
    let before = try home.bytes(of: TemporaryHome.store)
    #expect(try home.chat(["ask", "-f", "1"] + options).stdout == "Yes.\n")
    #expect(try home.bytes(of: TemporaryHome.store) == before)
  }

  @Test func `the prompt is there while the answer still comes`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      always: .stream([Glean.text("Leave ")], until: gate, [Glean.text("is 20 days.")])
    )
    let chat = try home.starting(["ask", "How much leave?"], asking: server)
    try chat.waitForOutput("Leave")
    let early = try home.onlyRecord()
    #expect(early.prompts == ["How much leave?"] && early.answers == [""])
    #expect(early.turns[0].reply.isIncomplete)
    #expect(try home.chat(["show"]).stdout.contains("── no answer was kept ──"))
    gate.open()
    #expect(try chat.waitForExit().ending == .exited(0))
    let late = try home.onlyRecord()
    #expect(late.answers == ["Leave is 20 days."] && !late.turns[0].reply.isIncomplete)
  }

  private static let whole = LoopbackReply.answer("Leave is 20 days.")
  private static let cutAnswer = whole.cut(after: whole.bytes.count - 20)

  @Test(arguments: [
    (cutAnswer, 3, "Leave is 20 days."),
    (.text(status: 500, "out of order"), 1, "out of order"), (.text(status: 401, "no"), 4, ""),
    (
      .json(#"{"messages":[{"messageType":"ERROR","fragments":[{"text":"so sorry"}]}]}"#), 1,
      "so sorry"
    ),
    (.hanging(after: Glean.text("Leave is 20 days. ")), 6, "Leave is 20 days."),
    (.silence, 6, ""), (.raw("garbage\r\n\r\n"), 7, ""),
  ])
  func `an answer that is cut, or an error, is kept and marked`(
    reply: LoopbackReply,
    status: Int32,
    shown: String
  ) throws {
    let server = try LoopbackServer(always: reply)
    let result = try home.chat(["ask", "--timeout=1", "--retry=0", "x"], asking: server)
    #expect(result.ending == .exited(status), "\(result.stderr)")
    let turn = try home.onlyRecord().turns[0]
    #expect(turn.prompt == "x")
    #expect(turn.reply.isIncomplete || turn.reply.error != nil)
    let text = try home.chat(["show"]).stdout
    #expect(text.contains(shown), "\(text)")
    #expect(text.contains("── ") || text.contains("chat: "), "\(text)")
    // An answer that failed is no part of what is sent along; nothing stands in the way of going on.
    let next = try LoopbackServer(always: .answer("Yes."))
    #expect(try home.chat(["ask", "-c", "-u", next.url(path: Glean.path), "y"]).stdout == "Yes.\n")
    #expect(try home.onlyRecord().prompts == ["x", "y"])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `an answer that is stopped is kept as far as it came`(signal: Int32) throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is 20 days. ")))
    let chat = try home.starting(["ask", "How much leave?"], asking: server)
    try chat.waitForOutput("Leave")
    chat.send(signal)
    #expect(try chat.waitForExit().ending == .signaled(signal))
    let turn = try home.onlyRecord().turns[0]
    #expect(turn.reply.content.hasPrefix("Leave is 20 days.") && turn.reply.isIncomplete)
    #expect(turn.reply.finishReason == .cancelled)
    #expect(try home.chat(["show"]).stdout.contains("── the answer is incomplete ──"))
  }

  @Test func `a program that is killed leaves its prompt`() throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is 20 days. ")))
    let chat = try home.starting(["ask", "How much leave?"], asking: server)
    try chat.waitForOutput("Leave")
    chat.send(SIGKILL)
    #expect(try chat.waitForExit().ending == .signaled(SIGKILL))
    #expect(try home.onlyRecord().prompts == ["How much leave?"])
    #expect(try home.chat(["show"]).stdout.contains("── no answer was kept ──"))
  }

  @Test(arguments: ["000", "022", "077"])
  func `the file is its owner's alone, whatever the umask`(umask: String) throws {
    let server = try LoopbackServer(always: .answer("Yes."))
    let result = try home.shell("umask \(umask); exec \"$CHAT\" ask x", asking: server)
    #expect(result.ending == .exited(0))
    #expect(try home.mode(of: "data/chat") == 0o700 && home.mode(of: "data") == 0o700)
    for name in names(in: home.path + "/data/chat") {
      #expect(try home.mode(of: "data/chat/" + name) == 0o600, "\(name)")
    }
  }
}
