import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Short requests beside a transfer that goes on.
@Suite struct SideRequestTests {
  @Test func `a request beside is answered while the transfer goes on`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer { request in
      request.target == "/side" ? .json("{\"side\":1}") : .twoParts(waitingAt: gate)
    }
    var order: [String] = []
    let exchange = Exchange(post(server.url())) { event in
      switch event {
      case .head: return .proceed
      case .bytes(let bytes):
        order.append(String(decoding: bytes, as: UTF8.self))
        return order.count == 1 ? .send([side(server.url(path: "/side"))]) : .proceed
      case .response(let response, let request):
        order.append((try? response.get()).map { String(decoding: $0.body, as: UTF8.self) } ?? "")
        #expect(request.url == server.url(path: "/side"))
        gate.open()
        return .proceed
      }
    }
    #expect(exchange.failure == nil)
    #expect(order == ["one\n", "{\"side\":1}", "two\n"])
    #expect(server.requests.map(\.connection) == [0, 1])
    #expect(server.requests[1].bodyText == "beside")
  }

  @Test func `several are answered, each once, and may lead to more`() throws {
    let server = try LoopbackServer { request in
      request.target == "/" ? .chunkAndSilence : .json(request.target)
    }
    var targets: Set<String> = []
    let exchange = Exchange(post(server.url())) { event in
      switch event {
      case .head: return .proceed
      case .bytes: return .send(["/a", "/b"].map { side(server.url(path: $0)) })
      case .response(let response, _):
        targets.insert((try? response.get()).map { String(decoding: $0.body, as: UTF8.self) } ?? "")
        if targets.count == 2 { return .send([side(server.url(path: "/c"))]) }
        return targets.count == 3 ? .stop : .proceed
      }
    }
    #expect(exchange.failure == nil)
    #expect(targets == ["/a", "/b", "/c"] && exchange.responses.count == 3)
  }

  @Test func `a status without success is a response like any other`() throws {
    let server = try LoopbackServer(
      .stream(lines: ["one"]),
      .json(status: 404, "{\"error\":\"no\"}")
    )
    let exchange = Exchange(post(server.url())) { event in
      if case .bytes = event { .send([side(server.url(path: "/side"))]) } else { .proceed }
    }
    #expect(exchange.failure == nil)
    let response = try exchange.responses.first?.get()
    #expect(response?.head.status == 404 && response?.body == Array("{\"error\":\"no\"}".utf8))
  }

  @Test func `the failure of a request beside is told, and the transfer goes on`() throws {
    let closed = try LoopbackServer(.silence)
    let url = closed.url()
    closed.stop()
    #expect(LoopbackThread.waits(within: .seconds(5)) { !isListening(url) })
    let gate = LoopbackGate()
    let server = try LoopbackServer(.twoParts(waitingAt: gate))
    let exchange = Exchange(post(server.url())) { event in
      switch event {
      case .bytes(Array("one\n".utf8)):
        return .send([side(url), side("ftp://127.0.0.1/")])
      case .response(_, let request):
        if request.url == url { gate.open() }
        return .proceed
      default: return .proceed
      }
    }
    #expect(exchange.failure == nil && exchange.bodyText == "one\ntwo\n")
    let failures = exchange.responses.map { response -> TransportFailure? in
      if case .failure(let failure) = response { failure } else { nil }
    }
    #expect(failures.count == 2)
    #expect(failures.contains(.badURL(reason: "the URL does not begin with http:// or https://")))
    #expect(
      failures.contains { if case .cannotConnect = $0 { true } else { false } }
    )
  }

  @Test func `a request beside has limits of its own`() throws {
    let server = try LoopbackServer { request in
      switch request.target {
      case "/": .chunkAndSilence
      case "/large": .text(String(repeating: "x", count: 100))
      default: .silence
      }
    }
    let exchange = Exchange(post(server.url())) { event in
      switch event {
      case .head: return .proceed
      case .bytes:
        return .send([
          side(server.url(path: "/large"), TransferLimits(bodyBytes: 99)),
          side(server.url(path: "/slow"), TransferLimits(total: 0.05)),
        ])
      case .response(.failure(.timedOut), _): return .stop
      case .response: return .proceed
      }
    }
    #expect(exchange.failure == nil)
    #expect(
      exchange.responses == [
        .failure(.tooLarge(limit: 99)), .failure(.timedOut(.total, seconds: 0.05)),
      ]
    )
  }

  @Test func `the time that the receiver takes counts for nobody`() throws {
    let server = try LoopbackServer { request in
      request.target == "/" ? .chunkAndSilence : .json("1")
    }
    let limits = TransferLimits(connect: 10, firstByte: 10, idle: 0.2, total: 0.3)
    var count = 0
    let exchange = Exchange(post(server.url()), limits: limits) { event in
      count += 1
      switch count {
      case 1: return .proceed
      case 2: return .send([side(server.url(path: "/side"), limits)])
      default:
        _ = LoopbackThread.waits(within: .milliseconds(400)) { false }
        return count < 4 ? .send([side(server.url(path: "/side"), limits)]) : .stop
      }
    }
    #expect(exchange.failure == nil)
    #expect(exchange.responses.allSatisfy { (try? $0.get()) != nil })
    #expect(exchange.responses.count == 2)
  }

  @Test func `waits for what is under way when the transfer ends before it`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer { request in
      guard request.target == "/" else {
        return LoopbackReply(steps: [.wait(gate)] + LoopbackReply.json("late").steps)
      }
      return LoopbackReply.stream(lines: ["one"])
    }
    LoopbackThread.start {
      _ = server.waitForRequests(2)
      gate.open()
    }
    let exchange = Exchange(post(server.url())) { event in
      if case .bytes = event { .send([side(server.url(path: "/side"))]) } else { .proceed }
    }
    #expect(exchange.failure == nil)
    #expect(try exchange.responses.first?.get().body == Array("late".utf8))
  }

  @Test(arguments: [true, false])
  func `a signal ends the transfer and what is beside it`(hasEnded: Bool) throws {
    let interruption = Interruption()
    let server = try LoopbackServer { request in
      guard request.target == "/" else {
        interruption.raise(SIGINT)
        return .silence
      }
      return hasEnded ? .stream(lines: ["one"]) : .chunkAndSilence
    }
    let exchange = Exchange(post(server.url()), over: try interruption.makeTransport()) { event in
      if case .bytes = event { .send([side(server.url(path: "/side"))]) } else { .proceed }
    }
    #expect(exchange.failure == .cancelled(signal: SIGINT))
    #expect(exchange.responses.isEmpty)
    #expect(server.requests.count == 2)
  }

  @Test func `a stop drops what would take longer than a moment, and hands over nothing more`()
    throws
  {
    let server = try LoopbackServer { request in
      request.target == "/" ? .chunkAndSilence : request.target == "/a" ? .json("1") : .silence
    }
    let transport = try makeTransport()
    let exchange = Exchange(post(server.url()), over: transport) { event in
      switch event {
      case .head: .proceed
      case .bytes: .send(["/a", "/b"].map { side(server.url(path: $0)) })
      case .response: .stop
      }
    }
    #expect(exchange.failure == nil && exchange.responses.count == 1)
    #expect(exchange.elapsed < .seconds(2))
    // The transport is free for the next send.
    #expect(Exchange(post(server.url(path: "/a")), over: transport).bodyText == "1")
  }
}

private func side(_ url: String, _ limits: TransferLimits = TransferLimits()) -> SideRequest {
  SideRequest(post(url, "beside"), limits: limits)
}

private func isListening(_ url: String) -> Bool {
  if case .cannotConnect = Exchange(post(url), limits: TransferLimits(total: 1)).failure {
    return false
  }
  return true
}

extension LoopbackReply {
  /// A body whose first line comes at once, and its second when the gate is open.
  fileprivate static func twoParts(waitingAt gate: LoopbackGate) -> LoopbackReply {
    let fields = ["Content-Type: text/plain", "Transfer-Encoding: chunked"]
    return LoopbackReply(
      .write(head(200, fields) + chunk(Array("one\n".utf8))),
      .wait(gate),
      .write(chunk(Array("two\n".utf8)) + chunk([]))
    )
  }

  /// The beginning of a body that never goes on.
  fileprivate static let chunkAndSilence = LoopbackReply(
    .write(
      head(200, ["Content-Type: text/plain", "Transfer-Encoding: chunked"])
        + chunk(Array("one\n".utf8))
    ),
    .silence
  )
}
