import TestSupport
import Testing

/// Replies that are wrong in ways that no backend should think of.
@Suite struct BrokenReplyTests {
  @Test func `a server that does not speak HTTP is no backend`() throws {
    let server = try LoopbackServer(always: .raw("SSH-2.0-OpenSSH_9.2\r\n"))
    let result = try ChatProcess.ask(server)
    #expect(result.ending == .exited(7))
    #expect(result.stdout == "")
    #expect(result.stderr.contains("does not speak HTTP"))
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `JSON of great depth is refused`(opening: String) throws {
    let body = String(repeating: opening, count: 100_000)
    let result = try ChatProcess.ask(try LoopbackServer(always: .json(body)))
    #expect(result.ending == .exited(7), "\(result.stderr.prefix(300))")
    #expect(result.stderr.utf8.count < 1_000)
  }

  @Test func `bytes that are no text end the answer and are not printed`() throws {
    let start = Array((Glean.text("Leave is 20 days.") + "\n").utf8)
    let bad =
      Array(#"{"messages":[{"fragments":[{"text":""#.utf8) + [0xFF, 0xC3] + Array("\"}]}]}\n".utf8)
    let reply = LoopbackReply.sized(contentType: "application/x-ndjson", body: start + bad)
    let result = try ChatProcess.ask(try LoopbackServer(always: reply))
    #expect(result.ending == .exited(7))
    #expect(result.stdout == "Leave is 20 days.\n")
    #expect(result.stderr.contains("not UTF-8"))
  }

  @Test func `an endless answer ends with the time that it may take`() throws {
    let line = LoopbackReply.chunk(Array((Glean.text("more ") + "\n").utf8))
    let start = LoopbackReply.stream(lines: [Glean.text("and ")]).steps.dropLast()
    let endless = (0..<2_000).flatMap { _ -> [LoopbackReply.Step] in
      [.write(line), .pause(.milliseconds(5))]
    }
    let server = try LoopbackServer(always: LoopbackReply(steps: start + endless))
    let result = try ChatProcess.ask(server, ["--timeout", "0.4"])
    #expect(result.ending == .exited(6))
    #expect(result.stdout.hasPrefix("and more more"))
    #expect(result.stderr.contains("0.4 s"))
  }

  @Test(arguments: [[], ["--json"]])
  func `a server that says nothing runs into the time limit`(options: [String]) throws {
    let server = try LoopbackServer(always: .silence)
    let start = ContinuousClock.now
    let result = try ChatProcess.ask(server, options + ["--timeout=0.3"])
    #expect(result.ending == .exited(6))
    #expect(start.duration(to: .now) < .seconds(1.5))
    #expect(result.stdout.contains(#""error":{"message":"timed out"#) == (options == ["--json"]))
  }

  @Test func `a connection that does not come about runs into its own limit`() throws {
    let queue = try LoopbackFullQueue()
    let result = try ChatProcess.run(
      ["ask", "--connect-timeout=0.3", "-u", "http://127.0.0.1:\(queue.port)/", "x"]
    )
    #expect(result.ending == .exited(6))
    #expect(result.stderr.contains("--connect-timeout"))
  }

  @Test func `endless header fields are refused`() throws {
    let field = Array("X-Filler: \(String(repeating: "x", count: 1_000))\r\n".utf8)
    let many = (0..<2_000).map { _ in LoopbackReply.Step.write(field) }
    let reply = LoopbackReply(steps: [.write(Array("HTTP/1.1 200 OK\r\n".utf8))] + many)
    let result = try ChatProcess.ask(try LoopbackServer(always: reply))
    #expect(result.ending == .exited(7))
    #expect(result.stderr.contains("too large") || result.stderr.contains("larger"))
  }

  @Test func `a long answer arrives whole`() throws {
    let word = "Leave is 20 days a year, and unused days carry over until March. "
    let lines = (0..<2_000).map { Glean.text($0 % 10 == 9 ? word + "\n\n" : word) }
    let server = try LoopbackServer(always: .stream(lines: lines))
    let result = try ChatProcess.ask(server)
    #expect(result.ending == .exited(0))
    let words = result.stdout.split(whereSeparator: \.isWhitespace)
    #expect(words.count == 13 * 2_000)
  }

  @Test func `a connection that stays open after the answer does not hold the program`() throws {
    let whole = LoopbackReply.stream(lines: [Glean.text("Yes."), Glean.followUps("Why?")])
    let server = try LoopbackServer(always: whole.then(.silence))
    let start = ContinuousClock.now
    let result = try ChatProcess.ask(server)
    #expect(result.ending == .exited(0))
    #expect(start.duration(to: .now) < .seconds(1))
  }
}
