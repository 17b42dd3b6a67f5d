import CommandLine
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Every status of the table is produced by a situation as it happens, and no other is in the manual.
@Suite struct ExitStatusTests {
  @Test(arguments: Status.allCases)
  func `is produced`(status: Status) throws {
    let result = try situation(status)
    switch result.ending {
    case .exited(let number): #expect(number == status.rawValue, "\(result.stderr)")
    case .signaled(let signal): #expect(128 + signal == status.rawValue)
    }
    #expect(result.stderr.isEmpty == [.answered, .interrupted].contains(status))
  }

  @Test(arguments: [(10, Int32(0)), (401, 4), (403, 4), (429, 5), (404, 1), (500, 1), (503, 1)])
  func `of a response follows from its status`(code: Int, status: Int32) throws {
    let reply =
      code == 10 ? LoopbackReply.json(Glean.text("Yes.")) : .text(status: code, "why not")
    #expect(try ask(reply).ending == .exited(status))
  }

  @Test func `the manual has these and no others`() throws {
    let lines = try RepositoryFile.lines("man/chat.1")
    let table = lines.drop { $0 != ".Sh EXIT STATUS" }.prefix { $0 != ".El" }
    let numbers = table.filter { $0.hasPrefix(".It ") }.compactMap { Int32($0.dropFirst(4)) }
    #expect(numbers == Status.allCases.map(\.rawValue))
  }

  @Test func `a shell sees an interruption as 130`() throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("Leave is")))
    let terminal = try PseudoTerminal.chatShell(in: try TemporaryHome(), asking: server)
    try terminal.type("\"$CHAT\" ask x\n")
    try terminal.readUntil("Leave")
    try terminal.type("\u{3}")
    try terminal.readUntil("shell: ")
    try terminal.type("echo status $?\n")
    try terminal.readUntil("status 130")
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }

  /// A run in which something happens that the status stands for.
  private func situation(_ status: Status) throws -> ChatProcess.Result {
    let answer = LoopbackReply.json(Glean.text("Yes."))
    switch status {
    case .answered: return try ask(answer)
    case .failed:
      return try ChatProcess.ask(LoopbackServer(always: answer), output: .file("/dev/full"))
    case .usage: return try ask(answer, ["--jsn"])
    case .unreachable: return try ChatProcess.run(["ask", "-u", "http://127.0.0.1:1/", "x"])
    case .notLetIn: return try ask(.text(status: 401, "who are you?"))
    case .rateLimited: return try ask(.text(status: 429, "slow down"))
    case .timedOut: return try ask(.silence, ["--timeout=0.2"])
    case .notUnderstood: return try ask(.text("<html><p>Log in.</p></html>"))
    case .interrupted:
      let server = try LoopbackServer(always: .silence)
      let chat = try ChatProcess.asking(server)
      #expect(server.waitForRequests(1))
      chat.send(SIGINT)
      return try chat.waitForExit()
    }
  }

  private func ask(_ reply: LoopbackReply, _ options: [String] = []) throws -> ChatProcess.Result {
    try ChatProcess.ask(LoopbackServer(always: reply), options)
  }
}
