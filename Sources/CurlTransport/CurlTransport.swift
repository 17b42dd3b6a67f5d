internal import CLibCurl
public import HostSystem
public import Session
public import WireFormats

/// The transport over libcurl: one send at a time, in a poll loop that also watches for signals and carries the requests
/// beside it.
///
/// Connections are kept and used again by later sends of the same object, so one object serves a whole
/// conversation. It is used from one thread, and `receive` must not send on it again.
///
/// SIGPIPE must be ignored by the program before the first send: libcurl is told to leave signals alone, and
/// a TLS connection that the server closed would otherwise end the process.
public final class CurlTransport: Transport {
  private let multi: UnsafeMutableRawPointer
  private let options: EasyHandle.Options
  private let interruptDescriptor: Int32?
  private let nextSignal: () -> Int32?
  private let whileWaiting: () -> Int?

  /// A transport that `signals` can cancel, and that names itself `userAgent`, such as `chat/1.0`.
  ///
  /// `trace` gets the lines of what goes over the wire, with the secrets in them. `whileWaiting` is called before each wait,
  /// and again after the milliseconds that it returns.
  public convenience init(
    signals: SignalPipe?,
    userAgent: String,
    route: Route = Route(),
    trace: ((TraceRecord) -> Void)? = nil,
    whileWaiting: @escaping () -> Int? = { nil }
  ) throws(TransportFailure) {
    try self.init(
      userAgent: userAgent,
      route: route,
      trace: trace,
      interruptDescriptor: signals?.descriptor,
      nextSignal: { signals?.next() },
      whileWaiting: whileWaiting
    )
  }

  /// A transport that is cancelled when `interruptDescriptor` becomes readable and `nextSignal` then gives
  /// SIGINT, SIGTERM, SIGHUP or SIGQUIT; other signals are taken and forgotten.
  public init(
    userAgent: String,
    route: Route = Route(),
    trace: ((TraceRecord) -> Void)? = nil,
    interruptDescriptor: Int32?,
    nextSignal: @escaping () -> Int32?,
    whileWaiting: @escaping () -> Int? = { nil }
  ) throws(TransportFailure) {
    guard libraryStart == CURLE_OK, let multi = curl_multi_init() else {
      throw .other(code: Int(libraryStart.rawValue), reason: "libcurl could not be started")
    }
    self.multi = multi
    options = EasyHandle.Options(userAgent: userAgent, route: route, trace: trace)
    self.interruptDescriptor = interruptDescriptor
    self.nextSignal = nextSignal
    self.whileWaiting = whileWaiting
  }

  /// The versions of libcurl and of its TLS library, such as `7.88.1` and `OpenSSL/3.0.15` (`curl_version_info`).
  public static var libraryVersions: (curl: String, tls: String?) {
    guard let info = curl_version_info(CURLVERSION_FIRST)?.pointee else { return ("unknown", nil) }
    return (
      info.version.map { String(cString: $0) } ?? "unknown",
      info.ssl_version.map { String(cString: $0) }
    )
  }

  deinit {
    curl_multi_cleanup(multi)
  }

  /// Sends `request` over a new or a kept connection.
  ///
  /// A body is sent at most once: where libcurl would send it again by itself, because a kept connection
  /// died, the failure is `.noAnswer`. The caller decides about trying again (RFC 9110 section 9.2.2).
  ///
  /// A field whose name is not a token, or whose value holds a control character, is refused with `.badURL`
  /// before any connection, and so are a method that is not a token and a URL that is not `http` or `https`.
  public func send(
    _ request: HTTPRequest,
    limits: TransferLimits,
    receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure) {
    try request.checkForSending()
    let result: Result<Void, TransportFailure> = withoutActuallyEscaping(receive) { receive in
      let transfer = Transfer(
        body: request.body,
        limits: limits,
        receive: receive,
        nextCancellation: nextCancellation
      )
      return Result { () throws(TransportFailure) in try run(request, as: transfer) }
    }
    if case .failure(.certificate(let failure)) = result {
      throw .certificate(completed(failure, request.url))
    }
    try result.get()
  }

  /// Waits so long, unless a signal ends the wait.
  public func pause(milliseconds: Int) throws(TransportFailure) {
    let end = SuspendingClock.now.advanced(by: .milliseconds(milliseconds))
    while true {
      if let signal = nextCancellation() { throw .cancelled(signal: signal) }
      guard SuspendingClock.now < end else { return }
      try poll(until: end)
    }
  }

