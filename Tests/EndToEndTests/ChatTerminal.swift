import TestSupport

/// `chat` on a pseudo-terminal, and what stands on its screen.
final class ChatTerminal {
  let terminal: PseudoTerminal
  let home: TemporaryHome
  private var currentScreen: Screen
  private var fedBytes = 0
  /// The row of the last prompt, counted from the top of everything that was ever shown.
  private var promptRow = -1

  init(
    _ arguments: [String] = [],
    environment: [String: String] = [:],
    columns: Int = 80,
    rows: Int = 24,
    term: String? = "xterm-256color",
    home: TemporaryHome? = nil,
    program: String = PseudoTerminal.product("chat")
  ) throws {
    let home = try home ?? TemporaryHome()
    self.home = home
    terminal = try PseudoTerminal(
      program,
      arguments: arguments,
      environment: home.environment.merging(environment) { $1 },
      term: term,
      columns: UInt16(columns),
      rows: UInt16(rows)
    )
    currentScreen = Screen(columns: columns, rows: rows)
  }

  /// A conversation with `server`.
  convenience init(talkingTo server: LoopbackServer, columns: Int = 80) throws {
    try self.init(environment: ["CHAT_URL": server.url(path: Glean.path)], columns: columns)
  }

  /// The screen after all output so far.
  var screen: Screen {
    let output = terminal.output
    currentScreen.feed(output[fedBytes...])
    fedBytes = output.count
    return currentScreen
  }

  /// Everything that was ever shown.
  var lines: [String] {
    let screen = screen
    return screen.scrolledOff + screen.lines
  }

  /// Waits for a prompt below the last one that was waited for.
  func waitForPrompt() throws {
    try wait(for: "a prompt") { chat in
      guard !chat.terminal.modes.isCooked else { return false }
      let screen = chat.screen
      let row = screen.scrolledOff.count + screen.cursor.row
      guard row > chat.promptRow, screen.cursor.column >= 2,
        screen.text(row: screen.cursor.row).hasPrefix(">")
      else { return false }
      chat.promptRow = row
      return true
    }
  }

  /// Waits for a prompt, and types a line and its end.
  func enter(_ line: String) throws {
    try waitForPrompt()
    try terminal.type(line + "\r")
  }

  /// Waits until `text` stands somewhere in a line that was shown.
  func waitFor(_ text: String, inLines count: Int = 1) throws {
    try wait(for: text.debugDescription) { chat in
      chat.lines.count { $0.contains(text) } >= count
    }
  }

  private func wait(for what: String, until condition: (ChatTerminal) -> Bool) throws {
    do {
      try terminal.wait { _ in condition(self) }
    } catch {
      let shown = lines.joined(separator: "\n")
      throw PseudoTerminal.Failure(description: "no \(what) on the screen:\n\(shown)")
    }
  }

  /// In what the terminal differs from how it was found; empty is what every ending has to leave.
  var traces: [String] {
    let screen = screen
    var traces = screen.violations.map { "wrote \($0)" }
    if !screen.isCursorVisible { traces.append("the cursor is hidden") }
    if screen.hasBracketedPaste { traces.append("bracketed paste is on") }
    if screen.style != Screen.Style() { traces.append("the style is \(screen.style)") }
    if screen.cursor.column != 0 {
      traces.append("the cursor is in column \(screen.cursor.column)")
    }
    if terminal.modes != terminal.initialModes { traces.append("the modes have changed") }
    return traces
  }
}
