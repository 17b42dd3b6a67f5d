/// One connection of a `LoopbackServer`, served on its own thread.
struct LoopbackConnection {
  private var socket: LoopbackSocket
  private let number: Int
  private let core: LoopbackCore
  private var pending: [UInt8] = []

  init(socket: LoopbackSocket, number: Int, core: LoopbackCore) {
    self.socket = socket
    self.number = number
    self.core = core
  }

  /// Answers requests until one side ends the connection or the server stops.
  mutating func serve() {
    defer { socket.close() }
    while let request = nextRequest() {
      for step in core.answer(core.keep(request)).steps {
        guard perform(step) else { return }
      }
    }
  }

  /// Does one step; `false` when the connection is over.
  private func perform(_ step: LoopbackReply.Step) -> Bool {
    switch step {
    case .write(let bytes):
      return socket.write(bytes) { core.isStopping }
    case .make(let make):
      return socket.write(make()) { core.isStopping }
    case .pause(let duration):
      let end = SuspendingClock.now.advanced(by: duration)
      return wait { SuspendingClock.now >= end }
    case .wait(let gate):
      return wait { gate.isOpen }
    case .close:
      return false
    case .reset:
      socket.resetOnClose()
      return false
    case .silence:
      return wait { false }
    }
  }

  /// Waits for the condition; `false` when the client hung up or the server stops before.
  private func wait(for condition: () -> Bool) -> Bool {
    while !condition() {
      if core.isStopping || socket.isHungUp { return false }
      LoopbackThread.nap()
    }
    return true
  }

  private mutating func nextRequest() -> LoopbackRequest? {
    while true {
      if let (request, length) = LoopbackRequest.parse(pending, connection: number) {
        pending.removeFirst(length)
        return request
      }
      // What does not begin like a method, such as a TLS handshake, is no request.
      if let first = pending.first, !(0x41...0x5A).contains(first) { return nil }
      guard let bytes = socket.read(while: { !core.isStopping }) else { return nil }
      pending += bytes
    }
  }
}
