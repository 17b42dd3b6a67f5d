import Session
import Testing

@testable import CurlTransport

/// What libcurl's codes mean, also those that no loopback server can cause.
///
/// Numbers are those of libcurl-errors(3).
@Suite struct CurlOutcomeTests {
  static let url = "https://chat.example.com/api"

  @Test(
    arguments: [
      (3, "Bad URL", .badURL(reason: "Bad URL")),
      (5, "Could not resolve proxy: proxy.example.com", .unknownProxy("proxy.example.com")),
      (6, "Could not resolve host", .unknownHost("chat.example.com")),
      (7, "no route", .cannotConnect(to: "chat.example.com:443", reason: "no route")),
      (97, "SOCKS failed", .cannotConnect(to: "chat.example.com:443", reason: "SOCKS failed")),
      (35, "handshake", .tls(reason: "handshake")),
      (58, "no such file", .clientCertificate(reason: "no such file")),
      (60, "certificate", .certificate(CertificateFailure(.other, reason: "certificate"))),
      (77, "CA file", .tls(reason: "CA file")),
      (52, "Empty reply from server", .noAnswer),
      (55, "Send failure: Broken pipe", .noAnswer),
      (56, "Recv failure: Connection reset by peer", .noAnswer),
      (
        56, "SSL_read: tlsv13 alert certificate required",
        .tls(reason: "SSL_read: tlsv13 alert certificate required")
      ),
      (65, "necessary data rewind was not possible", .noAnswer),
      (2, "initialization", .other(code: 2, reason: "initialization")),
      (27, "Out of memory", .other(code: 27, reason: "Out of memory")),
      (1, "Protocol not supported", .badURL(reason: "Protocol not supported")),
      (9999, "of a later version", .other(code: 9999, reason: "of a later version")),
    ] as [(UInt32, String, TransportFailure)]
  )
  func `before an answer`(code: UInt32, reason: String, expected: TransportFailure) {
    let outcome = CurlOutcome(code: code, reason: reason, url: CurlOutcomeTests.url)
    #expect(outcome.failure == expected)
  }

  @Test(
    arguments: [
      (0, "", nil),
      (16, "framing", .interrupted(reason: "framing")),
      (18, "3 bytes remaining", .interrupted(reason: "3 bytes remaining")),
      (56, "reset", .interrupted(reason: "reset")),
      (92, "stream was not closed cleanly", .interrupted(reason: "stream was not closed cleanly")),
      (
        56, "Illegal size in chunked-encoding",
        .protocolViolation(reason: "Illegal size in chunked-encoding")
      ),
      (8, "Nul byte in header", .protocolViolation(reason: "Nul byte in header")),
      (61, "unknown encoding", .protocolViolation(reason: "unknown encoding")),
      (
        23, "failed writing",
        .protocolViolation(reason: "bytes follow the end of the compressed body")
      ),
    ] as [(UInt32, String, TransportFailure?)]
  )
  func `in the middle of an answer`(code: UInt32, reason: String, expected: TransportFailure?) {
    let outcome = CurlOutcome(
      code: code,
      reason: reason,
      isConnected: true,
      progress: .headComplete
    )
    #expect(outcome.failure == expected)
  }

  @Test(
    arguments: [
      (0, "", .interrupted(reason: "the header fields end early")),
      (1, "Received HTTP/0.9 when not allowed", .notHTTP),
      (27, "Out of memory", .protocolViolation(reason: "a header field is too large")),
      (100, "Too large", .protocolViolation(reason: "a header field is too large")),
      (
        56, "Too large response headers",
        .protocolViolation(reason: "the header fields are too large")
      ),
    ] as [(UInt32, String, TransportFailure)]
  )
  func `inside the head`(code: UInt32, reason: String, expected: TransportFailure) {
    let outcome = CurlOutcome(code: code, reason: reason, isConnected: true, progress: .insideHead)
    #expect(outcome.failure == expected)
  }

  @Test func `a proxy that cannot be reached is named instead of the host`() {
    let reason = "Failed to connect to proxy.example.com port 3128 after 2 ms: no"
    let outcome = CurlOutcome(
      code: 7,
      reason: reason,
      systemError: 111,
      url: CurlOutcomeTests.url
    )
    guard case .cannotConnect(let end, _) = outcome.failure else {
      Issue.record("\(String(describing: outcome.failure))")
      return
    }
    #expect(end == "proxy.example.com:3128")
  }

  @Test func `a refusing proxy is no connection`() {
    let outcome = CurlOutcome(
      code: 56,
      reason: "CONNECT tunnel failed, response 407",
      proxyStatus: 407,
      url: CurlOutcomeTests.url
    )
    #expect(
      outcome.failure == .proxyRefused(status: 407)
    )
  }

  @Test(arguments: [
    ("http://h.example.com/x", "h.example.com", "h.example.com:80"),
    ("HTTPS://u:p@h.example.com:8443/x?y=a:b", "h.example.com", "h.example.com:8443"),
    ("http://[::1]:80/", "[::1]", "[::1]:80"),
    ("nonsense nonsense", "nonsense nonsense", "nonsense nonsense"),
  ])
  func `names host and port without secrets`(url: String, host: String, both: String) {
    let parts = CurlURL(url)
    #expect(parts.host == host)
    #expect(parts.hostAndPort == both)
  }
}
