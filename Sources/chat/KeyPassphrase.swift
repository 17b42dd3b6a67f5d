internal import CommandLine
internal import HostSystem
internal import Session
internal import TerminalText

/// The passphrase of a key, as a command prints it.
struct KeyPassphrase {
  let signals: SignalPipe
  let terminal: StandardTerminal

  /// A command that asks a person may take so long, in milliseconds.
  private static let patience = 30_000
  private static let limit = 8 << 10

  /// What the command prints, without the line end behind it; what it writes to standard error is shown.
  func printed(by command: TokenCommand) throws -> String {
    var environment = HostProcess.environment
    environment[EnvironmentVariable.token.rawValue] = nil
    let ending = CommandOutput.of(
      command.words,
      environment: environment,
      limit: Self.limit,
      millis: Self.patience,
      signals: signals
    ) { bytes in
      terminal.notify(StyledText(String(decoding: bytes, as: UTF8.self)))
    }
    if case .interrupted(let signal) = ending { throw TransportFailure.cancelled(signal: signal) }
    guard case .exited(0, let bytes) = ending else { throw failure(command, Self.words(ending)) }
    let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
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
    case .tooLong: "prints more than \(limit) bytes"
    case .tooSlow: "prints nothing within \(patience / 1_000) s"
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
