import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// Each limit of time, against a server that keeps a transfer waiting.
@Suite struct TimeLimitTests {
  static let head = LoopbackReply.Step.write(
    LoopbackReply.head(200, ["Transfer-Encoding: chunked"])
  )
  static let chunk = LoopbackReply.Step.write(LoopbackReply.chunk([0x78]))
  static let drip = LoopbackReply(
    steps: [head]
      + Array(repeating: [chunk, .pause(.milliseconds(20))], count: 200).flatMap(\.self)
  )
  static let off = TransferLimits(connect: 0, firstByte: 0, idle: 0, progress: 0, total: 0)

  static func limits(_ limit: TransportFailure.TimeLimit, _ seconds: Double) -> TransferLimits {
    var limits = off
    switch limit {
    case .connect: limits.connect = seconds
    case .firstByte: limits.firstByte = seconds
    case .idle: limits.idle = seconds
    case .progress: limits.progress = seconds
    case .total: limits.total = seconds
    }
    return limits
  }

  @Test(
    arguments: [
      (.firstByte, LoopbackReply.silence),
      (.firstByte, LoopbackReply(.write(Array("HTTP/1.1 200 OK\r\nX: ".utf8)), .silence)),
      (.firstByte, LoopbackReply(head, .silence)),
      (.idle, LoopbackReply(head, chunk, .silence)),
      (.idle, LoopbackReply(head, chunk, .pause(.milliseconds(100)), chunk, .silence)),
      (.total, LoopbackReply.silence),
      (.total, drip),
    ] as [(TransportFailure.TimeLimit, LoopbackReply)]
  )
  func `ends the transfer and names the limit`(
    limit: TransportFailure.TimeLimit,
    reply: LoopbackReply
  ) throws {
    let server = try LoopbackServer(reply)
    let exchange = Exchange(post(server.url()), limits: TimeLimitTests.limits(limit, 0.3))
    #expect(exchange.failure == .timedOut(limit, seconds: 0.3))
    #expect(exchange.elapsed >= .seconds(0.3))
    #expect(exchange.elapsed < .seconds(0.75))
    #expect(server.waitForHangUp())
  }

  @Test func `signs of life alone are no progress`() throws {
    let server = try LoopbackServer(Self.drip)
    let exchange = Exchange(post(server.url()), limits: Self.limits(.progress, 0.3)) { event in
      if case .bytes = event { .wait } else { .proceed }
    }
    #expect(exchange.failure == .timedOut(.progress, seconds: 0.3))
    #expect(exchange.elapsed >= .seconds(0.3))
    #expect(exchange.elapsed < .seconds(0.75))
    #expect(exchange.pieceCount > 3)
  }

  @Test func `what is waited for is progress`() throws {
    let short = LoopbackReply(
      steps: Array(Self.drip.steps.prefix(40)) + [.write(LoopbackReply.chunk([]))]
    )
    let server = try LoopbackServer(short)
    let exchange = Exchange(post(server.url()), limits: Self.limits(.progress, 0.3))
    #expect(exchange.failure == nil)
    #expect(exchange.elapsed > .seconds(0.35))
  }

  @Test(arguments: [TransportFailure.TimeLimit.connect, .total])
  func `ends a connection that does not come about`(limit: TransportFailure.TimeLimit) throws {
    let queue = try LoopbackFullQueue()
    let exchange = Exchange(
      post("http://127.0.0.1:\(queue.port)/"),
      limits: TimeLimitTests.limits(limit, 0.2)
    )
    #expect(exchange.failure == .timedOut(limit, seconds: 0.2))
    #expect(exchange.elapsed >= .seconds(0.2))
    #expect(exchange.elapsed < .seconds(0.6))
  }

  @Test func `does not count the connection into the wait for the first byte`() throws {
    let queue = try LoopbackFullQueue()
    let exchange = Exchange(
      post("http://127.0.0.1:\(queue.port)/"),
      limits: .init(connect: 0.3, firstByte: 0.1)
    )
    #expect(exchange.failure == .timedOut(.connect, seconds: 0.3))
  }

  @Test func `knows that a kept connection stands`() throws {
    let server = try LoopbackServer(.json("1"), .silence)
    let transport = try makeTransport()
    #expect(Exchange(post(server.url()), over: transport).failure == nil)
    let limits = TransferLimits(connect: 0.1, firstByte: 0.2, idle: 0, total: 0)
    let exchange = Exchange(post(server.url()), over: transport, limits: limits)
    #expect(exchange.failure == .timedOut(.firstByte, seconds: 0.2))
    #expect(server.connectionCount == 1)
  }

  @Test func `lets bytes that keep coming pass the idle limit`() throws {
    let pieces = Array(repeating: "x", count: 20)
    let server = try LoopbackServer(.stream(lines: pieces, pause: .milliseconds(20)))
    let exchange = Exchange(post(server.url()), limits: TimeLimitTests.limits(.idle, 0.25))
    #expect(exchange.failure == nil)
    #expect(exchange.elapsed > .milliseconds(350))
  }

  @Test func `waits when every limit is off`() throws {
    let server = try LoopbackServer(
      .init(
        .pause(.milliseconds(200)),
        TimeLimitTests.head,
        .pause(.milliseconds(200)),
        TimeLimitTests.chunk,
        .write(LoopbackReply.chunk([]))
      )
    )
    let exchange = Exchange(post(server.url()), limits: TimeLimitTests.off)
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == "x")
  }
}
