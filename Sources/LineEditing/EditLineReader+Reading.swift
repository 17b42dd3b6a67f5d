internal import CLibEdit
internal import HostSystem
internal import Session
internal import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Characters that only this reader can produce, each bound to a command of libedit.
///
/// They are C1 controls, which never reach libedit from the terminal (see `character(_:)`); the keys that
/// would give the same codes, Meta with Ctrl-C, Ctrl-Z and Ctrl-\, are signals.
enum PrivateKey: wchar_t, CaseIterable {
  case refresh = 0x83
  case redraw = 0x9A
  case end = 0x9C

  var command: String {
    switch self {
    case .refresh: "chat-refresh"
    case .redraw: "ed-redisplay"
    case .end: "ed-end-of-file"
    }
  }
}

/// What happens while libedit waits for the next character.
extension EditLineReader {
  /// The next character for libedit; `nil` when there will be no more in this line.
  func nextCharacter() -> wchar_t? {
    if !prefill.isEmpty, chat_edit_is_editing(edit) {
      el_winsertstr(edit, prefill)
      prefill = []
      return PrivateKey.refresh.rawValue
    }
    while ending == nil {
      if !typed.isEmpty { return typed.removeFirst() }
      if let key = waitForInput() { return key.rawValue }
    }
    return endKey()
  }

  /// Before giving up, asks libedit to leave the line by itself: it then puts the cursor below it.
  ///
  /// Twice, because a search in the history takes the first key as its own end.
  private func endKey() -> wchar_t? {
    endKeysSent += 1
    guard endKeysSent <= 2, chat_edit_is_editing(edit) else { return nil }
    return PrivateKey.end.rawValue
  }

  private func waitForInput() -> PrivateKey? {
    if wasStopped {
      // A signal that ends the program may have come during the stop.
      if let signal = input.signals.next() { return note(signal) }
      wasStopped = false
      continueLine()
    }
    switch input.next() {
    case .byte(let byte):
      bytesAhead -= 1
      typed += decoder.add([key(for: byte)]).unicodeScalars.map(Self.character)
      return nil
    case .signal(let signal):
      return note(signal)
    case .end:
      ending = .endOfInput
      return nil
    }
  }

  /// The character for libedit; C1 controls become U+FFFD, because it would take them for keys.
  private static func character(_ scalar: Unicode.Scalar) -> wchar_t {
    (0x80...0x9F).contains(scalar.value) ? 0xFFFD : wchar_t(bitPattern: scalar.value)
  }

  /// The key behind a byte.
  ///
  /// Ctrl-D typed before that was turned into a NUL by the terminal, which was still gathering whole lines then.
  private func key(for byte: UInt8) -> UInt8 {
    guard typedAhead > 0 else { return byte }
    typedAhead -= 1
    return byte == 0 ? ordinaryModes.endKey ?? 0 : byte
  }

  private func note(_ signal: Int32) -> PrivateKey? {
    switch signal {
    case SIGWINCH:
      el_resize(edit)
      return .redraw
    case SIGTSTP:
      restoreTerminal()
      input.signals.letAct(SIGTSTP)
      wasStopped = true
    case SIGCONT:
      wasStopped = true
    case SIGINT:
      ending = .interrupted
    default:
      ending = .terminated(signal: signal)
    }
    return nil
  }

  /// After `fg`: the shell had the terminal, and may have changed it.
  private func continueLine() {
    restoreTerminal()
    ordinaryModes = TerminalModes.current ?? ordinaryModes
    takeTerminal()
    el_resize(edit)
    chat_edit_write(edit, CChar(0x0D))
    chat_edit_draw(edit)
  }

  /// Sets raw mode.
  ///
  /// The suspend key, which libedit takes away, keeps its meaning.
  func takeTerminal() {
    let wasCanonical = TerminalModes.current?.isCanonical == true
    chat_edit_set_raw(edit, true)
    let waiting = chat_edit_bytes_waiting()
    typedAhead = wasCanonical ? waiting : min(typedAhead, waiting)
    guard let key = ordinaryModes.suspendKey, chat_edit_is_editing(edit) else { return }
    // In octal with three digits: a bare character is refused.
    let octal = String(UInt32(key) + 0o1000, radix: 8).dropFirst()
    chat_edit_set_terminal(edit, wide("susp=\\\(octal)"))
  }

  /// The modes between two lines.
  func giveTerminalBack() {
    chat_edit_set_raw(edit, false)
    (isHoldingKeys ? ordinaryModes.holdingKeys : ordinaryModes).apply()
  }

  /// The modes from before; libedit's own idea of ordinary modes is a little different.
  private func restoreTerminal() {
    chat_edit_set_raw(edit, false)
    ordinaryModes.apply()
  }

  /// A stop and its end between two lines, while keys are held.
  func noteBetweenLines(_ signal: Int32, onStop: () -> Void) {
    if signal == SIGTSTP {
      onStop()
      ordinaryModes.apply()
      input.signals.letAct(SIGTSTP)
    }
    ordinaryModes.holdingKeys.apply()
  }
}
