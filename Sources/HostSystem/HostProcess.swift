#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The process itself: its environment, its clock, and its end.
public enum HostProcess {
  /// The signals that ask a program to end.
  public static let endingSignals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// The signal by which a person has a program stopped until it is continued (Ctrl-Z).
  public static let stopSignal = SIGTSTP

  /// The arguments behind the program's name, byte for byte: they need not be UTF-8.
  public static var arguments: [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { argument in
        Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
      }
    }
  }

  /// The environment as it was given; of a name that comes twice, the first, as `getenv` sees it.
  public static var environment: [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      if pair.count == 2 {
        result[String(pair[0])] = result[String(pair[0])] ?? String(pair[1])
      }
      entry += 1
    }
    return result
  }

  /// Milliseconds of a clock that never goes back (`CLOCK_MONOTONIC`).
  public static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
  }

  /// Seconds since 1970 by the machine's clock, which people can set (`time`).
  public static func secondsSince1970() -> Int { Int(time(nil)) }

  /// Milliseconds since 1970 by the machine's clock, which people can set (`CLOCK_REALTIME`).
  public static func millisecondsSince1970() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
  }

  /// Milliseconds since 1970 of a date and a time of the day where this machine is (`mktime`); `nil` for none.
  public static func millisecondsSince1970(
    year: Int,
    month: Int,
    day: Int,
    hour: Int,
    minute: Int
  ) -> Int? {
    var parts = tm()
    parts.tm_year = Int32(clamping: year - 1900)
    parts.tm_mon = Int32(clamping: month - 1)
    parts.tm_mday = Int32(clamping: day)
    parts.tm_hour = Int32(clamping: hour)
    parts.tm_min = Int32(clamping: minute)
    parts.tm_isdst = -1
    let seconds = mktime(&parts)
    return seconds == -1 ? nil : Int(seconds) * 1_000
  }

  /// Lets a closed pipe, and a file that must not become larger (`RLIMIT_FSIZE`), show as an error of the write instead of
  /// ending the process at once.
  public static func ignoreFailedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Has no crash of this process write its memory to the disk (`RLIMIT_CORE`), nor one of its children.
  public static func preventCoreDumps() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Darwin)
    setrlimit(RLIMIT_CORE, &limit)
    #else
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #endif
  }

  /// Ends the process with a status, at once (`_exit`).
  ///
  /// Nothing is left to do: what was written is out, except perhaps by libedit through the C library's streams, which are
  /// emptied. What the libraries would tidy up, the system takes back faster.
  public static func exit(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }

  /// Ends the process the way `cat` ends when its reader has gone.
  public static func dieOfBrokenPipe() -> Never {
    die(of: SIGPIPE)
  }

  /// Ends the process by a signal, so that its parent sees which one.
  public static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    sigprocmask(SIG_UNBLOCK, &only, nil)
    raise(number)
    // Only reached when the signal cannot end the process; a shell's number for it is the next best.
    exit(128 + number)
  }
}
