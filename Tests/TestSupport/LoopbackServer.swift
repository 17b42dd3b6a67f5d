/// An HTTP/1.1 server on 127.0.0.1 that answers as a test says and keeps the requests it got.
///
/// It is meant for clients in this process and in others: nothing but the port connects the two. Each
/// connection has its own thread. The server ends when it is stopped, when it goes away, or when its time is over.
public final class LoopbackServer: Sendable {
  private let core: LoopbackCore

  /// A server that answers the n-th request, over all connections, with the n-th reply; requests beyond that
  /// get status 599.
  public convenience init(_ replies: LoopbackReply...) throws {
    try self.init { request in
      replies.indices.contains(request.index)
        ? replies[request.index] : .text(status: 599, "no reply for request \(request.index)")
    }
  }

  /// A server that asks `answer` for the reply to each request, on the connection's thread.
  public init(
    lasting lifetime: Duration = .seconds(60),
    answer: @escaping @Sendable (LoopbackRequest) -> LoopbackReply
  ) throws {
    core = try LoopbackCore(lasting: lifetime, answer: answer)
  }

  deinit {
    core.stop()
  }

  /// The port that the system chose.
  public var port: UInt16 {
    core.port
  }

  /// Where the server answers: `http://127.0.0.1:PORT` and `path`.
  public func url(path: String = "/") -> String {
    "http://127.0.0.1:\(port)\(path)"
  }

  /// Every request so far, complete with its body, in the order of arrival.
  public var requests: [LoopbackRequest] {
    core.requests
  }

  /// The connections accepted so far.
  public var connectionCount: Int {
    core.connectionCount
  }

  /// The connections that are open now.
  public var openConnectionCount: Int {
    core.openConnectionCount
  }

  /// Waits until there were `count` requests; `false` when that did not happen within `deadline`.
  public func waitForRequests(_ count: Int, deadline: Duration = .seconds(5)) -> Bool {
    LoopbackThread.waits(within: deadline) { core.requests.count >= count }
  }

  /// Waits until no connection is open; `false` when that did not happen within `deadline`.
  public func waitForHangUp(deadline: Duration = .seconds(5)) -> Bool {
    LoopbackThread.waits(within: deadline) { core.openConnectionCount == 0 }
  }

  /// Ends all connections and listens no more.
  public func stop() {
    core.stop()
  }
}
