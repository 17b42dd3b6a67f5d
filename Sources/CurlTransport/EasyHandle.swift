internal import CLibCurl
internal import Session
internal import WireFormats

/// Owns the easy handle of one transfer, its list of header fields and its error buffer.
///
/// What libcurl does not do by default stays so: it follows no redirect, reads no netrc file and keeps no
/// cookies. HTTP/2 comes from the TLS handshake.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private var headerFields: UnsafeMutablePointer<curl_slist>?
  private let errorBuffer: UnsafeMutablePointer<CChar>
  /// Kept alive, because the callbacks hold it unretained.
  private let transfer: Transfer
  private let url: String
  private let route: Route
  private let tracer: Tracer?

  /// What holds for all transfers of a transport.
  struct Options {
    var userAgent: String
    var route: Route
    var trace: ((TraceRecord) -> Void)?
  }

  init(
    _ request: HTTPRequest,
    options: Options,
    transfer: Transfer
  ) throws(TransportFailure) {
    guard let pointer = curl_easy_init() else {
      throw .other(code: Int(CURLE_FAILED_INIT.rawValue), reason: "libcurl could not be started")
    }
    self.pointer = pointer
    self.transfer = transfer
    url = request.url
    route = options.route
    tracer = options.trace.map(Tracer.init)
    errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try setConstants()
    try set(request, userAgent: options.userAgent)
    try setRoute()
    try setCallbacks()
    try setTracer()
  }

  deinit {
    tracer?.end(times)
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headerFields)
    errorBuffer.deallocate()
  }

  /// Whether the connection stands, TLS included, and the request is on its way.
  var isConnected: Bool {
    var microseconds: curl_off_t = 0
    return chat_curl_get_connected_time(pointer, &microseconds) == CURLE_OK && microseconds > 0
  }

  /// Everything that is known about a transfer that ended with `code`.
  func outcome(_ code: CURLcode, of transfer: Transfer) -> CurlOutcome {
    var systemError = 0
    var proxyStatus = 0
    chat_curl_get_system_error(pointer, &systemError)
    chat_curl_get_proxy_status(pointer, &proxyStatus)
    var verifyResult = 0
    chat_curl_get_verify_result(pointer, &verifyResult)
    let words = String(cString: errorBuffer)
    return CurlOutcome(
      code: code.rawValue,
      reason: words.isEmpty ? String(cString: curl_easy_strerror(code)) : words,
      systemError: Int32(truncatingIfNeeded: systemError),
      proxyStatus: proxyStatus,
      verifyResult: verifyResult,
      socket: route.socket,
      authorities: route.authorities,
      url: url,
      isConnected: isConnected,
      progress: transfer.progress
    )
  }

  private func setConstants() throws(TransportFailure) {
    try check(chat_curl_leave_signals_alone(pointer))
    // Only a comfort, and unknown to a library older than the headers.
    chat_curl_leave_lookups_behind(pointer)
    try check(chat_curl_allow_only_http(pointer))
    try check(chat_curl_accept_every_encoding(pointer))
    try check(chat_curl_hide_proxy_answers(pointer))
    try check(chat_curl_drop_connect_timeout(pointer))
    try check(chat_curl_use_modern_tls(pointer))
    try check(chat_curl_set_error_buffer(pointer, errorBuffer))
  }

  private func set(_ request: HTTPRequest, userAgent: String) throws(TransportFailure) {
    try check(chat_curl_set_url(pointer, request.url))
    try check(chat_curl_set_user_agent(pointer, userAgent))
    if request.sendsBody {
      try check(chat_curl_send_body(pointer))
      try check(chat_curl_set_body_size(pointer, curl_off_t(request.body.count)))
    } else if request.method == "HEAD" {
      try check(chat_curl_expect_no_body(pointer))
    }
    try check(chat_curl_set_method(pointer, request.method))
    for line in request.headerLines {
      guard let longer = curl_slist_append(headerFields, line) else {
        throw failure(CURLE_OUT_OF_MEMORY)
      }
      headerFields = longer
    }
    try check(chat_curl_set_header_fields(pointer, headerFields))
  }

  private func setRoute() throws(TransportFailure) {
    let settings: [(String?, (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> CURLcode)] = [
      (route.proxy, chat_curl_set_proxy), (route.socket, chat_curl_set_socket),
      (route.authorities, chat_curl_set_authorities),
      (route.certificate, chat_curl_set_certificate), (route.key, chat_curl_set_key),
      (route.keyPassword, chat_curl_set_key_password),
    ]
    for case (let text?, let set) in settings { try check(set(pointer, text)) }
    // A library without proxies over TLS does not know it.
    if let file = route.authorities { chat_curl_set_proxy_authorities(pointer, file) }
    guard route.isInsecure else { return }
    try check(chat_curl_trust_any_issuer(pointer))
    try check(chat_curl_trust_any_name(pointer))
  }

  private func setTracer() throws(TransportFailure) {
    guard let tracer else { return }
    try check(chat_curl_set_debug_context(pointer, Unmanaged.passUnretained(tracer).toOpaque()))
    try check(
      chat_curl_set_debug_callback(pointer) { _, kind, bytes, count, context in
        Tracer.at(context).take(kind, UnsafeRawBufferPointer(start: bytes, count: count))
        return 0
      }
    )
    try check(chat_curl_tell_everything(pointer))
  }

  private var times: [(String, Int)] {
    [
      ("connected", Int(chat_curl_connect_time(pointer))),
      ("secured", Int(chat_curl_tls_time(pointer))),
      ("answered", Int(chat_curl_answer_time(pointer))),
      ("ended", Int(chat_curl_total_time(pointer))),
    ]
  }

  /// Has the connection made only to see the server's certificate.
  func onlyLooks() throws(TransportFailure) {
    try check(chat_curl_only_connect(pointer))
    try check(chat_curl_keep_certificates(pointer))
  }

  private func setCallbacks() throws(TransportFailure) {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    try check(chat_curl_set_read_context(pointer, context))
    try check(
      chat_curl_set_read_callback(pointer) { buffer, size, count, context in
        let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        return Transfer.at(context).copyBody(to: room)
      }
    )
    // Refuses to send the body a second time.
    try check(chat_curl_set_seek_callback(pointer) { _, _, _ in CURL_SEEKFUNC_CANTSEEK })
    try check(chat_curl_set_header_context(pointer, context))
    try check(
      chat_curl_set_header_callback(pointer) { bytes, size, count, context in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.at(context).take(headLine: [UInt8](line)) ? line.count : 0
      }
    )
    try check(chat_curl_set_write_context(pointer, context))
    try check(
      chat_curl_set_write_callback(pointer) { bytes, size, count, context in
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.at(context).take(bodyBytes: piece) ? piece.count : 0
      }
    )
  }

  private func check(_ code: CURLcode) throws(TransportFailure) {
    guard code == CURLE_OK else { throw failure(code) }
  }

  private func failure(_ code: CURLcode) -> TransportFailure {
    .other(code: Int(code.rawValue), reason: String(cString: curl_easy_strerror(code)))
  }
}
