internal import CLibEdit
internal import HostSystem
internal import Session
internal import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The commands that are added to those of libedit.
extension EditLineReader {
  /// Makes the commands known by their names.
  func addCommands() {
    for command in LineCommand.allCases {
      let name = WideBuffer(wide(command.name))
      let help = WideBuffer(wide("see chat(1)"))
      commandTexts += [name, help]
      chat_edit_add_command(edit, name.start, help.start, Self.function(of: command))
    }
  }

  /// Binds the keys: ours first, then those of `~/.editrc`, and once more those that nobody can type.
  func bindKeys(to editing: Editing) {
    bindOwnKeys(vi: editing == .vi)
    el_source(edit, nil)
    let sign = PrivateKey.insert
    if !chat_edit_is_bound(edit, [sign.rawValue, 0], sign.command) {
      // "bind -e" and "bind -v" make libedit forget all other bindings.
      bindOwnKeys(vi: chat_edit_has_vi_bindings(edit))
    }
    bindPrivateKeys()
  }

  private func bindPrivateKeys() {
    for key in PrivateKey.allCases {
      chat_edit_bind(edit, [key.rawValue, 0], wide(key.command))
      chat_edit_bind_command(edit, [key.rawValue, 0], wide(key.command))
    }
  }

  private func bindOwnKeys(vi: Bool) {
    bindPrivateKeys()
    for (keys, command) in [
      ("\u{12}", "em-inc-search-prev"), ("\u{13}", "em-inc-search-next"),
      ("\r", LineCommand.enter.name),
      ("\n", LineCommand.enter.name),
      ("\t", LineCommand.complete.name), ("\u{18}\u{5}", LineCommand.editor.name),
    ] {
      chat_edit_bind(edit, wide(keys), wide(command))
      chat_edit_bind_command(edit, wide(keys), wide(command))
    }
    guard vi else {
      for (command, keys) in Self.emacsKeys {
        for key in keys { chat_edit_bind(edit, wide(key), wide(command.name)) }
      }
      return
    }
    for (command, keys) in Self.viKeys {
      for key in keys { chat_edit_bind_command(edit, wide(key), wide(command.name)) }
    }
  }

  /// How keys begin that send more than one character.
  private static let escape = String(Unicode.Scalar(UInt8(0x1B)))

  private static let emacsKeys: [(LineCommand, [String])] = [
    (.up, ["\u{10}", "\(escape)[A", "\(escape)OA"]),
    (.down, ["\u{E}", "\(escape)[B", "\(escape)OB"]),
    (.start, ["\u{1}", "\(escape)[H", "\(escape)OH"]),
    (.end, ["\u{5}", "\(escape)[F", "\(escape)OF"]),
  ]

  /// In insert mode ESC leads to the command mode, and the rest of an arrow key is a command there.
  private static let viKeys: [(LineCommand, [String])] = [
    (.up, ["k", "[A", "OA"]), (.down, ["j", "[B", "OB"]), (.editor, ["v"]),
  ]

  /// What libedit calls; it finds its way back to the reader through the handle.
  private static func function(
    of command: LineCommand
  ) -> @convention(c) (OpaquePointer?, wint_t) -> UInt8 {
    switch command {
    case .insert: return { edit, _ in EditLineReader.perform(edit) { $0.insert() } }
    case .enter: return { edit, _ in EditLineReader.perform(edit) { $0.enter() } }
    case .newline: return { edit, _ in EditLineReader.perform(edit) { $0.insert(wide("\n")) } }
    case .complete: return { edit, _ in EditLineReader.perform(edit) { $0.complete() } }
    case .list: return { edit, _ in EditLineReader.perform(edit) { $0.list() } }
    case .editor: return { edit, _ in EditLineReader.perform(edit) { $0.leaveForEditor() } }
    case .up: return { edit, _ in EditLineReader.perform(edit) { $0.move(by: -1) } }
    case .down: return { edit, _ in EditLineReader.perform(edit) { $0.move(by: 1) } }
    case .start:
      return { edit, _ in EditLineReader.perform(edit) { $0.move(MultilineCursor.start(in:from:)) }
      }
    case .end:
      return { edit, _ in EditLineReader.perform(edit) { $0.move(MultilineCursor.end(in:from:)) } }
    }
  }

