internal import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Leaves the terminal in order when the program is ended by a fault of its own: a trap, an abort, a bad address.
///
/// The signals of these keep their effect; what is done before is what POSIX allows in a handler.
public enum CrashGuard {
  /// Takes note of the modes of the terminal on standard input, to which a crash goes back.
  ///
  /// - Parameters:
  ///   - hidesCursor: Whether the cursor may be hidden, so that it is to be shown again on standard error.
  ///   - bracketsPastes: Whether the terminal on standard error may have been asked to mark pastes.
  public static func start(hidesCursor: Bool, bracketsPastes: Bool) {
    kept.pointee.hasModes = tcgetattr(STDIN_FILENO, &kept.pointee.modes) == 0
    kept.pointee.sequences =
      Array((hidesCursor ? ControlSequence.showCursor : "").utf8)
      + Array((bracketsPastes ? ControlSequence.disableBracketedPaste : "").utf8)
    var tidying = action { CrashGuard.tidyUp($0) }
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV, SIGFPE] {
      var before = sigaction()
      sigaction(signal, nil, &before)
      // Somebody else's handler, such as one that prints where it happened, is left alone.
      if isDefault(before) { sigaction(signal, &tidying, nil) }
    }
  }
}

extension CrashGuard {
  /// Makes what a handler needs, which cannot make it itself.
  static func prepare() { _ = kept }

  /// Puts the terminal in order and lets a signal have its effect, in its handler.
  static func tidyUp(_ signal: Int32) {
    let owner = tcgetpgrp(STDIN_FILENO)
    if kept.pointee.hasModes, owner <= 0 || owner == getpgrp() {
      tcsetattr(STDIN_FILENO, TCSANOW, &kept.pointee.modes)
    }
    kept.pointee.sequences.withUnsafeBytes { bytes in
      if bytes.count > 0 { _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }
    var standard = action(SIG_DFL)
    sigaction(signal, &standard, nil)
    raise(signal)
  }
}

/// What the handler needs.
private struct Kept {
  var modes = termios()
  var hasModes = false
  /// Written to standard error.
  var sequences: [UInt8] = []
}

/// Unsafe only in that it is a bare pointer, which a handler needs: made once, never freed, and written before the
/// handlers stand.
private nonisolated(unsafe) let kept = {
  let kept = UnsafeMutablePointer<Kept>.allocate(capacity: 1)
  kept.initialize(to: Kept())
  return kept
}()
