import CurlTransport
import Session
import Synchronization
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// One send and everything that came of it.
struct Exchange {
  var heads: [HTTPResponseHead] = []
  var body: [UInt8] = []
  var pieceCount = 0
  /// What came of requests beside it.
  var responses: [Result<HTTPResponse, TransportFailure>] = []
  var failure: TransportFailure?
  var elapsed = Duration.zero

  var bodyText: String { String(decoding: body, as: UTF8.self) }
  var head: HTTPResponseHead? { heads.first }

  /// Sends over `transport`, or over a new one that nothing interrupts; `decide` sees each event.
  init(
    _ request: HTTPRequest,
    over transport: CurlTransport? = nil,
    limits: TransferLimits = .init(),
    decide: (TransferEvent) -> TransferDecision = { _ in .proceed }
  ) {
    let start = SuspendingClock.now
    do throws(TransportFailure) {
      let fresh = transport == nil ? try makeTransport() : nil
      try (transport ?? fresh)?.send(request, limits: limits) { event in
        switch event {
        case .head(let head): heads.append(head)
        case .bytes(let bytes):
          body += bytes
          pieceCount += 1
        case .response(let response, _): responses.append(response)
        }
        return decide(event)
      }
    } catch {
      failure = error
    }
    elapsed = start.duration(to: .now)
  }
}

/// A transport that nothing interrupts.
func makeTransport() throws(TransportFailure) -> CurlTransport {
  try CurlTransport(userAgent: "chat/test", interruptDescriptor: nil) { nil }
}

/// A prompt for `url`.
func post(_ url: String, _ body: String = #"{"prompt":"hi"}"#) -> HTTPRequest {
  HTTPRequest(
    method: "POST",
    url: url,
    headerFields: [HTTPHeaderField("Content-Type", "application/json")],
    body: Array(body.utf8)
  )
}

/// Stands in for the signal pipe, which would belong to the whole process and so to all tests at once.
final class Interruption: Sendable {
  let descriptor: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    (descriptor, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  func raise(_ signal: Int32) {
    var byte = UInt8(signal)
    _ = write(writeEnd, &byte, 1)
  }

  func makeTransport() throws -> CurlTransport {
    let descriptor = descriptor
    return try CurlTransport(userAgent: "chat/test", interruptDescriptor: descriptor) {
      [self] in
      var byte: UInt8 = 0
      return read(self.descriptor, &byte, 1) == 1 ? Int32(byte) : nil
    }
  }
}

/// A moment that one thread notes and another reads.
final class Moment: Sendable {
  private let noted = Mutex<SuspendingClock.Instant?>(nil)

  func note() {
    noted.withLock { $0 = .now }
  }

  /// The moment; the present one when none was noted.
  var instant: SuspendingClock.Instant {
    noted.withLock { $0 } ?? .now
  }
}
