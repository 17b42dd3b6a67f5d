import TestSupport

/// `line-editing-probe` at its first prompt, on a pseudo-terminal.
struct ProbeTerminal {
  static let path = PseudoTerminal.product("line-editing-probe")

  let terminal: PseudoTerminal

  init(
    _ arguments: [String] = [],
    environment: [String: String] = ["LANG": "C.UTF-8", "HOME": "/nonexistent"],
    term: String? = "xterm-256color",
    columns: UInt16 = 80,
    awaiting prompt: String = "> "
  ) throws {
    terminal = try PseudoTerminal(
      Self.path,
      arguments: arguments,
      environment: environment,
      term: term,
      columns: columns
    )
    try terminal.readUntil(prompt)
  }

  /// The probe as a shell starts it: `script` finds its path in `$PROBE`.
  init(script: String, awaiting prompt: String = "> ") throws {
    terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", script],
      environment: ["PROBE": Self.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    )
    try terminal.readUntil(prompt)
  }

  /// An interactive shell in which `"$PROBE"` is the probe.
  static func shell(_ words: [String] = PseudoTerminal.bash) throws -> PseudoTerminal {
    try PseudoTerminal.shell(words, environment: ["PROBE": path, "PATH": "/usr/bin:/bin"])
  }

  /// Types `keys`, which end a line, and gives what the probe read.
  func line(_ keys: String) throws -> String {
    try terminal.type(keys)
    try terminal.readUntil("line ")
    let report = try terminal.readUntil(">\r\n")
    try terminal.readUntil("> ")
    return String(report.drop { $0 != "<" }.dropFirst().dropLast(2))
  }

  /// The screen after all output so far.
  func screen(columns: Int = 80) -> Screen {
    var screen = Screen(columns: columns)
    screen.feed(terminal.output)
    return screen
  }
}
