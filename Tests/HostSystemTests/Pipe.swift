import Session

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A pipe of the system, whose ends are closed when it goes away.
final class Pipe {
  /// The end to read from.
  let output: Int32
  /// The end to write to.
  let input: Int32
  private var open: Set<Int32>

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0)
    (output, input) = (ends[0], ends[1])
    open = [output, input]
  }

  deinit {
    for end in open { close(end) }
  }

  /// The end to write to, as the program sees its standard streams.
  var stream: StandardStream { StandardStream(descriptor: input) }

  func close(_ end: Int32) {
    if open.remove(end) != nil { closeDescriptor(end) }
  }

  func write(_ text: String) {
    write(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) {
    precondition(StandardStream(descriptor: input).write(bytes) == nil)
  }

  /// Everything that was written, after the end to write to was closed.
  func contents() -> [UInt8] {
    close(input)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(output, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// What was written, as text.
  func text() -> String {
    String(decoding: contents(), as: UTF8.self)
  }
}

private func closeDescriptor(_ descriptor: Int32) {
  close(descriptor)
}

/// Lets a write to a pipe without a reader fail instead of ending the tests.
func blockBrokenPipeSignal() {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
}

/// Runs `body` on a thread of its own; the returned function waits for its end.
func onThread(_ body: @escaping @Sendable () -> Void) -> () -> Void {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  #if canImport(Darwin)
  var thread: pthread_t?
  #else
  var thread = pthread_t()
  #endif
  let work = Unmanaged.passRetained(Work(body)).toOpaque()
  let code = pthread_create(
    &thread,
    nil,
    { context in
      #if canImport(Darwin)
      Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
      #else
      if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
      #endif
      return nil
    },
    work
  )
  precondition(code == 0)
  return {
    #if canImport(Darwin)
    if let thread { pthread_join(thread, nil) }
    #else
    pthread_join(thread, nil)
    #endif
  }
}
