extension PseudoTerminal {
  /// A shell in which keys go to the terminal as they are.
  public static let bash = ["/bin/bash", "--norc", "--noediting", "-i"]

  /// An interactive shell at its first prompt, which is `shell: `.
  public static func shell(
    _ words: [String] = bash,
    environment: [String: String]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      words[0],
      arguments: Array(words.dropFirst()),
      environment: environment.merging(["PS1": "shell: "]) { $1 }
    )
    try terminal.readUntil("shell: ")
    return terminal
  }

  /// Stops what runs in the foreground of a shell by Ctrl-Z, and waits for the shell.
  public func stopForeground() throws {
    try type("\u{1A}")
    try readUntil("Stopped")
    try readUntil("shell: ")
  }
}
