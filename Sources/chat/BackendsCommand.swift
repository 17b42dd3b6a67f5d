internal import CommandLine
internal import Conversation
internal import HostSystem
internal import JQFilter
internal import Session
internal import TerminalText
internal import WireFormats

/// `chat backends`: lists the backends, or adds one to the configuration.
struct BackendsCommand {
  private let invocation: Invocation
  private let terminal: StandardTerminal
  private let signals: SignalPipe
  private let configuration: Configuration
  private let settings: Settings

  init(_ invocation: Invocation) throws {
    var invocation = invocation
    if invocation.operands.first == "add", invocation.operands.count > 2 {
      invocation.options.append(.init(name: .url, value: invocation.operands[2]))
    }
    self.invocation = invocation
    configuration = try ConfigurationFile.read(
      environment: HostProcess.environment,
      mayBeMissing: !invocation.operands.isEmpty
    )
    settings = try Settings(
      invocation,
      environment: HostProcess.environment,
      terminal: .current,
      configuration: configuration
    )
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(settings, signals: signals)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    let operands = invocation.operands
    switch operands.first {
    case nil where !invocation.has(.probe):
      let listing = BackendListing(configuration)
      try terminal.write(listing.text, or: listing.jsonLine, by: settings)
      return terminal.ending(.exit(.answered))
    case "add" where operands.count > 2: return terminal.ending(try add(name: operands[1]))
    case "add", nil:
      throw UsageError.missingOperand(.backends, placeholder: "add NAME URL", choices: [])
    case let word?: throw UsageError.notAnOperand(.backends, value: word, choices: ["add"])
    }
  }

  private func add(name: String) throws -> Ending {
    let isFit = !name.isEmpty && !name.hasPrefix("-")
    guard isFit, name == Sanitizer.singleLine(name, limit: 60), !name.contains("\n") else {
      throw BackendsFailure.badName(name)
    }
    if invocation.operands.count > 3, !invocation.has(.probe) {
      throw UsageError.extraOperand(.backends, value: invocation.operands[3])
    }
    guard !configuration.backends.contains(where: { $0.name == name }) else {
      throw BackendsFailure.exists(name)
    }
    guard let url = settings.url, let path = settings.paths.configuration else {
      throw BackendsFailure.noPlace
    }
    var members = [(key: "url", json: ConfigurationText.json(url.text))]
    if invocation.has(.probe) {
      do {
        members += try probed(url)
      } catch {
        terminal.flush()
        throw error
      }
    } else if settings.api != OptionTable.apiNames[0] {
      members.append(("api", ConfigurationText.json(settings.api)))
    }
    members += typedMembers
    terminal.write(StyledText("The configuration\n", role: .heading))
    terminal.write(StyledText(ConfigurationText.entry(name, members)))
    try ConfigurationFile.add(name, members, at: path)
    let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    let hint = isWord ? " 'chat -b \(name)' asks it." : ""
    terminal.write(StyledText("\nWritten to \(path).\(hint)\n"))
    return .exit(.answered)
  }

  /// What the options say of the backend; header fields that look like secrets are left out, and told.
  private var typedMembers: [(key: String, json: String)] {
    var members: [(key: String, json: String)] = []
    if let model = settings.model { members.append(("model", ConfigurationText.json(model))) }
    if let system = settings.system { members.append(("system", ConfigurationText.json(system))) }
    let fields = settings.headerFields.map { HTTPHeaderField(typed: $0.name, $0.value) }
    for field in fields where field.isSecret {
      terminal.notify(
        Notice.text("the header field \(field.name) is not written: it may be a secret")
      )
    }
    let open = fields.filter { !$0.isSecret }.map { JSONValue.Member($0.name, .string($0.value)) }
    if !open.isEmpty { members.append(("headers", JSONWriter.compact(.object(open)))) }
    let values = settings.values.map { JSONValue.Member($0.key, JSONValue(typed: $0.text)) }
    if !values.isEmpty { members.append(("set", JSONWriter.compact(.object(values)))) }
    for option in [OptionName.timeout, .connectTimeout] {
      guard let text = invocation.values(of: option).last else { continue }
      members.append((option == .timeout ? "timeout" : "connectTimeout", text))
    }
    return members
  }

  private func probed(_ url: BackendURL) throws -> [(key: String, json: String)] {
    let prompt = invocation.operands.dropFirst(3).joined(separator: " ")
    let probe = Probe(settings: settings, connector: .init(signals: signals, terminal: terminal))
    return try probe.entry(by: prompt.isEmpty ? Probe.greeting : prompt) { terminal.write($0) }
  }
}

/// Why `chat backends add` adds none.
enum BackendsFailure: Error {
  case badName(String)
  case exists(String)
  case noPlace
  case noAnswerFound

  var diagnostic: Diagnostic {
    switch self {
    case .badName(let name):
      Diagnostic(
        "'\(Sanitizer.singleLine(name, limit: 60))' cannot be the name of a backend",
        remedy: "choose a short word that does not begin with a dash",
        exitStatus: .usage
      )
    case .exists(let name):
      Diagnostic(
        "the configuration has a backend '\(Sanitizer.singleLine(name, limit: 60))' already",
        remedy: "choose another name, or change its entry in the file",
        exitStatus: .usage
      )
    case .noPlace:
      Diagnostic(
        "there is no place for a configuration",
        remedy: "set CHAT_CONFIG or HOME",
        exitStatus: .usage
      )
    case .noAnswerFound:
      Diagnostic(
        "nothing in the reply looks like an answer",
        remedy:
          "write 'request' and 'response' into the configuration yourself; the guide on backends shows how",
        exitStatus: .notUnderstood
      )
    }
  }
}