  private static func perform(
    _ edit: OpaquePointer?,
    _ body: (EditLineReader) -> Int32
  ) -> UInt8 {
    UInt8(owner(of: edit).map(body) ?? CC_ERROR)
  }

  /// Inserts the text that comes next.
  private func insert() -> Int32 {
    insertionKeysSent = 0
    guard case .text(let text) = typed.first else { return CC_REFRESH }
    typed.removeFirst()
    return insert(text)
  }

  private func insert(_ text: [wchar_t]) -> Int32 {
    el_winsertstr(edit, text) == 0 ? CC_REFRESH : CC_ERROR
  }

  /// A backslash in front of Enter is taken away, and the line goes on behind a line end.
  private func enter() -> Int32 {
    let line = currentLine
    guard line.text.last == wchar_t(0x5C) else { return press(.submit) }
    el_cursor(edit, Int32(line.text.count - line.cursor))
    el_deletestr(edit, 1)
    return insert(wide("\n"))
  }

  /// Has libedit take keys next.
  private func press(_ keys: PrivateKey...) -> Int32 {
    typed.insert(contentsOf: keys.map { .character($0.rawValue) }, at: 0)
    return CC_NORM
  }

  private func leaveForEditor() -> Int32 {
    guard completing != nil else { return CC_NORM }
    ending = .edit(lineText(currentLine.text))
    return CC_NORM
  }

  private func move(by lines: Int) -> Int32 {
    let line = currentLine
    guard let place = MultilineCursor.place(in: line.text, from: line.cursor, lines: lines) else {
      return lines < 0 ? goBack() : goForward()
    }
    el_cursor(edit, Int32(place - line.cursor))
    return CC_CURSOR
  }

  private func move(_ place: ([wchar_t], Int) -> Int) -> Int32 {
    let line = currentLine
    el_cursor(edit, Int32(place(line.text, line.cursor) - line.cursor))
    return CC_CURSOR
  }

  private func goBack() -> Int32 {
    entriesBack += 1
    return press(.previous)
  }

  /// Goes to the next entry of the history, if the line is one; otherwise the line stays.
  ///
  /// libedit would replace it by the line that it last kept, and so has to keep this one first. That a search has led to an
  /// entry is not known here.
  private func goForward() -> Int32 {
    guard entriesBack == 0 else {
      entriesBack -= 1
      return press(.next)
    }
    return press(.previous, .next, .next)
  }

  /// Tab: what is certain goes into the line; where nothing is, there is a list of what it may be.
  private func complete() -> Int32 {
    let line = currentLine
    guard let completion = completing?(lineText(line.text[..<line.cursor])) else {
      return CC_NORM
    }
    let insertion = completion.insertion
    guard insertion.isEmpty else { return insert(insertable(insertion)) }
    guard completion.isAmbiguous else { return CC_NORM }
    // The list is written below the last row, where the cursor has to be drawn first.
    listed = (completion, Int32(line.text.count - line.cursor))
    el_cursor(edit, Int32(line.text.count - line.cursor))
    _ = press(.list)
    return CC_REFRESH
  }

  private func list() -> Int32 {
    guard let (completion, cellsBack) = listed else { return CC_NORM }
    listed = nil
    let rows = completion.rows(width: Int(StandardStream.columns ?? 80))
    chat_edit_write(edit, "\n" + rows.map { Sanitizer.singleLine($0) + "\n" }.joined())
    el_cursor(edit, -cellsBack)
    chat_edit_draw(edit)
    return CC_NORM
  }

  /// The line as it stands, and how much of it is in front of the cursor.
  private var currentLine: (text: [wchar_t], cursor: Int) {
    guard let line = el_wline(edit)?.pointee, let start = line.buffer else { return ([], 0) }
    let text = UnsafeBufferPointer(start: start, count: line.lastchar - start)
    return (Array(text), line.cursor - start)
  }
}
