internal import CLibEdit
internal import HostSystem
internal import Session
internal import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What happens while libedit waits for the next character.
extension EditLineReader {
  /// What libedit is to be given next.
  enum Typed {
    case character(wchar_t)
    /// Goes into the line at once, and never acts as keys.
    case text([wchar_t])
  }

  /// The next character for libedit; `nil` when there will be no more in this line.
  func nextCharacter() -> wchar_t? {
    while ending == nil {
      switch typed.first {
      case .character(let character):
        typed.removeFirst()
        return character
      case .text:
        if chat_edit_is_editing(edit) { return insertionKey() }
        typed.removeFirst()
      case nil:
        if let key = waitForInput() { return key.rawValue }
      }
    }
    return endKey()
  }

  /// Has libedit insert the text that comes next, when it has ended whatever it is in the middle of.
  ///
  /// A search takes the first key as its own end, and a key that is to be quoted is lost; where a whole line is read for
  /// a search, ESC ends that.
  private func insertionKey() -> wchar_t {
    insertionKeysSent += 1
    return insertionKeysSent == 3 ? 0x1B : PrivateKey.insert.rawValue
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
    markPastes()
    switch input.next(within: keys.patience) {
    case .byte(let byte):
      bytesAhead -= 1
      take(keys.add(key(for: byte)))
      return nil
    case .silence:
      take(keys.giveUp())
      return nil
    case .signal(let signal):
      return note(signal)
    case .end:
      ending = .endOfInput
      return nil
    }
  }

  private func take(_ keys: [KeyStream.Key]) {
    for key in keys {
      switch key {
      case .byte(let byte) where signal(of: byte) != nil: send(signal(of: byte) ?? SIGINT)
      case .byte(let byte): typed += decoder.add([byte]).unicodeScalars.map(Self.character)
      case .paste(let bytes):
        typed.append(.text(insertable(String(decoding: bytes, as: UTF8.self))))
      case .newline: typed.append(.character(PrivateKey.newline.rawValue))
      }
    }
  }

  /// The signal that a key sends, as the terminal's ordinary modes have it.
  ///
  /// The terminal itself sends none while a line is edited: it would not know a key from the same character in a paste,
  /// and what follows in the paste would go to the shell.
  private func signal(of byte: UInt8) -> Int32? {
    chat_edit_is_editing(edit) ? ordinaryModes.signal(of: byte) : nil
  }

  /// Sends a signal to the whole job, as the terminal would; it comes back by the pipe of signals.
  private func send(_ signal: Int32) {
    kill(0, signal)
  }

  /// The character for libedit; C1 controls become U+FFFD, because it would take them for keys.
  private static func character(_ scalar: Unicode.Scalar) -> Typed {
    let isKey = (0x80...0x9F).contains(scalar.value)
    return .character(isKey ? 0xFFFD : wchar_t(bitPattern: scalar.value))
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
    chat_edit_write(edit, "\r")
    chat_edit_draw(edit)
  }

  /// Has the terminal mark pastes, once the prompt is drawn and until the terminal is given back.
  private func markPastes() {
    guard !areMarked, bracketsPastes, chat_edit_is_editing(edit) else { return }
    areMarked = true
    chat_edit_write(edit, ControlSequence.enableBracketedPaste)
  }

  private func stopMarkingPastes() {
    guard areMarked else { return }
    areMarked = false
    chat_edit_write(edit, ControlSequence.disableBracketedPaste)
  }

  /// Sets raw mode.
  ///
  /// The keys that send signals arrive like others (see `signal(of:)`). CR and LF arrive as they are, so that CRLF in a paste
  /// is one line end.
  func takeTerminal() {
    let wasCanonical = TerminalModes.current?.isCanonical == true
    chat_edit_set_raw(edit, true)
    let waiting = chat_edit_bytes_waiting()
    typedAhead = wasCanonical ? waiting : min(typedAhead, waiting)
    chat_edit_keep_line_ends(edit)
    if chat_edit_is_editing(edit) { chat_edit_set_terminal(edit, wide("-isig")) }
  }

  /// The modes between two lines.
  func giveTerminalBack() {
    stopMarkingPastes()
    chat_edit_set_raw(edit, false)
    (isHoldingKeys ? ordinaryModes.holdingKeys : ordinaryModes).apply()
  }

  /// The modes from before; libedit's own idea of ordinary modes is a little different.
  private func restoreTerminal() {
    stopMarkingPastes()
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
