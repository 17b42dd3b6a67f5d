internal import CommandLine
internal import HostSystem
internal import Session
internal import TerminalText

/// `chat logout`: removes the token that was stored for a backend.
struct LogoutCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    let environment = HostProcess.environment
    let name = try StoredToken.name(in: invocation, environment: environment) {
      try ConfigurationFile.read(environment: environment, mayBeMissing: true)
    }
    guard let name else {
      throw UsageError.missingOperand(.logout, placeholder: "NAME", choices: [])
    }
    let shown = Sanitizer.singleLine(name, limit: 60)
    guard let file = try StoredToken.file(for: name, environment: environment) else {
      throw BackendsFailure.noPlace
    }
    do throws(SystemCallFailure) {
      try HostFile.remove(at: file)
    } catch {
      guard !error.isMissing else {
        throw CommandFailure("no token is stored for '\(shown)'", .failed)
      }
      throw CommandFailure("cannot remove \(file): \(error.reason)", .failed)
    }
    let terminal = StandardTerminal(StandardTerminal.Options())
    terminal.write(StyledText("Removed \(file).\n"))
    return terminal.ending(.exit(.answered))
  }
}

extension StoredToken {
  /// The backend that is meant: the operand, `CHAT_BACKEND`, or the default of the configuration.
  static func name(
    in invocation: Invocation,
    environment: [String: String],
    configuration: () throws -> Configuration
  ) throws -> String? {
    try invocation.operands.first ?? environment[.backend] ?? configuration().defaultBackend
  }

  /// The file for a backend's token; `nil` where there is no place for it.
  ///
  /// - Throws: `CommandFailure` for a name that no file can have.
  static func file(for name: String, environment: [String: String]) throws -> String? {
    guard canBeKept(for: name) else {
      throw CommandFailure(
        "no token can be stored for '\(Sanitizer.singleLine(name, limit: 60))'",
        remedy: "a name has no slash, no control character, and no point or dash in front"
      )
    }
    return StandardPaths(environment: environment).storedToken(of: name)
  }
}
