import HostSystem
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

// Signals belong to the whole process: only ones that no other suite uses.
@Suite(.serialized) struct SignalPipeTests {
  /// The threads that tests run on block signals.
  init() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGUSR2, SIGURG, SIGHUP] {
      sigaddset(&signals, signal)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  @Test func `gives signals in the order in which they came, each once`() throws {
    let pipe = try SignalPipe(catching: [SIGUSR2, SIGURG])
    #expect(pipe.next() == nil)
    raise(SIGUSR2)
    raise(SIGURG)
    #expect([pipe.next(), pipe.next(), pipe.next()] == [SIGUSR2, SIGURG, nil])
  }

  @Test func `makes its descriptor readable`() throws {
    let pipe = try SignalPipe(catching: [SIGUSR2])
    var watched = pollfd(fd: pipe.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&watched, 1, 0) == 0)
    raise(SIGUSR2)
    #expect(poll(&watched, 1, 0) == 1)
    #expect(pipe.next() == SIGUSR2)
  }

  @Test func `puts back what was there before`() throws {
    do {
      let pipe = try SignalPipe(catching: [SIGURG])
      raise(SIGURG)
      #expect(pipe.next() == SIGURG)
    }
    // Without a handler SIGURG is ignored, as by default.
    let other = try SignalPipe(catching: [SIGUSR2])
    raise(SIGURG)
    #expect(other.next() == nil)
  }

  @Test func `catches more signals for a while only`() throws {
    let pipe = try SignalPipe(catching: [SIGUSR2])
    let seen = pipe.catching([SIGURG, SIGUSR2]) {
      raise(SIGURG)
      let seen = pipe.next()
      raise(SIGURG)
      raise(SIGUSR2)
      return seen
    }
    #expect(seen == SIGURG)
    raise(SIGURG)
    #expect([pipe.next(), pipe.next()] == [SIGUSR2, nil])
  }

  @Test func `a signal can be reacted to instead of being handed over`() throws {
    let pipe = try SignalPipe(catching: [SIGUSR2])
    var seen: [Int32] = []
    pipe.catching([SIGURG]) {
      seen.append($0)
    } while: {
      raise(SIGURG)
      raise(SIGUSR2)
      #expect(pipe.next() == SIGUSR2)
      pipe.catching([SIGURG]) {
        raise(SIGURG)
        #expect(pipe.next() == SIGURG)
      }
      raise(SIGURG)
      #expect(pipe.next() == nil)
    }
    #expect(seen == [SIGURG, SIGURG])
  }

  @Test func `a pipe keeps its signals when another one catches others`() throws {
    let first = try SignalPipe(catching: [SIGUSR2])
    let second = try SignalPipe(catching: [SIGURG])
    raise(SIGUSR2)
    raise(SIGURG)
    #expect([first.next(), first.next()] == [SIGUSR2, nil])
    #expect([second.next(), second.next()] == [SIGURG, nil])
  }

  @Test func `a hang-up that was switched off stays so`() throws {
    var ignoring = sigaction()
    var before = sigaction()
    #if canImport(Darwin)
    ignoring.__sigaction_u.__sa_handler = SIG_IGN
    #else
    ignoring.__sigaction_handler.sa_handler = SIG_IGN
    #endif
    sigaction(SIGHUP, &ignoring, &before)
    defer { sigaction(SIGHUP, &before, nil) }
    let pipe = try SignalPipe(catching: [SIGHUP])
    raise(SIGHUP)
    #expect(pipe.next() == nil)
  }

  @Test func `a signal can act while it is caught`() throws {
    let pipe = try SignalPipe(catching: [SIGURG])
    pipe.letAct(SIGURG)
    #expect(pipe.next() == nil)
    raise(SIGURG)
    #expect(pipe.next() == SIGURG)
  }

  @Test func `refuses a signal that cannot be caught`() {
    #expect(throws: SystemCallFailure(call: "sigaction", errno: EINVAL)) {
      try SignalPipe(catching: [SIGKILL])
    }
  }
}
