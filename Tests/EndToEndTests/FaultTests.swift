import TestSupport
import Testing

/// What is said of each way in which a backend can fail to be reached, or fail to answer.
@Suite struct FaultTests {
  private static let events = "Content-Type: text/event-stream"
  private static let piece =
    #"data: {"delta":"Leave","done":false}"#

  /// Bytes of a response: a head, and a body.
  private static func response(_ fields: [String], _ body: String = piece + "\n\n") -> [UInt8] {
    LoopbackReply.head(200, fields) + Array(body.utf8)
  }

  private static let faults: [(String, LoopbackReply)] = [
    ("shorter than its length", .init(.write(response([events, "Content-Length: 5000"])), .close)),
    (
      "no last chunk",
      .init(
        .write(
          LoopbackReply.head(200, [events, "Transfer-Encoding: chunked"])
            + LoopbackReply.chunk(Array((piece + "\n\n").utf8))
        ),
        .close
      )
    ),
    ("wrong chunk size", .init(.write(response(["Transfer-Encoding: chunked"], "zz\r\n")), .close)),
    ("reset", .init(.write(response([events, "Content-Length: 5000"])), .reset)),
    ("closed before any byte", .init(.close)),
    ("head cut", .raw("HTTP/1.1 200 OK\r\nContent-Ty")),
    ("closed without the mark", .init(.write(response([events])), .close)),
    (
      "compression cut",
      .init(
        .write(
          LoopbackReply.head(200, [events, "Content-Encoding: gzip"])
            + [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]
        ),
        .close
      )
    ),
    ("compression broken", .init(.write(response(["Content-Encoding: gzip"], "no gzip")), .close)),
    ("unknown compression", .init(.write(response(["Content-Encoding: x-zip"], "zip")), .close)),
    (
      "field too large",
      .init(.write(response(["X-Large: " + String(repeating: "x", count: 200 << 10)])), .close)
    ),
    ("NUL in a field", .raw("HTTP/1.1 200 OK\r\nX: \0\r\n\r\n")),
    ("negative length", .init(.write(response(["Content-Length: -5"])), .close)),
    ("not HTTP", .raw("220 mail.example.com ESMTP\r\n")),
    (
      "redirect", .init(.write(LoopbackReply.head(302, ["Location: /login", "Content-Length: 0"])))
    ),
    ("login page", .sized(contentType: "text/html", body: Array("<html><title>Log in".utf8))),
    ("no content", .init(.write(LoopbackReply.head(204, [])))),
    ("proxy wants a password", .text(status: 407, "Proxy Authentication Required")),
  ]

  @Test func `each fault has its own words`() throws {
    var listing: [String] = []
    for (title, reply) in Self.faults {
      let server = try LoopbackServer(always: reply)
      let result = try ChatProcess.run(["ask", "--api=plain", "--retry=0", "-u", server.url(), "x"])
      listing.append(text(title, result, hiding: [server.port]))
    }
    expectGolden(listing.joined(separator: "\n"), named: "diagnostics/faults.txt")
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `each failure on the way has its own words`() throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: .json("{}"))
    var listing: [String] = []
    func add(
      _ title: String,
      _ certificate: String,
      _ options: [String] = [],
      front more: [String] = []
    ) throws {
      let front = try TLSFront(certificate, of: authority, before: server.port, more)
      let result = try ChatProcess.run(["ask", "--retry=0", "-u", front.url()] + options + ["x"])
      listing.append(text(title, result, hiding: [front.port, server.port]))
    }
    let trust = ["--cacert", authority.path("ca.pem")]
    try add("unknown issuer", "good")
    try add("self-signed", "self-signed")
    try add("expired", "expired", trust)
    try add("not yet valid", "future", trust)
    try add("another host", "other-host", trust)
    try add("TLS too old", "good", trust, front: ["version=1.1"])
    try add("no such file", "good", ["--cacert=/nowhere/ca.pem"])
    expectGolden(listing.joined(separator: "\n"), named: "diagnostics/certificates.txt")
  }

  @Test func `each failure of a proxy or a socket has its own words`() throws {
    let home = try TemporaryHome()
    var listing: [String] = []
    func add(_ title: String, _ options: [String], port: UInt16 = 0) throws {
      let result = try ChatProcess.run(
        ["ask", "--retry=0", "-u", "https://chat.example.com/chat"] + options + ["x"]
      )
      let said = text(title, result, hiding: [port])
      listing.append(said.replacing(home.path, with: "HOME"))
    }
    try add("proxy refuses", ["--proxy=http://me:geheim@127.0.0.1:1"])
    for status in [407, 403, 502] {
      let proxy = try LoopbackServer(always: .text(status: status, "no"))
      try add("CONNECT \(status)", ["--proxy", proxy.url()], port: proxy.port)
    }
    try add("no proxy at all", ["--proxy=ftp://proxy.example.com"])
    try add("no socket", ["--unix-socket", home.path + "/missing"])
    try home.write("", to: "file")
    try add("not a socket", ["--unix-socket", home.path + "/file"])
    expectGolden(listing.joined(separator: "\n"), named: "diagnostics/way.txt")
  }

  private func text(
    _ title: String,
    _ result: ChatProcess.Result,
    hiding ports: [UInt16]
  ) -> String {
    var said = result.stderr
    for port in ports { said = said.replacing(":\(port)", with: ":PORT") }
    #expect(result.ending != .exited(0), "\(title)")
    return "# \(title): \(result.ending)\n" + said
  }
}
