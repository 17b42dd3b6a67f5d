internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Turns signals into bytes on a pipe (the self-pipe trick), so that a poll loop sees them like any other
/// arrival.
///
/// The handlers do nothing but write one byte, which POSIX allows at any moment. System calls that wait
/// are interrupted, not restarted.
///
/// A program that does not ask for signals, because a library does not return, can be ended all the same: a signal that
/// ends programs, and comes when one like it has waited for a second, has that effect at once.
///
/// Signals belong to the process: of several pipes, the last one that asked for a signal gets it.
public final class SignalPipe {
  /// The descriptor to poll for reading.
  public let descriptor: Int32

  private let writeEnd: Int32
  private var previous: [Int32: sigaction] = [:]
  /// What is done about a signal in place of handing it over.
  private var reactions: [Int32: (Int32) -> Void] = [:]

  /// Installs handlers for `signals`, until the pipe goes away.
  ///
  /// A hang-up or a stop that the parent process had switched off (`nohup`) stays so.
  public init(catching signals: [Int32]) throws(SystemCallFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemCallFailure(call: "pipe", errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writeEnd = ends[1]
    CrashGuard.prepare()
    for signal in signals {
      try start(signal)
    }
  }

  deinit {
    for signal in previous.keys {
      stop(signal)
    }
    close(descriptor)
    close(writeEnd)
  }

  /// The next signal that arrived and was not yet taken; `nil` when there is none.
  public func next() -> Int32? {
    while let signal = take() {
      guard let reaction = reactions[signal] else { return signal }
      reaction(signal)
    }
    return nil
  }

  /// Whether a signal has arrived that was not yet taken.
  public var isWaiting: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 1
  }

  /// Catches `signals` too while `body` runs: they are handed over, or, if there is a `reaction`, go to that as soon as
  /// somebody asks for the next signal.
  ///
  /// Afterwards they do what they did before, and those that did nothing here before are not left in the pipe.
  public func catching<Result, Failure: Error>(
    _ signals: [Int32],
    reaction: ((Int32) -> Void)? = nil,
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let added = signals.filter { signal in
      previous[signal] == nil && (try? start(signal)) != nil
    }
    let outer = reactions
    for signal in signals { reactions[signal] = reaction }
    defer {
      reactions = outer
      for signal in added {
        stop(signal)
      }
      discard(added)
    }
    return try body()
  }

  /// Lets `signal` have the effect that it has without a handler: it ends the process, or stops it
  /// until it is continued.
  public func letAct(_ signal: Int32) {
    var standard = action(SIG_DFL)
    var ours = sigaction()
    sigaction(signal, &standard, &ours)
    raise(signal)
    sigaction(signal, &ours, nil)
  }

  private func take() -> Int32? {
    var number: UInt8 = 0
    guard read(descriptor, &number, 1) == 1 else { return nil }
    waitingSince[Int(number)].store(0, ordering: .releasing)
    return Int32(number)
  }

  private func start(_ signal: Int32) throws(SystemCallFailure) {
    var before = sigaction()
    guard sigaction(signal, nil, &before) == 0 else {
      throw SystemCallFailure(call: "sigaction", errno: errno)
    }
    if isIgnored(before), signal == SIGHUP || signal == SIGTSTP { return }
    writeEnds[Int(signal)].store(writeEnd, ordering: .releasing)
    waitingSince[Int(signal)].store(0, ordering: .releasing)
    var noting = action(noteSignal)
    guard sigaction(signal, &noting, nil) == 0 else {
      throw SystemCallFailure(call: "sigaction", errno: errno)
    }
    previous[signal] = before
  }

  private func stop(_ signal: Int32) {
    guard var before = previous.removeValue(forKey: signal) else { return }
    sigaction(signal, &before, nil)
    writeEnds[Int(signal)].store(-1, ordering: .releasing)
  }

  /// Forgets those of the signals that arrived and were not yet taken.
  public func discard(_ signals: [Int32]) {
    var kept: [UInt8] = []
    while let signal = take() {
      if !signals.contains(signal) { kept.append(UInt8(truncatingIfNeeded: signal)) }
    }
    if !kept.isEmpty { _ = write(writeEnd, kept, kept.count) }
  }
}

/// The pipe end that a handler writes to, by signal number; -1 where there is none.
///
/// Unsafe only in that it is a bare pointer, which the handlers need: made once, never freed, and each
/// place in it is atomic.
private nonisolated(unsafe) let writeEnds = {
  let ends = UnsafeMutablePointer<Atomic<Int32>>.allocate(capacity: Int(UInt8.max))
  for number in 0..<Int(UInt8.max) {
    (ends + number).initialize(to: Atomic(-1))
  }
  return ends
}()

/// When the first of the signals of a number came that nobody has taken, in milliseconds; 0 where there is none.
///
/// As ``writeEnds``.
private nonisolated(unsafe) let waitingSince = {
  let times = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: Int(UInt8.max))
  for number in 0..<Int(UInt8.max) {
    (times + number).initialize(to: Atomic(0))
  }
  return times
}()

/// Since when the program is in code that looks at no signals, such as a filter, in milliseconds; 0 where it is not.
private let unwatchedSince = Atomic<Int>(0)

extension SignalPipe {
  /// Tells that code which looks at no signals begins or has ended: once it has run for a second, a signal that ends programs
  /// acts at once.
  public static func noteUnwatched(_ isRunning: Bool) {
    unwatchedSince.store(isRunning ? HostProcess.now() : 0, ordering: .releasing)
  }
}

private func noteSignal(_ signal: Int32) {
  let saved = errno
  let now = HostProcess.now()
  let first = waitingSince[Int(signal)].load(ordering: .acquiring)
  if first == 0 {
    waitingSince[Int(signal)].store(now, ordering: .releasing)
  }
  let busySince = unwatchedSince.load(ordering: .acquiring)
  if first != 0 && now - first >= 1_000 || busySince != 0 && now - busySince >= 1_000,
    endsProgram(signal)
  {
    return CrashGuard.tidyUp(signal)
  }
  var number = UInt8(truncatingIfNeeded: signal)
  _ = write(writeEnds[Int(signal)].load(ordering: .acquiring), &number, 1)
  errno = saved
}

private func endsProgram(_ signal: Int32) -> Bool {
  switch signal {
  case SIGINT, SIGTERM, SIGHUP, SIGQUIT: true
  default: false
  }
}

typealias SignalHandler = @convention(c) (Int32) -> Void

/// What `sigaction` is given.
func action(_ handler: SignalHandler?) -> sigaction {
  var action = sigaction()
  #if canImport(Darwin)
  action.__sigaction_u.__sa_handler = handler
  #else
  action.__sigaction_handler.sa_handler = handler
  #endif
  sigemptyset(&action.sa_mask)
  return action
}

private func isIgnored(_ action: sigaction) -> Bool { handler(of: action) == address(SIG_IGN) }

/// Whether a signal has the effect that it has without a handler.
func isDefault(_ action: sigaction) -> Bool { handler(of: action) == address(SIG_DFL) }

private func address(_ handler: SignalHandler?) -> Int { unsafeBitCast(handler, to: Int.self) }

private func handler(of action: sigaction) -> Int {
  #if canImport(Darwin)
  let handler = action.__sigaction_u.__sa_handler
  #else
  let handler = action.__sigaction_handler.sa_handler
  #endif
  return unsafeBitCast(handler, to: Int.self)
}
