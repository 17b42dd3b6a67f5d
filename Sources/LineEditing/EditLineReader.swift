internal import CLibEdit
public import HostSystem
public import Session
public import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Reads lines from the terminal on standard input, edited with libedit(3).
///
/// Between two lines the terminal is in the modes that it had before, unless keys are to be held. One reader a process: libedit
/// draws through the C library's streams, and the locale is the process's.
public final class EditLineReader: LineReader {
  /// Which keys edit the line.
  public enum Editing: Sendable {
    /// The bindings of emacs.
    case emacs
    /// The bindings of vi, starting in its insert mode.
    case vi
  }

  /// The version of libedit's interface, such as `2.11`; the library itself tells none.
  public static var libraryVersion: String { "\(LIBEDIT_MAJOR).\(LIBEDIT_MINOR)" }

  let edit: OpaquePointer
  let input: TerminalInput
  private let history: OpaquePointer
  private let historyFile: HistoryFile?
  /// The lines of the history, oldest first.
  private var remembered: [String] = []
  /// What the prompt looks like; `nil` where there is no colour.
  private let theme: Theme?
  /// What libedit is given when it asks for the prompt; ends with a NUL.
  private var drawnPrompt = WideBuffer([])

  /// How the wait ended, when it did not end with a line; set while libedit still waits for characters.
  var ending: LineInput?
  var keys = KeyStream()
  var decoder = UTF8Decoder()
  /// What has come and libedit has not yet asked for.
  var typed: [Typed] = []
  /// What Tab can make of the text in front of the cursor; `nil` where the line is no prompt.
  var completing: ((String) -> Completion)?
  /// What Tab has found and the line has to be left for.
  var listed: (completion: Completion, cellsBack: Int32)?
  /// How many entries of the history the line was taken back by the Up key.
  var entriesBack = 0
  /// Whether the terminal may be asked to mark pastes.
  let bracketsPastes: Bool
  /// Whether it does so now.
  var areMarked = false
  /// The texts that libedit keeps.
  var commandTexts: [WideBuffer] = []
  /// The terminal's modes outside of editing.
  var ordinaryModes = TerminalModes()
  /// Whether keys that are typed between two lines are held back for the next one.
  var isHoldingKeys = false
  /// After a stop: the terminal has to be taken again and the line drawn again.
  var wasStopped = false
  /// How many of the next bytes were typed while the terminal gathered lines.
  var typedAhead: Int32 = 0
  /// How many of the next bytes were typed before the line was asked for; below 0, later ones were taken.
  var bytesAhead: Int32 = 0
  /// Whether all of the last line, with its end, was typed before it was asked for.
  public var lineWasTypedAhead: Bool { bytesAhead >= 0 }
  /// How often libedit was told that the line is over.
  var endKeysSent = 0
  /// How often libedit was told to insert the text that comes next.
  var insertionKeysSent = 0

  /// Takes the terminal's settings and the user's `~/.editrc`.
  ///
  /// Sets the process's locale to that of the environment (numbers keep the C form).
  ///
  /// Throws when standard input, or both standard output and standard error, are no terminal.
  ///
  /// `signals` should catch those that end a program; `program` is the name that `~/.editrc` knows it by. Without
  /// `bracketsPastes` the terminal is sent no control sequence beside those of its own description.
  /// The history begins with what `historyFile` holds, and goes on there.
  public init(
    signals: SignalPipe,
    program: String = "chat",
    editing: Editing = .emacs,
    theme: Theme? = nil,
    bracketsPastes: Bool = true,
    historyFile: HistoryFile? = nil,
    historySize: Int = 1_000
  ) throws(LineReaderFailure) {
    guard let modes = TerminalModes.current,
      isatty(STDOUT_FILENO) == 1 || isatty(STDERR_FILENO) == 1
    else {
      throw LineReaderFailure(reason: "no terminal to read from")
    }
    setLocale()
    guard let edit = chat_edit_open(program), let history = history_winit() else {
      throw LineReaderFailure(reason: "line editing could not start: out of memory")
    }
    self.edit = edit
    self.theme = theme
    self.bracketsPastes = bracketsPastes
    self.history = history
    self.historyFile = historyFile
    input = TerminalInput(signals: signals)
    modes.apply()
    chat_edit_leave_signals_alone(edit)
    chat_edit_set_bindings(edit, editing == .vi)
    chat_history_set_size(history, Int32(clamping: historySize))
    chat_edit_set_history(edit, history)
    historyFile?.entries().forEach(enter)
    for capability in ["im", "ic", "IC", "dc", "DC", "dm"] {
      // Shifting part of a row tears wide characters apart: libedit counts cells, not characters.
      chat_edit_forget_capability(edit, wide(capability))
    }
    connect()
    // Otherwise Ctrl-S would stop the terminal.
    chat_edit_set_terminal(edit, wide("-ixon"))
    addCommands()
    bindKeys(to: editing)
  }

  deinit {
    chat_edit_stop_editing(edit)
    el_end(edit)
    history_wend(history)
  }

