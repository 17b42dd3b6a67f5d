internal import CommandLine
internal import HostSystem
internal import Session
internal import TerminalText

/// `chat login`: asks for a backend's token, tries it, and stores it in a file of its own.
struct LoginCommand {
  private let invocation: Invocation
  private let environment: [String: String]
  private let configuration: Configuration
  private let signals: SignalPipe
  private let input: StandardInput
  private let terminal: StandardTerminal

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    // A token of the environment is not the one to store.
    environment = HostProcess.environment.filter { $0.key != EnvironmentVariable.token.rawValue }
    configuration = try ConfigurationFile.read(environment: environment, mayBeMissing: true)
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    input = StandardInput(signals: signals)
    let settings = try Settings(
      invocation.looks,
      environment: environment.filter { !$0.key.hasPrefix("CHAT_") },
      terminal: .current
    )
    terminal = StandardTerminal(settings, signals: signals)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    CrashGuard.start(hidesCursor: terminal.hasStatus, bracketsPastes: false)
    let name = try name()
    let known = configuration.backends.first { $0.name == name }
    guard let file = try StoredToken.file(for: name, environment: environment),
      let path = StandardPaths(environment: environment).configuration
    else { throw BackendsFailure.noPlace }
    var settings = try settings(for: name, known)
    try refusePlainHTTP(settings)
    let token = try token(for: name)
    settings.token = token
    let members = try invocation.has(.noProbe) ? [] : probed(settings, isKnown: known != nil)
    if known == nil { try add(name, members, settings, at: path) }
    try store(token, in: file)
    terminal.write(StyledText("Stored the token of '\(name)' in \(file).\n"))
    if let other = known?.otherToken {
      terminal.notify(Notice.text("'\(other)' of '\(name)' in the configuration outweighs it"))
    }
    return terminal.ending(.exit(.answered))
  }

  // MARK: - What to log in to

  private func name() throws -> String {
    let name = try StoredToken.name(in: invocation, environment: environment) { configuration }
    if let name { return name }
    guard let typed = try asked("Name of the backend: ") else {
      throw UsageError.missingOperand(.login, placeholder: "NAME", choices: [])
    }
    return typed
  }

  /// The settings by which the backend is asked: those of its entry, or of one that is to be.
  private func settings(for name: String, _ known: BackendConfiguration?) throws -> Settings {
    var invocation = invocation
    if let known {
      try refuse(known)
      invocation.options.removeAll { $0.name == .url }
      invocation.options.append(.init(name: .backend, value: name))
    } else if !invocation.has(.url) {
      guard let url = try environment[.url] ?? asked("URL of '\(name)': ") else {
        throw CommandFailure(
          "there is no backend '\(Sanitizer.singleLine(name, limit: 60))' in the configuration",
          remedy: "give its URL too: chat login NAME --url URL"
        )
      }
      invocation.options.append(.init(name: .url, value: url))
    }
    var settings = try Settings(
      invocation,
      environment: environment,
      terminal: .current,
      configuration: configuration
    )
    settings.tokenCommand = nil
    settings.tokenFile = nil
    settings.storedTokenFile = nil
    return settings
  }

  private func refuse(_ known: BackendConfiguration) throws {
    let shown = Sanitizer.singleLine(known.name, limit: 60)
    guard let url = known.url else {
      throw CommandFailure("'\(shown)' answers from documents and needs no token")
    }
    guard let typed = invocation.values(of: .url).last, typed != url.text else { return }
    throw CommandFailure(
      "the configuration has a backend '\(shown)' already, at \(url)",
      remedy: "choose another name, or change the URL by 'chat config edit'"
    )
  }

  private func refusePlainHTTP(_ settings: Settings) throws {
    guard let url = settings.url, url.scheme == "http" else { return }
    if !url.isLoopback, !settings.allowsPlainHTTP { throw UsageError.tokenOverPlainHTTP }
  }

  // MARK: - What to ask

  private var hasPerson: Bool {
    StandardStream.input.isTerminal && StandardStream.error.isTerminal
  }

  /// What a person types to a question; `nil` where nobody can be asked.
  private func asked(_ question: String) throws -> String? {
    guard hasPerson else { return nil }
    while true {
      terminal.notify(StyledText(question))
      let text = try line(input.readLine(atMost: TokenFile.limit))
      let words = text.split(separator: " ").joined(separator: " ")
      if !words.isEmpty { return words }
    }
  }

  private func token(for name: String) throws -> Secret {
    let text: String
    if StandardStream.input.isTerminal {
      let question = StyledText("Token of '\(name)' (it is not shown): ")
      terminal.notify(question)
      let reading = SecretReader(signals: signals).readLine { terminal.notify(question) }
      if case .signal = reading {} else { terminal.notify("\n") }
      text = try line(reading)
    } else {
      text = try line(input.readLine(atMost: TokenFile.limit))
    }
    guard !text.isEmpty else { throw CommandFailure("no token was given; nothing is stored") }
    do {
      return try Secret(text)
    } catch {
      throw CommandFailure("the token holds a control character; nothing is stored")
    }
  }

  private func line(_ reading: StandardInput.Reading) throws -> String {
    switch reading {
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw CommandFailure("what was given is not UTF-8 text; nothing is stored")
      }
      return text
    case .end: throw CommandFailure("there is nothing to read; nothing is stored")
    case .tooLong:
      throw CommandFailure("more than \(TokenFile.limit) bytes were given; nothing is stored")
    case .signal(let signal):
      terminal.notify("\n")
      throw Interruption(signal: signal)
    case .failed(let reason): throw InputFailure(reason: reason)
    }
  }

  // MARK: - What is stored

  /// What the backend's answer to one prompt tells of the way in which it talks.
  private func probed(
    _ settings: Settings,
    isKnown: Bool
  ) throws -> [(key: String, json: String)] {
    let connector = Connector(signals: signals, terminal: terminal)
    let probe = Probe(settings: settings, connector: connector)
    do {
      terminal.show(status: "Trying the token")
      defer { terminal.show(status: nil) }
      guard isKnown || settings.api != OptionTable.apiNames[0] else {
        return try probe.entry(by: Probe.greeting) { terminal.write($0) }
      }
      try probe.check()
      return []
    } catch let failure as ConnectionFailure {
      let isRefused = failure.diagnostic.exitStatus == .notLetIn
      throw CommandFailure(
        failure.diagnostic.summary,
        remedy: isRefused
          ? "nothing is stored: the backend refuses this token"
          : "nothing is stored; --no-probe stores the token without asking the backend",
        failure.diagnostic.exitStatus
      )
    }
  }

  private func add(
    _ name: String,
    _ probed: [(key: String, json: String)],
    _ settings: Settings,
    at path: String
  ) throws {
    var members = [(key: "url", json: ConfigurationText.json(settings.url?.text ?? ""))]
    if let model = settings.model { members.append(("model", ConfigurationText.json(model))) }
    if settings.api != OptionTable.apiNames[0] {
      members.append(("api", ConfigurationText.json(settings.api)))
    }
    members += probed
    let isFirst = configuration.backends.isEmpty
    try ConfigurationFile.add(name, members, isDefault: isFirst, at: path)
    let use = isFirst ? "'chat' asks it now" : "'chat -b \(name)' asks it"
    terminal.write(StyledText("Added '\(name)' to \(path): \(use).\n"))
  }

  private func store(_ token: Secret, in file: String) throws {
    do throws(SystemCallFailure) {
      if let slash = file.lastIndex(of: "/") {
        try HostFile.makePrivateFolder(at: String(file[..<slash]))
      }
      let bytes = Array((token.revealed + "\n").utf8)
      try HostFile.write(bytes, to: file, mayReplace: true, isSecret: true)
    } catch {
      throw CommandFailure("cannot store the token in \(file): \(error.reason)", .failed)
    }
  }
}

extension BackendConfiguration {
  /// What gives its token before a stored one is looked for.
  fileprivate var otherToken: String? {
    if tokenCommand != nil { return "tokenCommand" }
    return tokenFile == nil ? nil : "tokenFile"
  }
}

extension Invocation {
  /// The same with the options alone that say what the screen looks like.
  fileprivate var looks: Invocation {
    var looks = self
    looks.options = options.filter { [.color, .width, .quiet].contains($0.name) }
    return looks
  }
}
