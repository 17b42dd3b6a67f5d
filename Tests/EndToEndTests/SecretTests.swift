import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct SecretTests {
  private static let canary = "canary-Zm9vYmFy"

  @Test(arguments: ["\n", "\r\nX-Evil: 1", "\u{7F}", "\u{1}"])
  func `a token with a control character is refused before any connection`(end: String) throws {
    let server = try LoopbackServer(always: .json("{}"))
    let result = try ChatProcess.ask(server, environment: ["CHAT_TOKEN": Self.canary + end])
    #expect(result.ending == .exited(2))
    #expect(server.connectionCount == 0)
    #expect(result.stderr.contains("CHAT_TOKEN"))
    #expect(!result.stderr.contains(Self.canary))
  }

  @Test(arguments: [
    "X-A: 1\r\nX-Evil: 1", "X-A\r\nX-Evil: 1", "X-A: \u{0B}", ": 1", "no colon", "X A: 1", "X-Ä: 1",
  ])
  func `a header field cannot smuggle in another`(field: String) throws {
    let server = try LoopbackServer(always: .json("{}"))
    let result = try ChatProcess.ask(server, ["-H", field])
    #expect(result.ending == .exited(2), "\(result.stderr)")
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: ["chat.example.com", "127.0.0.1.example.com", "localhost.example.com", "[::2]"])
  func `a token does not go over plain http to another machine`(host: String) throws {
    let result = try ChatProcess.run(
      ["ask", "-u", "http://\(host)/chat", "--timeout=2", "x"],
      environment: ["CHAT_TOKEN": Self.canary]
    )
    #expect(result.ending == .exited(2), "\(result.stderr)")
    #expect(result.stderr.contains("plain http"))
    #expect(!result.stderr.contains(Self.canary))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect is not followed`(status: Int) throws {
    let other = try LoopbackServer(always: .json("{}"))
    let reply = LoopbackReply.sized(
      status: status,
      contentType: "text/plain",
      fields: ["Location: \(other.url(path: Glean.path))"],
      body: []
    )
    let server = try LoopbackServer(always: reply)
    let result = try ChatProcess.ask(server, environment: ["CHAT_TOKEN": Self.canary])
    #expect(result.ending == .exited(1))
    #expect(other.connectionCount == 0)
    #expect(server.requests.count == 1)
  }

  @Test func `a token stands in the request alone`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      always: .stream([Glean.text("Leave is")], until: gate, [Glean.text(" 20 days.")])
    )
    let chat = try ChatProcess.asking(server, environment: ["CHAT_TOKEN": Self.canary])
    try chat.waitForOutput("Leave")
    let arguments = try? contents(of: "/proc/\(chat.processIdentifier)/cmdline")
    gate.open()
    let result = try chat.waitForExit()
    #expect(server.requests.first?["Authorization"] == "Bearer \(Self.canary)")
    #expect(!(arguments ?? "").contains(Self.canary))
    #expect(!result.stdout.contains(Self.canary) && !result.stderr.contains(Self.canary))
  }

  @Test(arguments: [[], ["--json"], ["--dry-run"]])
  func `a failure does not tell the token`(options: [String]) throws {
    let environment = [
      "CHAT_TOKEN": Self.canary, "CHAT_URL": "http://127.0.0.1:1/?key=\(Self.canary)",
    ]
    for url in [
      "http://u:\(Self.canary)@127.0.0.1:1/", "http://127.0.0.1:1/?api_key=\(Self.canary)",
    ] {
      let result = try ChatProcess.run(["ask", "-u", url, "x"] + options, environment: environment)
      #expect(!result.stdout.contains(Self.canary), "\(url) \(result.stdout)")
      #expect(!result.stderr.contains(Self.canary), "\(url) \(result.stderr)")
    }
  }

  @Test(arguments: [307, 401, 404, 500])
  func `a failure does not tell what is secret in the URL`(status: Int) throws {
    let reply = LoopbackReply.sized(
      status: status,
      contentType: "text/plain",
      fields: ["Location: http://u:\(Self.canary)@chat.example.com/?token=\(Self.canary)"],
      body: []
    )
    let server = try LoopbackServer(always: reply)
    let url = "http://u:\(Self.canary)@127.0.0.1:\(server.port)\(Glean.path)?token=\(Self.canary)"
    let result = try ChatProcess.run(["ask", "--json", "-u", url, "x"])
    #expect(server.requests.count == 1)
    #expect(!result.stdout.contains(Self.canary) && !result.stderr.contains(Self.canary))
  }

  @Test func `nothing is left behind in the home folder`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let chat = try ChatProcess.asking(server, ["--no-save"])
    #expect(try chat.waitForExit().ending == .exited(0))
    #expect(names(in: chat.home.path) == [])
  }
}

/// A file's text.
private func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else {
    throw PseudoTerminal.Failure(description: "cannot open \(path)")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
