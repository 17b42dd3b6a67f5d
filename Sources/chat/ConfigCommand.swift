internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Session
internal import TerminalText

/// `chat config`: where the configuration is, what holds, and what is wrong with it.
///
/// A configuration with mistakes stops none of this.
struct ConfigCommand {
  private let invocation: Invocation
  private let environment = HostProcess.environment
  private let paths: StandardPaths

  init(_ invocation: Invocation) {
    self.invocation = invocation
    paths = StandardPaths(environment: environment)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    switch invocation.operands.first {
    case "path":
      return try show(try path + "\n")
    case "check": return try check()
    case "edit": return try ConfigurationEditor(path: try path).ending()
    default: return try showSettings()
    }
  }

  private var path: String {
    get throws {
      guard let path = paths.configuration else { throw BackendsFailure.noPlace }
      return path
    }
  }

  // MARK: - show

  private func showSettings() throws -> Ending {
    let text: String?
    var mistakes: [ConfigurationProblem] = []
    var notices: [Diagnostic] = []
    do throws(ConfigurationFailure) {
      text = try paths.configuration.flatMap { path throws(ConfigurationFailure) in
        try ConfigurationFile.text(of: path, mayBeMissing: !paths.namesConfiguration)
      }
      mistakes = text.map(ConfigurationFile.mistakes) ?? []
    } catch {
      text = nil
      notices = [error.diagnostic]
    }
    let configuration = text.map { Configuration.reading($0).0 } ?? Configuration()
    let settings = try Settings(
      invocation,
      environment: environment,
      terminal: .current,
      configuration: configuration
    )
    let signals = try SignalPipe(catching: HostProcess.endingSignals)
    let terminal = StandardTerminal(settings, signals: signals)
    for diagnostic in notices { terminal.notify(Notice.text(of: diagnostic)) }
    for mistake in mistakes {
      terminal.notify(Notice.text(mistake.line(in: paths.configuration ?? "")))
    }
    let overview = SettingsOverview(
      settings,
      invocation: invocation,
      environment: environment,
      configuration: configuration,
      hasStoredToken: Credentials.isStored(for: settings)
    )
    let listing = SettingsListing(overview, path: paths.configuration)
    try terminal.write(listing.text, or: listing.jsonLine, by: settings)
    return terminal.ending(.exit(.answered))
  }

  // MARK: - check

  private func check() throws -> Ending {
    let path = try path
    let text = try ConfigurationFile.text(of: path, mayBeMissing: !paths.namesConfiguration)
    let mistakes = text.map { text in
      (ConfigurationFile.mistakes(in: text) + ConfigurationFile.badTokenFiles(in: text))
        .sorted { $0.place < $1.place }
    }
    let listing = MistakeListing(mistakes ?? [], path: path, isThere: text != nil)
    let status = mistakes?.isEmpty == false ? ExitStatus.usage : .answered
    guard invocation.output == .json else { return try show(listing.text, status) }
    let line = Array(listing.jsonLine.utf8)
    let filter = try invocation.values(of: .jq).last.map(DataFilter.init(text:))
    let terminal = StandardTerminal(StandardTerminal.Options())
    terminal.writeRaw(try filter?.lines(for: line) ?? line)
    return terminal.ending(.exit(status))
  }

  private func show(_ text: String, _ status: ExitStatus = .answered) throws -> Ending {
    let terminal = StandardTerminal(StandardTerminal.Options())
    terminal.write(StyledText(text))
    return terminal.ending(.exit(status))
  }
}

/// The mistakes in a configuration, as they are printed.
struct MistakeListing {
  private let mistakes: [ConfigurationProblem]
  private let path: String
  private let isThere: Bool

  /// The listing for the file at a path.
  init(_ mistakes: [ConfigurationProblem], path: String, isThere: Bool) {
    self.mistakes = mistakes
    self.path = path
    self.isThere = isThere
  }

  /// A line for each.
  var text: String {
    guard isThere else { return "\(path): there is no such file, which is no mistake\n" }
    guard !mistakes.isEmpty else { return "\(path): no mistakes\n" }
    return mistakes.map { $0.line(in: path) + "\n" }.joined()
  }

  /// One line of JSON.
  var jsonLine: String {
    let list = mistakes.map { mistake in
      JSONValue.object([
        .init("line", .integer(mistake.place.line)),
        .init("column", .integer(mistake.place.column)),
        .init("message", .string(mistake.summary)),
      ])
    }
    return JSONWriter.compact(
      .object([.init("path", .string(path)), .init("mistakes", .array(list))])
    ) + "\n"
  }
}
