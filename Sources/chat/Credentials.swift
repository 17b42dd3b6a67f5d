internal import CommandLine
internal import HostSystem
internal import TerminalText

/// The tokens of a run: each is fetched when it is needed, a command's only once.
///
/// From then on no core dump can hold it, and standard error hides it.
final class Credentials {
  private let signals: SignalPipe
  private let terminal: StandardTerminal
  private var printed: [TokenCommand: Secret] = [:]

  /// The longest time that a command may take, in seconds.
  private static let patience = 10

  init(signals: SignalPipe, terminal: StandardTerminal) {
    self.signals = signals
    self.terminal = terminal
  }

  /// Whether there is a token for the backend of the settings, as far as can be told without reading it.
  static func exist(for settings: Settings) -> Bool {
    settings.token != nil || settings.tokenCommand != nil || settings.tokenFile != nil
      || isStored(for: settings)
  }

  /// Whether `chat login` has stored a token that the settings go by.
  static func isStored(for settings: Settings) -> Bool {
    settings.storedTokenFile.map(HostFile.exists) ?? false
  }

  /// The token for the backend of the settings; `nil` where there is none.
  ///
  /// Where the request is only shown, a mask stands for what a command would print.
  func token(for settings: Settings) throws -> Secret? {
    guard let secret = try fetched(for: settings) else { return nil }
    HostProcess.preventCoreDumps()
    terminal.conceal(secret.revealed)
    return secret
  }

  private func fetched(for settings: Settings) throws -> Secret? {
    if let token = settings.token { return token }
    guard settings.url != nil else { return nil }
    if let command = settings.tokenCommand {
      return settings.isDryRun ? try Secret("***") : try output(of: command)
    }
    if let file = settings.tokenFile { return try TokenFile.read(file) }
    guard Self.isStored(for: settings), let file = settings.storedTokenFile else { return nil }
    return try TokenFile.read(file)
  }

  private func output(of command: TokenCommand) throws -> Secret {
    if let known = printed[command] { return known }
    let secret = try run(command)
    printed[command] = secret
    return secret
  }

  private func run(_ command: TokenCommand) throws -> Secret {
    let runner = SecretCommand(signals: signals, terminal: terminal)
    switch runner.ending(of: command, within: Self.patience) {
    case .exited(0, let bytes): return try secret(in: bytes, command)
    case .interrupted(let signal): throw Interruption(signal: signal)
    case .exited(let status, _): throw failure(command, .failed(status: status))
    case .killed(let signal): throw failure(command, .killed(signal: signal))
    case .notFound: throw failure(command, .notFound)
    case .notStarted(let reason): throw failure(command, .notStarted(reason))
    case .tooLong: throw failure(command, .tooLong(limit: TokenFile.limit))
    case .tooSlow: throw failure(command, .tooSlow(seconds: Self.patience))
    }
  }

  /// The token in what a command printed, without the line end behind it.
  private func secret(in bytes: [UInt8], _ command: TokenCommand) throws -> Secret {
    let line = SecretCommand.line(of: bytes)
    guard !line.isEmpty else { throw failure(command, .empty) }
    if line.contains(0) { throw failure(command, .nul) }
    if line.contains(0x0A) { throw failure(command, .severalLines) }
    if line.contains(0x0D) { throw failure(command, .carriageReturn) }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw failure(command, .notText)
    }
    guard let secret = try? Secret(text) else { throw failure(command, .controlCharacter) }
    return secret
  }

  private func failure(
    _ command: TokenCommand,
    _ reason: TokenCommandFailure.Reason
  ) -> TokenCommandFailure {
    TokenCommandFailure(
      name: command.name.map { Sanitizer.singleLine($0, limit: 60) },
      reason: reason
    )
  }
}
