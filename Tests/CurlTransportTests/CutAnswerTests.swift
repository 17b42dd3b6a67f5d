import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// Of an answer whose format has a mark at its end, no beginning without the mark is taken for the whole.
@Suite struct CutAnswerTests {
  private enum Framing: CaseIterable {
    case close
    case chunks
    case compressed
  }

  /// One exchange: what came of the body, and why it did not come to its end.
  private struct Received {
    var body: [UInt8] = []
    var failure: ExchangeFailure?

    init(_ answer: RecordedAnswer, from url: String, over transport: any Transport) {
      let backend = HTTPBackend(
        api: answer.chatAPI,
        endpoint: Endpoint(url: url),
        limits: TransferLimits(connect: 5, firstByte: 5, idle: 5),
        transport: transport
      )
      var bytes: [UInt8] = []
      failure =
        Session.Exchange(backend: backend, now: { 0 }).run(
          PromptRequest(prompt: "How much leave do I have?"),
          onBytes: { bytes += $0 },
          onEvent: { _ in }
        ).failure
      body = bytes
    }
  }

  /// A server that cuts the answer off behind as many bytes as the URL says.
  private static func server(_ reply: LoopbackReply) throws -> LoopbackServer {
    try LoopbackServer { request in
      reply.cut(after: request.target.split(separator: "=").last.flatMap { Int($0) } ?? 0)
    }
  }

  private static func reply(_ answer: RecordedAnswer, _ framing: Framing) throws -> LoopbackReply {
    let type = "Content-Type: \(answer.contentType)"
    switch framing {
    case .close:
      return LoopbackReply(
        .write(LoopbackReply.head(200, [type, "Connection: close"]) + answer.body),
        .close
      )
    case .chunks:
      let half = answer.body.count / 2
      let pieces = [Array(answer.body[..<half]), Array(answer.body[half...])]
      return .chunked(pieces: pieces, contentType: answer.contentType)
    case .compressed:
      let gzip = try ChatProcess(["-nc"], input: .bytes(answer.body), program: "/usr/bin/gzip")
      let body = try gzip.waitForExit().stdoutBytes
      let head = LoopbackReply.head(200, [type, "Content-Encoding: gzip", "Connection: close"])
      return LoopbackReply(.write(head + body), .close)
    }
  }

  private func expectNoSuccessBeforeTheMark(
    _ answer: RecordedAnswer,
    _ positions: some Sequence<Int>,
    from url: String,
    over transport: any Transport
  ) -> Bool {
    var isWhole = false
    for count in positions {
      let received = Received(answer, from: url + "?cut=\(count)", over: transport)
      let isMarked = received.body.count >= answer.markEnd
      if !isMarked { #expect(received.failure != nil, "\(answer.api) cut at \(count)") }
      isWhole = received.failure == nil
    }
    return isWhole
  }

  @Test(arguments: RecordedAnswer.all)
  func `cut at every byte, no answer is a success before its mark`(answer: RecordedAnswer) throws {
    for framing in Framing.allCases {
      let reply = try Self.reply(answer, framing)
      let server = try Self.server(reply)
      let transport = try makeTransport()
      let positions = 0...reply.bytes.count
      let isWhole = expectNoSuccessBeforeTheMark(
        answer,
        positions,
        from: server.url(),
        over: transport
      )
      #expect(isWhole, "all of it is a success")
    }
  }

  @Test(.enabled(if: TestAuthority.isAvailable), arguments: RecordedAnswer.all)
  func `cut inside TLS, no answer is a success before its mark`(answer: RecordedAnswer) throws {
    let authority = try #require(TestAuthority.shared)
    var route = Route()
    route.proxy = ""
    route.authorities = authority.path("ca.pem")
    for close in ["close=cut", "close=notify"] {
      let reply = try Self.reply(answer, .close)
      let server = try Self.server(reply)
      let front = try TLSFront("good", of: authority, before: server.port, [close])
      let transport = try CurlTransport(
        userAgent: "chat/test",
        route: route,
        interruptDescriptor: nil,
        nextSignal: { nil }
      )
      let count = reply.bytes.count
      let positions = Array(stride(from: 0, to: count, by: 23)) + [count]
      _ = expectNoSuccessBeforeTheMark(answer, positions, from: front.url(), over: transport)
    }
  }

  @Test(arguments: RecordedAnswer.all)
  func `behind its mark an answer ends although the connection stays open`(
    answer: RecordedAnswer
  ) throws {
    let written = Moment()
    let body = answer.body
    let head = LoopbackReply.head(200, ["Content-Type: \(answer.contentType)"])
    let server = try LoopbackServer(
      LoopbackReply(
        .write(head),
        .make {
          written.note()
          return body
        },
        .silence
      )
    )
    let received = Received(answer, from: server.url(), over: try makeTransport())
    #expect(received.failure == nil)
    // Half a second where 200 ms are meant: the machine of the tests has more to do.
    #expect(written.instant.duration(to: .now) < .milliseconds(500))
  }
}
