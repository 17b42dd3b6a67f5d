/// A port on 127.0.0.1 where connections neither succeed nor fail, because the queue of those that wait to be
/// accepted is full.
public final class LoopbackFullQueue: Sendable {
  /// The port to connect to.
  public let port: UInt16
  private let sockets: [LoopbackSocket]

  /// Listens and fills its own queue.
  public init() throws {
    let listener = try LoopbackSocket.listening(backlog: 0)
    port = listener.port
    var sockets = [listener]
    for _ in 0..<4 {
      let client = try LoopbackSocket()
      client.connect(to: listener.port)
      sockets.append(client)
    }
    self.sockets = sockets
  }

  deinit {
    for socket in sockets { socket.close() }
  }
}

/// A port on 127.0.0.1 where connections succeed, and nothing that is sent there is ever read.
public final class LoopbackSilentPort: Sendable {
  /// The port to connect to.
  public let port: UInt16
  private let listener: LoopbackSocket

  /// Listens and accepts nothing: the system makes the connections by itself.
  public init() throws {
    listener = try LoopbackSocket.listening(backlog: 8)
    port = listener.port
  }

  deinit {
    listener.close()
  }
}
