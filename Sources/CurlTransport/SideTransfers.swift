internal import CLibCurl
internal import Session
internal import WireFormats

/// The short requests that go on beside a transfer, in the same multi handle.
///
/// Signals are not for them: the transfer that they are beside answers to these.
final class SideTransfers {
  private let multi: UnsafeMutableRawPointer
  private let options: EasyHandle.Options
  private var running: [SideTransfer] = []

  init(multi: UnsafeMutableRawPointer, options: EasyHandle.Options) {
    self.multi = multi
    self.options = options
  }

  var isEmpty: Bool { running.isEmpty }

  /// When one of them is late.
  var nextDeadline: SuspendingClock.Instant? {
    running.compactMap(\.nextDeadline).min()
  }

  /// Begins to send.
  func start(_ requests: [SideRequest]) {
    for request in requests {
      let side = SideTransfer(request)
      running.append(side)
      side.start(in: multi, options: options)
    }
  }

  /// Takes note of libcurl's result.
  func note(_ code: CURLcode, of pointer: UnsafeMutableRawPointer) {
    running.first { $0.isAt(pointer) }?.end(with: code)
  }

  /// Hands over what came of those that have ended, or are late.
  func hand(to transfer: Transfer) {
    let excuse = transfer.takeReceiverTime()
    for side in running { side.review(excusing: excuse) }
    let ended = running.filter { $0.result != nil }
    running.removeAll { $0.result != nil }
    for side in ended {
      side.leave(multi)
      if let result = side.result { transfer.take(result, to: side.request) }
    }
  }

  /// Ends those that have not ended.
  func drop() {
    for side in running { side.leave(multi) }
    running = []
  }
}

/// One of these requests and what has come of its response.
private final class SideTransfer {
  let request: HTTPRequest
  private let limits: TransferLimits
  private var handle: EasyHandle?
  private var transfer: Transfer?
  private var response = HTTPResponse(
    head: HTTPResponseHead(status: 0, isSelfDelimited: false),
    body: []
  )
  /// What came of it, once it is over.
  private(set) var result: Result<HTTPResponse, TransportFailure>?

  init(_ side: SideRequest) {
    request = side.request
    limits = side.limits
  }

  /// Now, when it is over before anything was sent.
  var nextDeadline: SuspendingClock.Instant? { result == nil ? transfer?.nextDeadline : .now }

  func isAt(_ pointer: UnsafeMutableRawPointer) -> Bool { handle?.pointer == pointer }

  func start(in multi: UnsafeMutableRawPointer, options: EasyHandle.Options) {
    let transfer = Transfer(
      body: request.body,
      limits: limits,
      receive: { [unowned self] event in
        take(event)
        return .proceed
      },
      nextCancellation: { nil }
    )
    self.transfer = transfer
    do throws(TransportFailure) {
      try request.checkForSending()
      let handle = try EasyHandle(request, options: options, transfer: transfer)
      let code = curl_multi_add_handle(multi, handle.pointer)
      guard code == CURLM_OK else {
        let reason = String(cString: curl_multi_strerror(code))
        throw .other(code: Int(code.rawValue), reason: reason)
      }
      self.handle = handle
    } catch {
      result = .failure(error)
    }
  }

  /// Looks at the clock, of which a part does not count.
  func review(excusing excuse: Duration) {
    guard result == nil, let transfer, let handle else { return }
    transfer.excuse(excuse)
    transfer.review(isConnected: handle.isConnected)
    if transfer.isOver { end(with: nil) }
  }

  /// Takes note of the end: libcurl's result, unless the end was ours.
  func end(with code: CURLcode?) {
    guard let transfer, let handle else { return }
    result = Result { () throws(TransportFailure) in
      try transfer.finish(with: code.map { handle.outcome($0, of: transfer) })
      return response
    }
  }

  func leave(_ multi: UnsafeMutableRawPointer) {
    if let handle { curl_multi_remove_handle(multi, handle.pointer) }
    handle = nil
  }

  private func take(_ event: TransferEvent) {
    switch event {
    case .head(let head): response.head = head
    case .bytes(let bytes): response.body += bytes
    case .response: break
    }
  }
}