  /// Waits for a line.
  ///
  /// Line ends in `prefill` stay; what would act as a key or cannot be seen is in visible form. So it is with a text that
  /// is pasted, which never ends the line. While it waits, Ctrl-Z stops the program and a new window size is taken up.
  public func readLine(
    prompt: StyledText,
    prefill: String,
    completing: ((String) -> Completion)?
  ) throws(LineReaderFailure) -> LineInput {
    // The terminal hung up since the last line.
    guard let modes = TerminalModes.current else { return .endOfInput }
    drawnPrompt = WideBuffer(promptCharacters(prompt, theme: theme))
    begin(prefill: prefill, modes: modes)
    self.completing = completing
    defer { self.completing = nil }
    let line = input.signals.catching([SIGTSTP, SIGCONT, SIGWINCH]) {
      takeTerminal()
      bytesAhead = chat_edit_bytes_waiting()
      let line = waitForLine()
      giveTerminalBack()
      return line
    }
    return ending ?? line.map(LineInput.line) ?? .endOfInput
  }

  /// Runs `body`; what is typed between two lines in it stays in the terminal, unseen, for the next line.
  ///
  /// The terminal does not gather lines meanwhile: a line of its own would be cut at 4,095 bytes. Afterwards, and while
  /// the program is stopped, the terminal is in the modes that it had before.
  public func holdingKeys<Result, Failure: Error>(
    onStop: @escaping () -> Void,
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let modes = TerminalModes.current else { return try body() }
    ordinaryModes = modes
    isHoldingKeys = true
    // libedit goes back to modes of its own before ours are set; they must not show keys even for a moment.
    chat_edit_hold_keys(edit)
    modes.holdingKeys.apply()
    typedAhead = modes.isCanonical ? chat_edit_bytes_waiting() : 0
    defer {
      isHoldingKeys = false
      ordinaryModes.apply()
    }
    return try input.signals.catching(
      [SIGTSTP, SIGCONT],
      reaction: { [unowned self] signal in noteBetweenLines(signal, onStop: onStop) },
      while: body
    )
  }

  /// Runs `body`; the terminal is in the modes that it had before, and what is typed is for whoever reads it there.
  public func lendingTerminal<Result, Failure: Error>(
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard isHoldingKeys else { return try body() }
    ordinaryModes.apply()
    defer { ordinaryModes.holdingKeys.apply() }
    return try body()
  }

  /// Forgets what was typed since the last line was read.
  public func discardTypedAhead() {
    StandardStream.input.discardTypedAhead()
  }

  /// Adds a line to the history.
  ///
  /// Repeating the newest entry changes nothing. An entry of several lines stays one entry; controls are
  /// kept in their visible form.
  public func remember(_ line: String) {
    guard !line.isEmpty else { return }
    enter(line)
    historyFile?.add(line)
  }

  private func enter(_ line: String) {
    guard line != remembered.last else { return }
    remembered.append(line)
    let isPlain = line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    chat_history_enter(history, wide(isPlain ? line : Sanitizer.sanitized(line, in: .exact)))
  }

  /// The lines that were added and hold the text.
  public func history(holding text: String) -> [String] {
    let text = text.lowercased()
    return remembered.filter { text.isEmpty || $0.lowercased().contains(text) }
  }

  private func begin(prefill: String, modes: TerminalModes) {
    ending = nil
    endKeysSent = 0
    wasStopped = false
    insertionKeysSent = 0
    entriesBack = 0
    listed = nil
    keys = KeyStream()
    decoder = UTF8Decoder()
    typed = prefill.isEmpty ? [] : [.text(insertable(prefill))]
    if !isHoldingKeys { ordinaryModes = modes }
  }

  private func waitForLine() -> String? {
    var count: Int32 = 0
    guard let characters = el_wgets(edit, &count), count > 0 else {
      // After the key for the end of input, libedit leaves the cursor where it was.
      if ending == nil { chat_edit_write(edit, "\n") }
      return nil
    }
    let line = UnsafeBufferPointer(start: characters, count: Int(count))
    // The line end is missing where the input ended.
    return lineText(line.last == wchar_t(0x0A) ? line.dropLast() : line[...])
  }

  /// Gives libedit its callbacks, which find their way back here through the handle.
  private func connect() {
    chat_edit_set_owner(edit, Unmanaged.passUnretained(self).toOpaque())
    chat_edit_set_prompt(edit) { edit in
      EditLineReader.owner(of: edit)?.drawnPrompt.start
    }
    chat_edit_set_reader(edit) { edit, place in
      guard let reader = EditLineReader.owner(of: edit), let next = reader.nextCharacter() else {
        return -1
      }
      place?.pointee = next
      return 1
    }
  }

  static func owner(of edit: OpaquePointer?) -> EditLineReader? {
    chat_edit_owner(edit).map { Unmanaged<EditLineReader>.fromOpaque($0).takeUnretainedValue() }
  }
}
