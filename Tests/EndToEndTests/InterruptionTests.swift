import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Signals while `chat ask` waits, reads or writes.
@Suite struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal during an answer ends the program by that signal and keeps the text`(
    signal: Int32
  ) throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is 20 days. ")))
    let chat = try ChatProcess.asking(server)
    try chat.waitForOutput("Leave is")
    let start = ContinuousClock.now
    chat.send(signal)
    let result = try chat.waitForExit()
    #expect(start.duration(to: .now) < .seconds(1))
    #expect(result.ending == .signaled(signal))
    #expect(result.stdout == "Leave is 20 days.\n")
    #expect(result.stderr == "chat: interrupted: the answer is incomplete\n")
    #expect(server.waitForHangUp())
  }

  @Test func `a signal before the answer ends the program without a word`() throws {
    let server = try LoopbackServer(always: .silence)
    let chat = try ChatProcess.asking(server)
    #expect(server.waitForRequests(1))
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT))
    #expect(result.stdout == "" && result.stderr == "")
    #expect(server.waitForHangUp())
  }

  @Test func `a signal while there is no connection yet ends the program`() throws {
    let queue = try LoopbackFullQueue()
    let chat = try ChatProcess(["ask", "-u", "http://127.0.0.1:\(queue.port)/", "x"])
    try chat.waitUntilCatchingSignals()
    chat.send(SIGTERM)
    #expect(try chat.waitForExit().ending == .signaled(SIGTERM))
  }

  @Test func `a signal while standard input is read ends the program`() throws {
    let chat = try ChatProcess(["ask", "-u", "http://127.0.0.1:1/"], input: .open)
    chat.write("half a prompt")
    try chat.waitUntilCatchingSignals()
    chat.send(SIGINT)
    #expect(try chat.waitForExit().ending == .signaled(SIGINT))
  }

  @Test func `an interrupted reply is an object that says so`() throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is 20 days.")))
    let chat = try ChatProcess.asking(server, ["--json"])
    #expect(server.waitForRequests(1))
    try chat.waitUntilCatchingSignals()
    chat.send(SIGINT)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGINT))
    #expect(result.stdout.contains(#""incomplete":true"#))
    #expect(result.stdout.contains(#""finishReason":"cancelled""#))
  }

  @Test func `lines from a pipe stop at a signal`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let chat = try ChatProcess(
      [],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .open
    )
    chat.write("one\n")
    try chat.waitForOutput("Yes.\n")
    chat.write("tw")
    chat.send(SIGTERM)
    let result = try chat.waitForExit()
    #expect(result.ending == .signaled(SIGTERM))
    #expect(server.requests.count == 1)
  }

  @Test func `an ignored hang-up stays ignored`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      always: .stream([Glean.text("Leave is ")], until: gate, [Glean.text("20 days.")])
    )
    let script = "trap '' HUP; exec \"$0\" ask x"
    let chat = try ChatProcess(
      ["-c", script, PseudoTerminal.product("chat")],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      program: "/bin/sh"
    )
    try chat.waitForOutput("Leave")
    chat.send(SIGHUP)
    gate.open()
    let result = try chat.waitForExit()
    #expect(result.ending == .exited(0))
    #expect(result.stdout == "Leave is 20 days.\n")
  }
}

extension ChatProcess {
  /// Waits until the program catches signals, which is before it waits for anything else.
  func waitUntilCatchingSignals() throws {
    #if os(Linux)
    let isCatching = LoopbackThread.waits(within: .seconds(5)) {
      catchesSignals(processIdentifier)
    }
    #expect(isCatching)
    #else
    usleep(300_000)
    #endif
  }
}

#if os(Linux)
/// Whether the process has a handler for SIGINT (`SigCgt` in proc(5)).
private func catchesSignals(_ process: Int32) -> Bool {
  guard let file = fopen("/proc/\(process)/status", "r") else { return false }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, Int32(line.count), file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard text.hasPrefix("SigCgt:") else { continue }
    let mask = UInt64(text.dropFirst(7).filter { $0.isHexDigit }, radix: 16) ?? 0
    return mask & 1 << UInt64(SIGINT - 1) != 0
  }
  return false
}
#endif