  /// Looks once more at a certificate that is not trusted, to say whose it is; nothing is sent to its server.
  private func completed(_ failure: CertificateFailure, _ url: String) -> CertificateFailure {
    var options = options
    options.route.isInsecure = true
    options.trace = nil
    let request = HTTPRequest(method: "GET", url: url, headerFields: [], body: [])
    let limits = TransferLimits(connect: 2, total: 2)
    let transfer = Transfer(
      body: [],
      limits: limits,
      receive: { _ in .proceed },
      nextCancellation: { nil }
    )
    guard let handle = try? EasyHandle(request, options: options, transfer: transfer),
      (try? handle.onlyLooks()) != nil, curl_multi_add_handle(multi, handle.pointer) == CURLM_OK
    else { return failure }
    defer { curl_multi_remove_handle(multi, handle.pointer) }
    let sides = SideTransfers(multi: multi, options: options)
    var code: CURLcode?
    while code == nil, !transfer.isOver {
      var running: Int32 = 0
      guard curl_multi_perform(multi, &running) == CURLM_OK else { break }
      code = takeResults(of: handle, sides)
      transfer.review(isConnected: false)
      guard code == nil, (try? poll(until: transfer.nextDeadline)) != nil else { break }
    }
    return ShownCertificate(of: handle.pointer).completing(failure)
  }

  private func run(_ request: HTTPRequest, as transfer: Transfer) throws(TransportFailure) {
    let handle = try EasyHandle(request, options: options, transfer: transfer)
    try check(curl_multi_add_handle(multi, handle.pointer))
    defer { withExtendedLifetime(handle) { _ = curl_multi_remove_handle(multi, $0.pointer) } }
    let sides = SideTransfers(multi: multi, options: options)
    defer { sides.drop() }
    var code: CURLcode?
    repeat {
      var running: Int32 = 0
      try check(curl_multi_perform(multi, &running))
      transfer.handOver()
      code = takeResults(of: handle, sides) ?? code
      sides.hand(to: transfer)
      sides.start(transfer.takeRequested())
      // A transfer that has ended by itself is neither late nor cancelled.
      if let code, code != CURLE_OK || sides.isEmpty { break }
      transfer.review(isConnected: handle.isConnected, hasEnded: code != nil)
      guard !transfer.isOver else { break }
      let own = code == nil ? transfer.nextDeadline : transfer.graceEnd
      try poll(until: [own, sides.nextDeadline].compactMap(\.self).min())
    } while true
    try transfer.finish(with: code.map { code in handle.outcome(code, of: transfer) })
  }

  /// The result of the transfer itself, once it has ended; results of those beside it go to `sides`.
  private func takeResults(of handle: EasyHandle, _ sides: SideTransfers) -> CURLcode? {
    var own: CURLcode?
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(multi, &remaining)?.pointee {
      if message.easy_handle == handle.pointer {
        own = message.data.result
      } else {
        sides.note(message.data.result, of: message.easy_handle)
      }
    }
    return own
  }

  private func poll(until deadline: SuspendingClock.Instant?) throws(TransportFailure) {
    let pause = whileWaiting().map { Int32(clamping: $0) } ?? longestWait
    let wait = deadline.map { milliseconds(SuspendingClock.now.duration(to: $0)) } ?? longestWait
    var watched = curl_waitfd(
      fd: interruptDescriptor ?? -1,
      events: Int16(CURL_WAIT_POLLIN),
      revents: 0
    )
    let count: UInt32 = interruptDescriptor == nil ? 0 : 1
    try check(curl_multi_poll(multi, &watched, count, min(wait, pause), nil))
  }

  /// The next pending signal that ends a transfer.
  private func nextCancellation() -> Int32? {
    while let signal = nextSignal() {
      if HostProcess.endingSignals.contains(signal) { return signal }
    }
    return nil
  }

  private func check(_ code: CURLMcode) throws(TransportFailure) {
    guard code == CURLM_OK else {
      let reason = String(cString: curl_multi_strerror(code))
      throw .other(code: Int(code.rawValue), reason: reason)
    }
  }
}

/// Starts libcurl, once for the process (`curl_global_init`).
private let libraryStart = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

/// Milliseconds that a poll without a deadline lasts.
private let longestWait: Int32 = 60_000

/// The milliseconds to wait for `duration`, rounded up so that the wait does not end before it.
private func milliseconds(_ duration: Duration) -> Int32 {
  Int32(min(max((duration / .milliseconds(1)).rounded(.up), 0), Double(longestWait)))
}
