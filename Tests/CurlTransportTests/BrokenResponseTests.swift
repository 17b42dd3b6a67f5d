import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// A response that is not what HTTP promises, and the failure that it must give.
@Suite struct BrokenResponseTests {
  /// What a test compares; words of libcurl differ between versions.
  enum Kind: Equatable {
    case noAnswer
    case interrupted
    case notHTTP
    case protocolViolation
    case tls
    case other(TransportFailure?)

    init(_ failure: TransportFailure?) {
      switch failure {
      case .noAnswer: self = .noAnswer
      case .interrupted: self = .interrupted
      case .notHTTP: self = .notHTTP
      case .protocolViolation: self = .protocolViolation
      case .tls: self = .tls
      default: self = .other(failure)
      }
    }
  }

  static let json = LoopbackReply.json(#"{"text":"hello"}"#)
  static let stream = LoopbackReply.stream(lines: ["hello", "world"])

  @Test(
    arguments: [
      ("closed before any byte", .init(.close), .noAnswer),
      ("reset before any byte", .init(.reset), .noAnswer),
      ("head cut in the status line", json.cut(after: 9), .noAnswer),
      ("head cut in a field", json.cut(after: 30), .interrupted),
      ("head cut between fields", .raw("HTTP/1.1 200 OK\r\nX: y\r\n"), .interrupted),
      ("length not reached", json.cut(after: json.bytes.count - 3), .interrupted),
      ("reset in a body with a length", json.cut(after: 90, byReset: true), .interrupted),
      ("chunks without the last one", stream.cut(after: stream.bytes.count - 5), .interrupted),
      ("cut inside a chunk", stream.cut(after: stream.bytes.count - 8), .interrupted),
      (
        "reset between chunks", stream.cut(after: stream.bytes.count - 16, byReset: true),
        .interrupted
      ),
      (
        "wrong chunk size",
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
        .protocolViolation
      ),
      ("not HTTP", .raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), .notHTTP),
      ("binary", .init(.write([0, 1, 2, 3, 0x0A]), .close), .notHTTP),
      (
        "NUL in a field", .raw("HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"),
        .protocolViolation
      ),
      (
        "negative length", .raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
        .protocolViolation
      ),
    ] as [(String, LoopbackReply, Kind)]
  )
  func `fails`(_ name: String, reply: LoopbackReply, expected: Kind) throws {
    let server = try LoopbackServer(reply)
    #expect(Kind(Exchange(post(server.url())).failure) == expected)
    #expect(server.requests.count == 1)
  }

  @Test func `hands over what came before the cut`() throws {
    let server = try LoopbackServer(BrokenResponseTests.stream.cut(after: 105))
    let exchange = Exchange(post(server.url()))
    #expect(exchange.head?.status == 200)
    #expect(exchange.bodyText.hasPrefix("hello"))
    #expect(Kind(exchange.failure) == .interrupted)
  }

  @Test(arguments: [(1, 200_000), (40, 10_000), (100_000, 10)])
  func `refuses a head that is too large`(count: Int, size: Int) throws {
    let field = "X-Filler: \(String(repeating: "x", count: size))\r\n"
    let fields = String(repeating: field, count: count)
    let server = try LoopbackServer(.raw("HTTP/1.1 200 OK\r\n\(fields)Content-Length: 0\r\n\r\n"))
    let exchange = Exchange(post(server.url()))
    guard case .protocolViolation(let reason) = exchange.failure else {
      Issue.record("\(String(describing: exchange.failure))")
      return
    }
    #expect(reason.contains("too large") || reason.contains("larger than 256 KiB"))
    #expect(exchange.heads.isEmpty)
  }

  @Test func `takes a head of 200 KB`() throws {
    let fields = (0..<20).map { "X-\($0): \(String(repeating: "x", count: 10_000))" }
    let head = LoopbackReply.head(200, fields + ["Content-Length: 0"])
    let server = try LoopbackServer(.init(.write(head)))
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.head?.headerFields.count == 21)
  }

  @Test func `says in its own words that bytes follow a compressed body`() throws {
    let server = try LoopbackServer(gzip(CompressedBytes.hello + Array("garbage".utf8)))
    #expect(
      Exchange(post(server.url())).failure
        == .protocolViolation(reason: "bytes follow the end of the compressed body")
    )
  }

  @Test(arguments: ["gzip", "unknown", "gzip, gzip, gzip, gzip, gzip, gzip, gzip"])
  func `refuses a body that it cannot decompress`(encoding: String) throws {
    let fields = ["Content-Encoding: \(encoding)"]
    let server = try LoopbackServer(
      .sized(contentType: "text/plain", fields: fields, body: Array("not compressed".utf8))
    )
    #expect(Kind(Exchange(post(server.url())).failure) == .protocolViolation)
  }

  @Test func `reports a handshake with a server that does not speak TLS`() throws {
    let server = try LoopbackServer(.json("{}"))
    let exchange = Exchange(post("https://127.0.0.1:\(server.port)/"))
    #expect(Kind(exchange.failure) == .tls)
    #expect(server.requests.isEmpty)
  }

  @Test func `names the port that refuses a connection`() throws {
    let port = try {
      let server = try LoopbackServer(.json("{}"))
      defer { server.stop() }
      _ = Exchange(post(server.url()))
      return server.port
    }()
    let exchange = untilRefused("http://127.0.0.1:\(port)/")
    #expect(
      exchange.failure
        == .cannotConnect(to: "127.0.0.1:\(port)", reason: "Connection refused")
    )
  }

  @Test func `names the host that has no address`() {
    let exchange = Exchange(post("http://nonexistent.invalid/"))
    #expect(exchange.failure == .unknownHost("nonexistent.invalid"))
  }

  /// The server's thread closes its listener shortly after the stop.
  private func untilRefused(_ url: String) -> Exchange {
    var exchange = Exchange(post(url), limits: .init(firstByte: 0.05))
    _ = LoopbackThread.waits(within: .seconds(5)) {
      if case .cannotConnect = exchange.failure { return true }
      exchange = Exchange(post(url), limits: .init(firstByte: 0.05))
      return false
    }
    return exchange
  }
}
