internal import CommandLine
internal import HostSystem
internal import TerminalText

/// Runs a command that prints a secret, with the terminal to ask the person by.
///
/// It does not see the token of the environment, and what it writes to standard error is shown.
struct SecretCommand {
  let signals: SignalPipe
  let terminal: StandardTerminal

  /// As much of what a command writes to standard error is shown, in bytes.
  private static let mostErrors = 64 << 10

  /// How the command ended, with what it printed; it may take so many seconds, and print as much as a token file holds.
  func ending(of command: TokenCommand, within seconds: Int) -> CommandOutput.Ending {
    var environment = HostProcess.environment
    environment[EnvironmentVariable.token.rawValue] = nil
    var shown = 0
    var endsLine = true
    let ending = CommandOutput.of(
      command.words,
      environment: environment,
      limit: TokenFile.limit,
      millis: seconds * 1_000,
      signals: signals
    ) { bytes in
      guard shown < Self.mostErrors else { return }
      shown += bytes.count
      endsLine = bytes.last == UInt8(ascii: "\n")
      terminal.notify(StyledText(String(decoding: bytes, as: UTF8.self)))
    }
    if !endsLine { terminal.notify("\n") }
    return ending
  }

  /// What was printed, without the line end behind it.
  static func line(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
  }
}
