#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The modes of the terminal on standard input (termios(3)).
struct TerminalModes {
  private var modes = termios()

  /// The modes now; `nil` when there is no terminal, or no longer.
  static var current: TerminalModes? {
    var current = TerminalModes()
    return tcgetattr(STDIN_FILENO, &current.modes) == 0 ? current : nil
  }

  /// The signal that a key sends; `nil` for all others, and where keys send none.
  func signal(of byte: UInt8) -> Int32? {
    guard modes.c_lflag & tcflag_t(ISIG) != 0 else { return nil }
    switch byte {
    case key(VINTR): return SIGINT
    case key(VQUIT): return SIGQUIT
    case key(VSUSP): return SIGTSTP
    default: return nil
    }
  }

  /// The key that ends the input; `nil` when it is switched off.
  var endKey: UInt8? { key(VEOF) }

  /// Whether the terminal gathers lines by itself.
  var isCanonical: Bool { modes.c_lflag & tcflag_t(ICANON) != 0 }

  /// The same, except that keys are not shown and wait as they were typed; those that send signals still do.
  var holdingKeys: TerminalModes {
    var silent = self
    silent.modes.c_lflag &= ~tcflag_t(ECHO | ICANON)
    // A stop forgets nothing of what was typed; what Ctrl-C forgets is for the conversation to say.
    silent.modes.c_lflag |= tcflag_t(NOFLSH)
    withUnsafeMutableBytes(of: &silent.modes.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    return silent
  }

  /// Sets these modes, unless another job has the terminal now: the system would stop us for it.
  func apply() {
    let owner = tcgetpgrp(STDIN_FILENO)
    guard owner <= 0 || owner == getpgrp() else { return }
    var modes = modes
    while tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) != 0 && errno == EINTR {
      continue
    }
  }

  private func key(_ index: Int32) -> UInt8? {
    let key = withUnsafeBytes(of: modes.c_cc) { $0[Int(index)] }
    let disabled = fpathconf(STDIN_FILENO, Int32(_PC_VDISABLE))
    return Int(key) == disabled ? nil : key
  }
}
