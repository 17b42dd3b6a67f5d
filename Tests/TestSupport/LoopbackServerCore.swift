internal import Synchronization

/// The part of a `LoopbackServer` that its threads share, so that they do not keep the server itself alive.
final class LoopbackCore: Sendable {
  private struct State {
    var requests: [LoopbackRequest] = []
    var connectionCount = 0
    var openConnectionCount = 0
  }

  let port: UInt16
  let answer: @Sendable (LoopbackRequest) -> LoopbackReply
  private let state = Mutex(State())
  private let stopping = LoopbackFlag()
  private let end: SuspendingClock.Instant

  init(
    lasting lifetime: Duration,
    answer: @escaping @Sendable (LoopbackRequest) -> LoopbackReply
  ) throws {
    self.answer = answer
    end = SuspendingClock.now.advanced(by: lifetime)
    let listener = try LoopbackSocket.listening(backlog: 64)
    port = listener.port
    LoopbackThread.start { self.accept(from: listener) }
  }

  /// Whether threads are to end.
  var isStopping: Bool {
    stopping.isRaised || SuspendingClock.now >= end
  }

  var requests: [LoopbackRequest] {
    state.withLock { $0.requests }
  }

  var connectionCount: Int {
    state.withLock { $0.connectionCount }
  }

  var openConnectionCount: Int {
    state.withLock { $0.openConnectionCount }
  }

  func stop() {
    stopping.raise()
  }

  /// Keeps a request and gives it its place.
  func keep(_ request: LoopbackRequest) -> LoopbackRequest {
    state.withLock { state in
      var request = request
      request.index = state.requests.count
      state.requests.append(request)
      return request
    }
  }

  private func accept(from listener: LoopbackSocket) {
    while !isStopping {
      guard listener.isReadable(), let socket = listener.accept() else { continue }
      let number = state.withLock { state in
        state.connectionCount += 1
        state.openConnectionCount += 1
        return state.connectionCount - 1
      }
      LoopbackThread.start {
        var connection = LoopbackConnection(socket: socket, number: number, core: self)
        connection.serve()
        self.state.withLock { $0.openConnectionCount -= 1 }
      }
    }
    listener.close()
  }
}
