internal import TestSupport

/// What is typed into a shell for a picture.
struct Scene {
  /// What a person types, once the screen waits for it.
  private enum Step {
    /// A command, at the prompt of the shell.
    case command(String)
    /// A line, at the prompt of the conversation.
    case line(String)
    /// Nothing: the prompt of the conversation is waited for.
    case wait
  }

  private static let shellPrompt = "$ "
  private static let prompt = "> "

  /// The scenes of the README.
  static let all = [
    Scene(
      name: "conversation",
      steps: [.command("chat"), .line("Is my history kept?"), .line("1"), .wait]
    ),
    Scene(
      name: "ask",
      steps: [.command(#"chat ask "What do the exit statuses mean?""#), .command("")]
    ),
  ]

  /// The beginning of the pictures' file names.
  let name: String
  private let steps: [Step]

  /// The screen after the last step; `folder` is where the program `chat` is.
  func played(byProgramIn folder: String) throws -> Screen {
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-i"],
      environment: home.environment.merging(
        ["PATH": "\(folder):/usr/bin:/bin", "PS1": Self.shellPrompt, "ENV": "/dev/null"]
      ) { $1 },
      columns: 88,
      rows: 200
    )
    var player = Player(terminal: terminal)
    for step in steps {
      switch step {
      case .command(let command):
        try player.waitForPrompt(Self.shellPrompt)
        if !command.isEmpty { try player.type(command + "\n") }
      case .line(let line):
        try player.waitForPrompt(Self.prompt)
        try player.type(line + "\r")
      case .wait: try player.waitForPrompt(Self.prompt)
      }
    }
    return player.screen
  }
}

/// The person in front of the terminal.
private struct Player {
  let terminal: PseudoTerminal
  private(set) var screen = Screen(columns: 88, rows: 200)
  private var fedBytes = 0
  /// The row of the last prompt that was answered.
  private var answeredRow = -1

  init(terminal: PseudoTerminal) {
    self.terminal = terminal
  }

  /// Waits until the cursor stands behind a prompt that was not answered yet.
  mutating func waitForPrompt(_ prompt: String) throws {
    while !isAtPrompt(prompt) {
      let before = fedBytes
      try terminal.wait { $0.output.count > before }
    }
  }

  mutating func type(_ keys: String) throws {
    answeredRow = screen.cursor.row
    try terminal.type(keys)
  }

  private mutating func isAtPrompt(_ prompt: String) -> Bool {
    let output = terminal.output
    screen.feed(output[fedBytes...])
    fedBytes = output.count
    let (row, column) = screen.cursor
    let text = screen.text(row: row) + " "
    return row > answeredRow && column == prompt.count && text == prompt
  }
}
