import Session
import TestSupport
import Testing
import WireFormats

@Suite struct RetryingTransportTests {
  /// What came of one request.
  private final class Run {
    var waits: [Int] = []
    var words: [String] = []
    var statuses: [Int] = []
    var failure: TransportFailure?
    let base: ScriptedTransport

    /// Sends a prompt over a transport that plays the scripts; `random` is always the same.
    init(
      _ scripts: [[ScriptedTransport.Step]],
      retries: Int = 2,
      key: String? = nil,
      random: Double = 0.5,
      limits: TransferLimits = TransferLimits(),
      interruptsAt interrupted: Int? = nil
    ) {
      base = ScriptedTransport(playing: scripts)
      let clock = ManualClock()
      let transport = RetryingTransport(
        over: base,
        retries: retries,
        idempotencyHeader: key,
        RetryingTransport.Surroundings(
          random: { random },
          now: clock.now,
          pause: { [unowned self] (millis, words) throws(TransportFailure) in
            waits.append(millis)
            self.words.append(words)
            if waits.count == interrupted { throw .cancelled(signal: 2) }
            clock.advance(by: millis)
          }
        )
      )
      let request = HTTPRequest(
        method: "POST",
        url: "https://chat.example.com/chat",
        headerFields: [],
        body: []
      )
      do throws(TransportFailure) {
        try transport.send(request, limits: limits) { event in
          if case .head(let head) = event { statuses.append(head.status) }
          return .proceed
        }
      } catch {
        failure = error
      }
    }
  }

  @Test(arguments: [
    400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502, 503, 504, 599,
  ])
  func `only some statuses are worth another try`(status: Int) {
    let isRetried = [408, 429, 502, 503, 504].contains(status)
    let run = Run(Array(repeating: [.head(status), .text("no")], count: isRetried ? 3 : 1))
    #expect(run.base.requests.count == (isRetried ? 3 : 1))
    #expect(run.waits == (isRetried ? [500, 1_000] : []))
    #expect(run.statuses == [status])
    #expect(run.base.isUsedUp)
  }

  @Test(
    arguments: [
      .cannotConnect(to: "h:1", reason: "no"), .unknownHost("h"), .unknownProxy("p"),
      .timedOut(.connect, seconds: 10),
    ] as [TransportFailure]
  )
  func `a connection that does not come about is tried again`(failure: TransportFailure) {
    let run = Run([[.fail(failure)], [.fail(failure)], [.head(200), .text("yes")]])
    #expect(run.failure == nil)
    #expect(run.statuses == [200])
    #expect(run.words[0] == "retrying in 0.5 s (no connection) …")
    #expect(Run([[.fail(failure)]], retries: 0).failure == failure)
  }

  @Test(
    arguments: [
      .noAnswer, .interrupted(reason: "reset"), .tls(reason: "no"),
      .timedOut(.firstByte, seconds: 1),
      .socket(path: "/s", .missing), .cancelled(signal: 2),
    ] as [TransportFailure]
  )
  func `what the backend may have begun to answer is not sent again`(failure: TransportFailure) {
    let run = Run([[.fail(failure)]])
    #expect(run.failure == failure)
    #expect(run.waits.isEmpty)
  }

  @Test func `an answer that has begun is not asked for again`() {
    let failure = TransportFailure.interrupted(reason: "reset")
    let run = Run([[.head(200), .text("Le"), .fail(failure)]], key: "Idempotency-Key")
    #expect(run.failure == failure)
    #expect(run.base.requests.count == 1)
  }

  @Test func `with an idempotency key a lost request is sent again, with the same key`() {
    let run = Run([[.fail(.noAnswer)], [.head(200)]], key: "Idempotency-Key")
    let fields = run.base.requests.map(\.headerFields)
    #expect(run.failure == nil)
    #expect(fields.count == 2 && fields[0] == fields[1])
    #expect(fields[0].map(\.name) == ["Idempotency-Key"])
    #expect(fields[0].first?.value.count == 32)
  }

  @Test(
    arguments: [
      ("2", 2_000), ("0", 0), ("120", 120_000), ("121", nil), ("3600", nil), ("-5", 500),
      ("1e9", 500), ("soon", 500), ("inf", 500), ("", 500),
      ("Sun, 06 Nov 1994 08:49:47 GMT", 10_000), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
      ("Sun, 06 Nov 1994 09:49:37 GMT", nil),
    ] as [(String, Int?)]
  )
  func `the wait that the backend asks for is kept, up to two minutes`(asked: String, wait: Int?) {
    let fields = ["Retry-After": asked, "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
    let run = Run([[.head(429, fields)]] + (wait == nil ? [] : [[.head(200)]]))
    #expect(run.waits == [wait].compactMap(\.self))
    #expect(run.statuses == [wait == nil ? 429 : 200])
  }

  @Test func `waits double up to 8 s, a quarter more or less`() {
    func waits(_ random: Double) -> [Int] {
      Run(Array(repeating: [.head(503)], count: 8), retries: 7, random: random).waits
    }
    #expect(waits(0.5) == [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
    #expect(waits(0) == [375, 750, 1_500, 3_000, 6_000, 8_000, 8_000])
    #expect(waits(0.999_999) == [624, 1_249, 2_499, 4_999, 8_000, 8_000, 8_000])
  }

  @Test func `a signal ends the wait`() {
    let run = Run([[.head(503)]], interruptsAt: 1)
    #expect(run.failure == .cancelled(signal: 2))
    #expect(run.statuses.isEmpty)
    #expect(run.words == ["retrying in 0.5 s (503) …"])
  }

  @Test func `all tries share the time for the whole`() {
    let limits = TransferLimits(total: 1.2)
    let run = Run([[.head(503)], [.head(503)]], limits: limits)
    #expect(run.waits == [500])
    #expect(run.statuses == [503])
    #expect(run.base.limits.map(\.total) == [1.2, 0.7])
  }
}
