public import Session
internal import Testing
public import WireFormats

/// A transport that plays a script for each request and keeps the requests.
///
/// A request without a script fails the test.
public final class ScriptedTransport: Transport {
  /// One step of a response.
  public enum Step: Sendable {
    /// Hands over the head.
    case head(HTTPResponseHead)
    /// Hands over a piece of the body.
    case bytes([UInt8])
    /// Ends the response with a failure.
    case fail(TransportFailure)
    /// Does something beside the response, such as moving a clock.
    case run(@Sendable () -> Void)

    /// Hands over a piece of the body.
    public static func text(_ text: String) -> Step {
      .bytes(Array(text.utf8))
    }

    /// Hands over a head of that status.
    public static func head(
      _ status: Int = 200,
      _ fields: [String: String] = [:],
      isSelfDelimited: Bool = true
    ) -> Step {
      let fields = fields.sorted { $0.key < $1.key }.map { HTTPHeaderField($0.key, $0.value) }
      return .head(
        HTTPResponseHead(status: status, headerFields: fields, isSelfDelimited: isSelfDelimited)
      )
    }
  }

  /// The requests so far.
  public private(set) var requests: [HTTPRequest] = []
  /// The limits of the requests so far.
  public private(set) var limits: [TransferLimits] = []
  /// For each request, how many steps were left when the receiver stopped it; `nil` when it did not.
  public private(set) var stepsLeftAtStop: [Int?] = []
  private var scripts: [[Step]]

  /// A transport that answers the n-th request with the n-th script.
  public init(playing scripts: [[Step]]) {
    self.scripts = scripts
  }

  /// Whether every script was played.
  public var isUsedUp: Bool { scripts.isEmpty }

  /// Plays the next script.
  public func send(
    _ request: HTTPRequest,
    limits: TransferLimits,
    receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure) {
    requests.append(request)
    self.limits.append(limits)
    stepsLeftAtStop.append(nil)
    guard !scripts.isEmpty else {
      Issue.record("request \(requests.count) has no script")
      throw .other(code: -1, reason: "no script")
    }
    let script = scripts.removeFirst()
    let place = requests.count - 1
    for (index, step) in script.enumerated() {
      guard goesOn(after: try play(step, receive), receive) else {
        stepsLeftAtStop[place] = script.count - index - 1
        return
      }
    }
  }

  /// Whether more is wanted; requests beside are answered at once, each by the next script.
  private func goesOn(
    after decision: TransferDecision,
    _ receive: (TransferEvent) -> TransferDecision
  ) -> Bool {
    switch decision {
    case .proceed, .wait: return true
    case .stop: return false
    case .send(let sides):
      for side in sides {
        let response = response(to: side)
        guard goesOn(after: receive(.response(response, to: side.request)), receive) else {
          return false
        }
      }
      return true
    }
  }

  private func response(to side: SideRequest) -> Result<HTTPResponse, TransportFailure> {
    var response = HTTPResponse(
      head: HTTPResponseHead(status: 0, isSelfDelimited: true),
      body: []
    )
    return Result { () throws(TransportFailure) in
      try send(side.request, limits: side.limits) { event in
        switch event {
        case .head(let head): response.head = head
        case .bytes(let bytes): response.body += bytes
        case .response: break
        }
        return .proceed
      }
      return response
    }
  }

  private func play(
    _ step: Step,
    _ receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure) -> TransferDecision {
    switch step {
    case .head(let head): return receive(.head(head))
    case .bytes(let bytes): return receive(.bytes(bytes))
    case .fail(let failure): throw failure
    case .run(let action):
      action()
      return .proceed
    }
  }
}
