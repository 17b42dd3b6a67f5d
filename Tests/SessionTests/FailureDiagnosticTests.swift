import CommandLine
import Conversation
import Session
import TerminalText
import TestSupport
import Testing
import WireFormats

/// Every failure in words, with the status that the program ends with.
@Suite struct FailureDiagnosticTests {
  private static let url = "https://me:geheim@chat.example.com:8443/rest/chat?api_key=geheim&n=1"

  /// A listing of failures, each with its exit status and its lines.
  private func listing(_ failures: [(String, ExchangeFailure)]) -> String {
    failures.map { title, failure in
      let diagnostic = failure.diagnostic(url: Self.url)
      let lines = diagnostic.lines.map { "\($0)\n" }.joined()
      return "# \(title): exit status \(diagnostic.exitStatus.rawValue)\n\(lines)"
    }.joined(separator: "\n")
  }

  @Test func `of the transfer`() {
    let failures: [(String, TransportFailure)] = [
      ("bad URL", .badURL(reason: "Port number was not a decimal number between 0 and 65535")),
      ("unknown host", .unknownHost("chat.example.com")),
      ("unknown proxy", .unknownProxy("proxy.example.com")),
      ("no connection", .cannotConnect(to: "127.0.0.1:9", reason: "Connection refused")),
      ("proxy wants a password", .proxyRefused(status: 407)),
      ("proxy forbids", .proxyRefused(status: 403)),
      ("proxy fails", .proxyRefused(status: 502)),
      ("no socket", .socket(path: "/run/chat.sock", .missing)),
      ("another file", .socket(path: "/run/chat.sock", .notASocket)),
      ("somebody else's socket", .socket(path: "/run/chat.sock", .forbidden)),
      ("stale socket", .socket(path: "/run/chat.sock", .stale)),
      ("other socket", .socket(path: "/run/chat.sock", .other(reason: "No buffer space"))),
      (
        "expired",
        .certificate(
          CertificateFailure(.expired, reason: "", end: "Feb  1 00:00:00 2020 GMT")
        )
      ),
      ("not yet valid", .certificate(CertificateFailure(.notYetValid, reason: ""))),
      (
        "another host",
        .certificate(
          CertificateFailure(.otherHost, reason: "", names: ["a.example.com", "b.example.com"])
        )
      ),
      (
        "unknown issuer",
        .certificate(
          CertificateFailure(.unknownIssuer, reason: "", issuer: "Example Proxy CA")
        )
      ),
      ("self-signed", .certificate(CertificateFailure(.selfSigned, reason: ""))),
      (
        "other certificate",
        .certificate(
          CertificateFailure(.other, reason: "certificate revoked")
        )
      ),
      ("our certificate", .clientCertificate(reason: "could not load PEM client certificate")),
      ("authorities", .authorities(path: "/etc/ssl/company.pem")),
      ("TLS", .tls(reason: "error:0A000410:SSL routines::sslv3 alert handshake failure")),
      ("no TLS", .tls(reason: "error:0A00010B:SSL routines::wrong version number")),
      ("old TLS", .tls(reason: "error:0A00042E:SSL routines::tlsv1 alert protocol version")),
      ("client certificate", .tls(reason: "SSL_read: tlsv13 alert certificate required")),
      ("no answer", .noAnswer),
      ("interrupted", .interrupted(reason: "transfer closed with outstanding read data remaining")),
      ("not HTTP", .notHTTP),
      ("protocol violation", .protocolViolation(reason: "a header field is too large")),
      ("time for the connection", .timedOut(.connect, seconds: 10)),
      ("time for the first byte", .timedOut(.firstByte, seconds: 120)),
      ("time between bytes", .timedOut(.idle, seconds: 60)),
      ("time for progress", .timedOut(.progress, seconds: 300)),
      ("time for everything", .timedOut(.total, seconds: 2.5)),
      ("time without bounds", .timedOut(.total, seconds: .infinity)),
      ("too large", .tooLarge(limit: 64 << 20)),
      ("cancelled", .cancelled(signal: 2)),
      ("other", .other(code: 43, reason: "A libcurl function was given a bad argument")),
    ]
    let listing = listing(failures.map { ($0, .transport($1)) })
    expectGolden(listing, named: "diagnostics/transfer.txt")
  }

