import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// Transfers that come to their end.
@Suite struct TransferTests {
  @Test func `hands over the head once and then the body`() throws {
    let server = try LoopbackServer(.json(status: 201, #"{"a":1}"#))
    var order: [String] = []
    let exchange = Exchange(post(server.url())) { event in
      if case .head = event { order.append("head") } else { order.append("bytes") }
      return .proceed
    }
    #expect(exchange.failure == nil)
    #expect(order == ["head", "bytes"])
    #expect(exchange.head?.status == 201)
    #expect(exchange.head?["content-type"] == "application/json")
    #expect(exchange.head?.isSelfDelimited == true)
    #expect(exchange.bodyText == #"{"a":1}"#)
  }

  @Test func `joins the chunks of a stream`() throws {
    let server = try LoopbackServer(
      .stream(lines: ["one", "two", "three"], pause: .milliseconds(5))
    )
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == "one\ntwo\nthree\n")
    #expect(exchange.pieceCount == 3)
    #expect(exchange.head?.isSelfDelimited == true)
  }

  @Test func `takes a body that ends with its connection, and says that nothing else told its end`()
    throws
  {
    let server = try LoopbackServer(
      .closeDelimited("data: x\n\n", contentType: "text/event-stream")
    )
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == "data: x\n\n")
    #expect(exchange.head?.isSelfDelimited == false)
  }

  @Test(arguments: [200, 204, 304, 404, 500])
  func `hands over an empty response of any status`(status: Int) throws {
    let server = try LoopbackServer(.raw("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n"))
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.heads.map(\.status) == [status])
    #expect(exchange.body.isEmpty)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `does not follow a redirect`(status: Int) throws {
    let other = try LoopbackServer(.text("other"))
    let fields = ["Location: \(other.url(path: "/moved"))", "Content-Length: 0"]
    let server = try LoopbackServer(.init(.write(LoopbackReply.head(status, fields))))
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.head?.status == status)
    #expect(exchange.head?["Location"] == other.url(path: "/moved"))
    #expect(other.connectionCount == 0)
  }

  @Test func `passes over two thousand interim responses`() throws {
    let interim = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 2000)
    let server = try LoopbackServer(
      .raw(interim + "HTTP/1.1 200 OK\r\nX-Kind: final\r\nContent-Length: 2\r\n\r\nok")
    )
    let exchange = Exchange(post(server.url()))
    #expect(exchange.heads.map(\.status) == [200])
    #expect(exchange.head?.headerFields.map(\.name) == ["X-Kind", "Content-Length"])
    #expect(exchange.bodyText == "ok")
  }

  @Test func `leaves trailer fields out`() throws {
    let server = try LoopbackServer(
      .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-End: 1\r\n\r\n")
    )
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.heads.count == 1)
    #expect(exchange.head?["X-End"] == nil)
    #expect(exchange.bodyText == "x")
  }

  @Test func `decompresses a body`() throws {
    let server = try LoopbackServer(gzip(CompressedBytes.hello))
    let exchange = Exchange(post(server.url()))
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == String(repeating: #"{"text":"hello"}"# + "\n", count: 4))
  }

  @Test func `stops a compressed body that grows beyond the limit`() throws {
    let bomb = CompressedBytes.bomb(size: 32 << 20)
    let server = try LoopbackServer(gzip(bomb))
    let exchange = Exchange(post(server.url()), limits: .init(bodyBytes: 1 << 20))
    #expect(bomb.count < 256 << 10)
    #expect(exchange.failure == .tooLarge(limit: 1 << 20))
    #expect(exchange.body.count <= 1 << 20)
    #expect(exchange.body.count > 1 << 19)
    #expect(exchange.elapsed < .seconds(1))
  }

  @Test(arguments: [(9, true), (10, false), (11, false), (0, false)])
  func `takes a body of ten bytes unless the limit is smaller`(limit: Int, isTooLarge: Bool) throws
  {
    let server = try LoopbackServer(.text("0123456789"))
    let exchange = Exchange(post(server.url()), limits: .init(bodyBytes: limit))
    #expect(exchange.failure == (isTooLarge ? .tooLarge(limit: limit) : nil))
    #expect(exchange.bodyText == (isTooLarge ? "" : "0123456789"))
  }

  @Test func `returns at once on a stop, although the server keeps the connection`() throws {
    let server = try LoopbackServer(
      .init(
        .write(LoopbackReply.head(200, ["Transfer-Encoding: chunked"])),
        .write(LoopbackReply.chunk(Array("data: [DONE]\n\n".utf8))),
        .silence
      )
    )
    let exchange = Exchange(post(server.url())) { event in
      if case .bytes = event { .stop } else { .proceed }
    }
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == "data: [DONE]\n\n")
    #expect(exchange.elapsed < .milliseconds(200))
  }

  @Test func `hands over nothing more after a stop`() throws {
    let server = try LoopbackServer(
      .stream(lines: ["one", "two", "three"], pause: .milliseconds(5))
    )
    let exchange = Exchange(post(server.url())) { _ in .stop }
    #expect(exchange.failure == nil)
    #expect(exchange.heads.count == 1)
    #expect(exchange.body.isEmpty)
  }

  @Test func `uses the connection again for the next prompt`() throws {
    let server = try LoopbackServer(.json("1"), .stream(lines: ["2"]), .json("3"))
    let transport = try makeTransport()
    let bodies = (0..<3).map { _ in Exchange(post(server.url()), over: transport).bodyText }
    #expect(bodies == ["1", "2\n", "3"])
    #expect(server.connectionCount == 1)
    #expect(server.requests.map(\.connection) == [0, 0, 0])
  }

  @Test func `uses the connection again after a stop shortly before the body's end`() throws {
    let server = try LoopbackServer(
      .stream(lines: ["[DONE]", "", ""], pause: .milliseconds(2)),
      .json("2")
    )
    let transport = try makeTransport()
    let first = Exchange(post(server.url()), over: transport) { event in
      if case .bytes = event { .stop } else { .proceed }
    }
    #expect(first.bodyText == "[DONE]\n")
    #expect(Exchange(post(server.url()), over: transport).bodyText == "2")
    #expect(server.connectionCount == 1)
  }

  @Test func `closes its connections when it goes away`() throws {
    let server = try LoopbackServer(.json("1"))
    do {
      let transport = try makeTransport()
      #expect(Exchange(post(server.url()), over: transport).failure == nil)
      #expect(server.openConnectionCount == 1)
    }
    #expect(server.waitForHangUp())
  }
}

func gzip(_ body: [UInt8]) -> LoopbackReply {
  .sized(contentType: "text/plain", fields: ["Content-Encoding: gzip"], body: body)
}
