import CurlTransport
import HostSystem
import Session
import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A signal in each phase of a transfer.
@Suite struct CancellationTests {
  static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  static let limit = Duration.milliseconds(150)

  @Test(arguments: ending)
  func `ends a transfer that has not begun`(signal: Int32) throws {
    let server = try LoopbackServer(.silence)
    let interruption = Interruption()
    interruption.raise(signal)
    let exchange = Exchange(post(server.url()), over: try interruption.makeTransport())
    #expect(exchange.failure == .cancelled(signal: signal))
    #expect(exchange.elapsed < CancellationTests.limit)
  }

  @Test func `ends the wait for a connection`() throws {
    let queue = try LoopbackFullQueue()
    let interruption = Interruption()
    let raised = raise(SIGINT, through: interruption, after: .milliseconds(100))
    let exchange = Exchange(
      post("http://127.0.0.1:\(queue.port)/"),
      over: try interruption.makeTransport()
    )
    #expect(exchange.failure == .cancelled(signal: SIGINT))
    #expect(raised().duration(to: .now) < CancellationTests.limit)
  }

  @Test(arguments: ending)
  func `ends the wait for an answer`(signal: Int32) throws {
    let interruption = Interruption()
    let raised = Moment()
    let server = try LoopbackServer { _ in
      raised.note()
      interruption.raise(signal)
      return .silence
    }
    let exchange = Exchange(post(server.url()), over: try interruption.makeTransport())
    #expect(exchange.failure == .cancelled(signal: signal))
    #expect(raised.instant.duration(to: .now) < CancellationTests.limit)
    #expect(server.waitForHangUp())
  }

  @Test(arguments: [Duration.zero, .milliseconds(10), .seconds(30)])
  func `ends a body, whether it flows, drips or stalls`(pause: Duration) throws {
    let lines = Array(repeating: "x", count: 10_000)
    let server = try LoopbackServer(.stream(lines: ["first"] + lines, pause: pause))
    let interruption = Interruption()
    var raised = SuspendingClock.now
    let transport = try interruption.makeTransport()
    let exchange = Exchange(post(server.url()), over: transport) { event in
      if event == .bytes(Array("first\n".utf8)) || pause == .zero {
        raised = .now
        interruption.raise(SIGTERM)
      }
      return .proceed
    }
    #expect(exchange.failure == .cancelled(signal: SIGTERM))
    #expect(raised.duration(to: .now) < CancellationTests.limit)
    #expect(server.waitForHangUp())
  }

  @Test func `hands over nothing more after the signal`() throws {
    let server = try LoopbackServer(.stream(lines: Array(repeating: "x", count: 10_000)))
    let interruption = Interruption()
    var count = 0
    _ = Exchange(post(server.url()), over: try interruption.makeTransport()) { event in
      guard case .bytes = event else { return .proceed }
      count += 1
      interruption.raise(SIGINT)
      return .proceed
    }
    #expect(count == 1)
  }

  @Test func `takes no notice of other signals`() throws {
    let server = try LoopbackServer(.stream(lines: ["a", "b"], pause: .milliseconds(30)))
    let interruption = Interruption()
    for signal in [SIGWINCH, SIGCONT, SIGTSTP, SIGUSR1] { interruption.raise(signal) }
    let exchange = Exchange(post(server.url()), over: try interruption.makeTransport())
    #expect(exchange.failure == nil)
    #expect(exchange.bodyText == "a\nb\n")
  }

  @Test func `can send again after a signal`() throws {
    let interruption = Interruption()
    let server = try LoopbackServer { request in
      guard request.index == 0 else { return .json("2") }
      interruption.raise(SIGINT)
      return .silence
    }
    let transport = try interruption.makeTransport()
    let first = Exchange(post(server.url()), over: transport)
    #expect(first.failure == .cancelled(signal: SIGINT))
    #expect(Exchange(post(server.url()), over: transport).bodyText == "2")
  }

  @Test func `leaves a signal that follows a stop to the next send`() throws {
    let server = try LoopbackServer(
      .stream(lines: ["a", "b"], pause: .milliseconds(5)),
      .json("2")
    )
    let interruption = Interruption()
    let transport = try interruption.makeTransport()
    let first = Exchange(post(server.url()), over: transport) { _ in
      interruption.raise(SIGINT)
      return .stop
    }
    #expect(first.failure == nil)
    let second = Exchange(post(server.url()), over: transport)
    #expect(second.failure == .cancelled(signal: SIGINT))
  }

  /// Raises the signal later, on a thread of its own; the result waits for the moment when that happened.
  private func raise(
    _ signal: Int32,
    through interruption: Interruption,
    after delay: Duration
  ) -> () -> SuspendingClock.Instant {
    let raised = Moment()
    LoopbackThread.start {
      _ = LoopbackThread.waits(within: delay) { false }
      raised.note()
      interruption.raise(signal)
    }
    return { raised.instant }
  }
}