  @Test func `of the backend`() {
    var failures: [(String, BackendError)] = [
      400, 401, 402, 403, 404, 405, 408, 410, 413, 422, 429, 500, 501, 502, 503, 504, 599,
    ].map { (status: Int) in ("\(status)", BackendError(message: "", status: status)) }
    failures += [
      ("429 with a wait", BackendError(message: "", status: 429, retryAfterMillis: 1_500)),
      ("503 with a wait", BackendError(message: "", status: 503, retryAfterMillis: 90_000)),
      (
        "401 with its words",
        BackendError(message: "Token expired", code: "invalid_token", status: 401)
      ),
      (
        "202", BackendError(message: "the chat is busy", code: "queued", status: 202)
      ),
      ("in the answer", BackendError(message: "The model is overloaded")),
      ("in the answer, with a code", BackendError(message: "Too long", code: "context_length")),
      ("in the answer, without words", BackendError(message: "")),
    ]
    let listing = listing(failures.map { ($0, .backend($1)) })
    expectGolden(listing, named: "diagnostics/backend.txt")
  }

  @Test func `of the reply`() {
    let failures: [(String, ExchangeFailure)] = [
      ("cut off", .wire(.incomplete)),
      ("empty", .wire(.empty)),
      ("not UTF-8", .wire(.notUTF8)),
      ("a web page", .wire(.webPage(start: "<!DOCTYPE html>\n<html>\n<title>Log in</title>"))),
      (
        "another format",
        .wire(
          .notUnderstood(
            reason: "it is JSON, but no answer of Glean's",
            start: "{\"answer\": \"yes\"}"
          )
        )
      ),
      ("another format without a beginning", .wire(.notUnderstood(reason: "why", start: ""))),
      ("too long a line", .wire(.tooLong(limit: 16 << 20))),
      ("redirected", .redirected(status: 308, location: "https://chat.example.com/v2/chat")),
      ("redirected to nowhere", .redirected(status: 304, location: nil)),
    ]
    expectGolden(listing(failures), named: "diagnostics/reply.txt")
  }

  private static let hostile =
    "\u{1B}]52;c;x\u{7}\r\nchat: all is well\u{202E}"
    + String(repeating: "word ", count: 1_000)

  @Test func `with hostile words of the server`() {
    let words = Self.hostile
    let failures: [(String, ExchangeFailure)] = [
      ("bad URL", .transport(.badURL(reason: words))),
      ("host", .transport(.unknownHost(words))),
      ("proxy", .transport(.unknownProxy(words))),
      ("place", .transport(.cannotConnect(to: words, reason: words))),
      ("certificate", .transport(.tls(reason: words))),
      ("interruption", .transport(.interrupted(reason: words))),
      ("violation", .transport(.protocolViolation(reason: words))),
      ("other", .transport(.other(code: 1, reason: words))),
      ("message", .backend(BackendError(message: words, code: words, status: 400))),
      ("in the answer", .backend(BackendError(message: words, code: words))),
      ("web page", .wire(.webPage(start: words))),
      ("format", .wire(.notUnderstood(reason: words, start: words))),
      ("redirect", .redirected(status: 301, location: words)),
    ]
    expectGolden(listing(failures), named: "diagnostics/hostile.txt")
    for (title, failure) in failures {
      for line in failure.diagnostic(url: words).lines {
        #expect(Sanitizer.sanitized(line, in: .exact) == line, "\(title)")
        #expect(line.unicodeScalars.count <= 500, "\(title): \(line.count)")
      }
    }
  }

  @Test(arguments: ["", "chat.example.com", "https://", "https://geheim@"])
  func `an unreadable URL is not shown`(url: String) {
    let lines = ExchangeFailure.wire(.empty).diagnostic(url: url).lines
    #expect(lines == ["chat: no answer: the reply is empty", "check the URL: unreadable URL"])
  }

  @Test(arguments: [
    ("http://localhost", "localhost"), ("http://[::1]:80/x", "[::1]:80"),
    ("https://u:p@h.example.com?x=/y", "h.example.com"),
  ])
  func `the host is named as the URL has it`(url: String, host: String) {
    let diagnostic = ExchangeFailure.transport(.noAnswer).diagnostic(url: url)
    #expect(diagnostic.summary == "no answer from \(host): it ended the connection")
  }
}
