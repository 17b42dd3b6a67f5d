internal import CommandLine
internal import HostSystem
internal import Session
internal import TerminalText

/// The passphrase of a key, as a command prints it.
struct KeyPassphrase {
  let signals: SignalPipe
  let terminal: StandardTerminal

  /// A command that asks a person may take so long, in seconds.
  private static let patience = 30

  /// What the command prints, without the line end behind it; what it writes to standard error is shown.
  func printed(by command: TokenCommand) throws -> String {
    let runner = SecretCommand(signals: signals, terminal: terminal)
    let ending = runner.ending(of: command, within: Self.patience)
    if case .interrupted(let signal) = ending { throw TransportFailure.cancelled(signal: signal) }
    guard case .exited(0, let bytes) = ending else { throw failure(command, Self.words(ending)) }
    let line = SecretCommand.line(of: bytes)
    guard let text = String(validating: line, as: UTF8.self), !text.isEmpty,
      !line.contains(where: { $0 == 0 || $0 == 0x0A })
    else { throw failure(command, "prints no line of text") }
    return text
  }

  private static func words(_ ending: CommandOutput.Ending) -> String {
    switch ending {
    case .exited(let status, _): "fails with status \(status)"
    case .killed(let signal), .interrupted(let signal): "was ended by signal \(signal)"
    case .notFound: "is not found"
    case .notStarted(let reason): "cannot be started: \(reason)"
    case .tooLong: "prints more than \(TokenFile.limit) bytes"
    case .tooSlow: "prints nothing within \(patience) s"
    }
  }

  private func failure(_ command: TokenCommand, _ words: String) -> ConnectionFailure {
    let name = command.name.map { " '\(Sanitizer.singleLine($0, limit: 60))'" } ?? ""
    return ConnectionFailure(
      Diagnostic(
        "no passphrase for the key: the command\(name) \(words)",
        remedy:
          "check 'keyPasswordCommand' in the configuration; run it in the shell to see what it does",
        exitStatus: .usage
      )
    )
  }
}
