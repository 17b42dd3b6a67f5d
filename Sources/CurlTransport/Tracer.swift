internal import CLibCurl
internal import Session

/// Makes lines of what libcurl tells of a transfer (`CURLOPT_DEBUGFUNCTION`).
///
/// Of libcurl's own words only those pass that are known to be facts about the connection; others repeat header fields.
final class Tracer {
  private static let facts = [
    "Trying ", "Connected to ", "Re-using existing connection", "Connection #", "CONNECT ",
    "Establish HTTP proxy tunnel", "Proxy replied ", "Opened SOCKS", "SOCKS", "ALPN", "SSL ",
    "subject: ", "start date: ", "expire date: ", "issuer: ", "subjectAltName: ",
    "using HTTP", "Using HTTP", "HTTP/2 ", "CAfile: ",
  ]

  private let emit: (TraceRecord) -> Void
  private var sentCount = 0
  private var receivedCount = 0

  init(_ emit: @escaping (TraceRecord) -> Void) {
    self.emit = emit
  }

  /// The tracer behind the last argument of the callback.
  static func at(_ context: UnsafeMutableRawPointer?) -> Tracer {
    guard let context else { preconditionFailure("a callback without its tracer") }
    return Unmanaged<Tracer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Takes what libcurl tells.
  func take(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    switch kind {
    case CURLINFO_TEXT:
      let words = String(decoding: bytes, as: UTF8.self).drop { $0 == " " || $0 == "*" }
      guard Self.facts.contains(where: words.hasPrefix) else { return }
      for line in words.split(whereSeparator: \.isNewline) { emit(.fact(String(line))) }
    case CURLINFO_HEADER_OUT: for line in Self.lines(bytes) { emit(.sent(line)) }
    case CURLINFO_HEADER_IN: for line in Self.lines(bytes) { emit(.received(line)) }
    case CURLINFO_DATA_OUT: sentCount += bytes.count
    case CURLINFO_DATA_IN: receivedCount += bytes.count
    default: break
    }
  }

  /// Tells how large the bodies were and how long the parts took, in microseconds.
  func end(_ times: [(String, Int)]) {
    let parts = times.filter { $0.1 > 0 }.map { "\($0.0) after \($0.1 / 1_000) ms" }
    let sizes = "\(sentCount) bytes of body sent, \(receivedCount) received"
    emit(.fact(([sizes] + parts).joined(separator: ", ")))
  }

  private static func lines(_ bytes: UnsafeRawBufferPointer) -> [String] {
    bytes.split(separator: 0x0A).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line[...], as: UTF8.self)
    }.filter { !$0.isEmpty }
  }
}
