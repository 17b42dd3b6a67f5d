import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// What is called while a transfer waits.
@Suite struct WaitingTests {
  @Test func `whoever shows that it waits is called as often as it wants`() throws {
    let server = try LoopbackServer(.silence)
    let calls = Calls()
    let transport = try CurlTransport(
      userAgent: "test",
      interruptDescriptor: nil,
      nextSignal: { nil },
      whileWaiting: { calls.note() }
    )
    let exchange = Exchange(post(server.url()), over: transport, limits: .init(firstByte: 0.3))
    #expect(exchange.failure == .timedOut(.firstByte, seconds: 0.3))
    // Every 10 ms in 300, and no loop that never waits.
    #expect((5...60).contains(calls.count), "\(calls.count)")
  }

  private final class Calls {
    private(set) var count = 0

    func note() -> Int? {
      count += 1
      return 10
    }
  }
}
