import TestSupport
import Testing

/// Whatever part of a response arrives, a part is never taken for the whole.
@Suite struct CutAnswerTests {
  private static let lines = [
    Glean.text("Leave is 20 days"), Glean.text(" a **year**."), Glean.followUps("Who approves it?"),
  ]
  private static let chunked = LoopbackReply.stream(lines: lines)
  private static let sized = LoopbackReply.sized(
    contentType: "application/x-ndjson",
    body: Array((lines.joined(separator: "\n") + "\n").utf8)
  )

  @Test(arguments: [true, false], [0, 1])
  func `a response cut off at any byte is never a success`(
    isChunked: Bool,
    parity: Int
  ) throws {
    let reply = isChunked ? Self.chunked : Self.sized
    // Once the last chunk has come, only the end of an empty line can be missing.
    let whole = reply.bytes.count - (isChunked ? 1 : 0)
    let server = try LoopbackServer { request in
      reply.cut(after: request.target.split(separator: "=").last.flatMap { Int($0) } ?? 0)
    }
    for count in stride(from: parity, through: whole, by: 2) {
      let result = try ChatProcess.run(
        ["ask", "--api=glean", "-u", server.url(path: "/?cut=\(count)"), "x"],
        environment: ["CHAT_URL": ""]
      )
      if count < whole {
        #expect(result.ending == .exited(3), "\(count) of \(whole): \(result.stderr)")
        #expect(result.stderr.hasPrefix("chat: "), "\(count) of \(whole)")
        #expect("Leave is 20 days a year.\n".hasPrefix(result.stdout.trimmingLastLineEnd))
      } else {
        #expect(result.ending == .exited(0), "\(result.stderr)")
        #expect(result.stdout == "Leave is 20 days a year.\n")
      }
    }
  }

  @Test func `what came before a reset is printed and marked as incomplete`() throws {
    let reply = Self.chunked.cut(after: Self.chunked.bytes.count - 5, byReset: true)
    let server = try LoopbackServer(always: reply)
    let result = try ChatProcess.ask(server)
    #expect(result.ending == .exited(3))
    #expect(result.stderr.contains("incomplete"))
  }

  @Test func `a cut reply is an object that says so`() throws {
    let reply = Self.chunked.cut(after: Self.chunked.bytes.count - 5)
    let result = try ChatProcess.ask(try LoopbackServer(always: reply), ["--json"])
    #expect(result.ending == .exited(3))
    #expect(result.stdout.contains(#""content":"Leave is 20 days a **year**.""#))
    #expect(result.stdout.contains(#""incomplete":true"#))
    #expect(result.stdout.contains(#""error":{"message":"#))
  }
}

extension String {
  fileprivate var trimmingLastLineEnd: Substring { hasSuffix("\n") ? dropLast() : self[...] }
}
