internal import CLibCurl
internal import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// How a transfer ended in libcurl's words, and what that means in ours.
///
/// Codes are from libcurl-errors(3). One code can have several meanings, which the words and the progress
/// tell apart; and some words mislead, so that ours take their place.
struct CurlOutcome {
  /// The `CURLcode`.
  var code: UInt32
  /// The words of the error buffer.
  var reason = ""
  /// The system's error number, or 0.
  var systemError: Int32 = 0
  /// The status of a proxy's answer to CONNECT, or 0.
  var proxyStatus = 0
  /// Why the TLS library does not trust the server's certificate, or 0.
  var verifyResult = 0
  /// The Unix socket that was to be connected to.
  var socket: String?
  /// The file of the authorities that are trusted.
  var authorities: String?
  /// The request's URL.
  var url = ""
  /// Whether the connection stood.
  var isConnected = false
  /// How far the response came.
  var progress = Transfer.Progress.nothing

  /// The failure, or `nil` when the response came to its end.
  var failure: TransportFailure? {
    if let socketFailure { return socketFailure }
    return switch CURLcode(rawValue: code) {
    case CURLE_OK:
      progress == .headComplete ? nil : lost(because: "the header fields end early")
    case CURLE_URL_MALFORMAT:
      .badURL(reason: reason)
    case CURLE_UNSUPPORTED_PROTOCOL:
      isConnected ? .notHTTP : .badURL(reason: reason)
    case CURLE_COULDNT_RESOLVE_PROXY:
      .unknownProxy(lastWord)
    case CURLE_COULDNT_RESOLVE_HOST:
      .unknownHost(CurlURL(url).host)
    case CURLE_COULDNT_CONNECT, CURLE_PROXY:
      noConnection
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND, CURLE_PARTIAL_FILE,
      CURLE_HTTP2, CURLE_HTTP2_STREAM:
      lost(because: reason)
    case CURLE_RECV_ERROR:
      receiveFailure
    default:
      tlsFailure ?? protocolFailure ?? .other(code: Int(code), reason: reason)
    }
  }

  /// The connection ended too early: before any answer, or in the middle of it.
  private func lost(because reason: String) -> TransportFailure {
    progress == .nothing ? .noAnswer : .interrupted(reason: reason)
  }

  private var noConnection: TransportFailure {
    if proxyStatus >= 300 { return .proxyRefused(status: proxyStatus) }
    let cause = systemError == 0 ? reason : String(cString: strerror(systemError))
    return .cannotConnect(to: refusingEnd ?? CurlURL(url).hostAndPort, reason: cause)
  }

  /// The host and port that libcurl names in "Failed to connect to HOST port PORT"; it can be a proxy.
  private var refusingEnd: String? {
    let words = reason.split(separator: " ")
    guard words.count > 5, words.prefix(3) == ["Failed", "to", "connect"], words[5] == "port",
      let port = words.dropFirst(6).first
    else { return nil }
    return "\(words[4]):\(port)"
  }

  /// `CURLE_RECV_ERROR` is anything between a reset connection and a wrong chunk.
  private var receiveFailure: TransportFailure {
    // TLS 1.3 tells only after the handshake that it wants a client certificate.
    if reason.contains("alert") { return .tls(reason: reason) }
    if proxyStatus != 0 && proxyStatus / 100 != 2 && progress == .nothing { return noConnection }
    if reason.contains("chunk") { return .protocolViolation(reason: reason) }
    if reason.contains("Too large") {
      return .protocolViolation(reason: "the header fields are too large")
    }
    return lost(because: reason)
  }

  private var tlsFailure: TransportFailure? {
    if let certificateFailure { return .certificate(certificateFailure) }
    return switch CURLcode(rawValue: code) {
    case CURLE_SSL_CERTPROBLEM: .clientCertificate(reason: reason)
    case CURLE_SSL_CACERT_BADFILE:
      authorities.map { .authorities(path: $0) } ?? .tls(reason: reason)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
      CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED,
      CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      .tls(reason: reason)
    default:
      nil
    }
  }

  private var protocolFailure: TransportFailure? {
    switch CURLcode(rawValue: code) {
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      .protocolViolation(reason: reason)
    // libcurl's "failed writing" is about the bytes that its decompressor was left with.
    case CURLE_WRITE_ERROR:
      .protocolViolation(reason: "bytes follow the end of the compressed body")
    // libcurl's "out of memory" is its limit for one field; newer versions have code 100 for it.
    case CURLE_OUT_OF_MEMORY where isConnected, CURLcode(rawValue: 100):
      .protocolViolation(reason: "a header field is too large")
    default:
      nil
    }
  }

  /// What stands behind the last colon of the reason, such as a name that has no address.
  private var lastWord: String {
    reason.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? reason
  }
}
