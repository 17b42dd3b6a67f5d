internal import CommandLine
internal import HostSystem
internal import Session
internal import WireFormats

extension DoctorCommand {
  mutating func lookAtBackends() throws {
    lookAtVariables()
    for name in configuration.backends.map(\.name) {
      let own = Result { () throws(UsageError) in try settings(of: name) }
      try lookAtBackend(name, own)
    }
    if environment[.url] != nil {
      let own = Result { () throws(UsageError) in try settingsOfURLVariable() }
      try lookAtBackend(EnvironmentVariable.url.rawValue, own)
    }
    if configuration.backends.isEmpty, environment[.url] == nil {
      note(.backends, "none", "the guide answers; 'chat backends add NAME URL' adds a backend")
    }
  }

  private func settings(of name: String) throws(UsageError) -> Settings {
    try Settings(
      untyped,
      environment: environment(without: [.url, .api, .backend, .model, .token]),
      terminal: .current,
      configuration: configuration,
      switchedTo: name
    )
  }

  private func settingsOfURLVariable() throws(UsageError) -> Settings {
    try Settings(
      untyped,
      environment: environment(without: [.backend] + wrongVariables.map(\.variable)),
      terminal: .current
    )
  }

  /// The command as if it had no options: those for the report mean nothing to a backend.
  private var untyped: Invocation {
    var invocation = invocation
    invocation.options = []
    return invocation
  }

  private func environment(without variables: [EnvironmentVariable]) -> [String: String] {
    let names = variables.map(\.rawValue)
    return environment.filter { !names.contains($0.key) }
  }

  private mutating func lookAtVariables() {
    for (variable, error) in wrongVariables {
      report.add(DoctorFinding(.environment, variable.rawValue, error.diagnostic))
    }
  }

  /// Variables that name what is not there, or that cannot be sent.
  private var wrongVariables: [(variable: EnvironmentVariable, error: UsageError)] {
    var wrong: [(EnvironmentVariable, UsageError)] = []
    let names = configuration.backends.map(\.name)
    if let name = environment[.backend], !names.contains(name) {
      wrong.append((.backend, .unknownBackend(.variable(.backend), name, known: names)))
    }
    let apis = OptionTable.apiNames
    if let name = environment[.api], !apis.contains(name) {
      wrong.append((.api, .notAChoice(.variable(.api), value: name, choices: apis)))
    }
    if let token = environment[.token] {
      do {
        _ = try Secret(token)
      } catch {
        wrong.append((.token, .badToken(error)))
      }
    }
    return wrong
  }

  // MARK: - One backend

  private mutating func lookAtBackend(
    _ name: String,
    _ settings: Result<Settings, UsageError>
  ) throws {
    let own: Settings
    do throws(UsageError) {
      own = try settings.get()
    } catch {
      return report.add(DoctorFinding(.backends, name, error.diagnostic))
    }
    if let folder = own.documents { return lookAt(documents: folder, name) }
    guard let url = own.url else {
      return note(
        .backends,
        name,
        .failed,
        "it has no URL that can be used",
        remedy: "correct it: chat config edit"
      )
    }
    note(.backends, name, "\(url), \(Self.api(at: url, own))")
    try lookAtToken(of: own, at: url, "\(name): token")
    lookAtFiles(of: own.reach, name)
    if own.reach.isInsecure == true, url.scheme == "https" {
      note(
        .backends,
        "\(name): insecure",
        .warning,
        "its certificate is not checked: whoever is on the way can read and change everything",
        remedy: "name its authority by 'cacert' in place of 'insecure'"
      )
    }
    if invocation.has(.online) { try connect(to: url, own, "\(name): online") }
  }

  private mutating func lookAt(documents folder: String, _ name: String) {
    do throws(SystemCallFailure) {
      note(.backends, name, "documents in \(try HostFile.folder(at: folder))")
    } catch {
      note(
        .backends,
        name,
        .failed,
        "the documents in \(folder) cannot be read: \(error.reason)",
        remedy: "correct 'docs': chat config edit"
      )
    }
  }

  /// How it talks, in words.
  private static func api(at url: BackendURL, _ settings: Settings) -> String {
    if settings.mapping != nil { return "by its filters" }
    let api = KnownAPIs.named(settings.api) ?? KnownAPIs.recognised(by: url.text)
    return api is AutoAPI ? "its reply tells the API" : "API \(api.name)"
  }

  // MARK: - Its token

  private mutating func lookAtToken(
    of settings: Settings,
    at url: BackendURL,
    _ name: String
  ) throws {
    do {
      let source = try tokenSource(of: settings)
      note(.backends, name, source)
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      let diagnostic = Diagnostic(error)
      let remedy = diagnostic.remedy ?? "check where the token is, or store it by 'chat login'"
      return note(.backends, name, .failed, diagnostic.summary, remedy: remedy)
    }
    guard Credentials.exist(for: settings), url.scheme == "http", !url.isLoopback,
      settings.reach.unixSocket == nil
    else { return }
    if settings.allowsPlainHTTP {
      note(
        .backends,
        name,
        .warning,
        "it goes unencrypted to another machine ('allowPlainHTTP')",
        remedy: "use https"
      )
    } else {
      report.add(DoctorFinding(.backends, name, UsageError.tokenOverPlainHTTP.diagnostic))
    }
  }

  /// Where the token comes from; a command is run only when backends are connected to anyway.
  private func tokenSource(of settings: Settings) throws -> String {
    if settings.token != nil { return EnvironmentVariable.token.rawValue }
    if settings.tokenCommand != nil {
      guard invocation.has(.online) else { return "a command prints it, not run without --online" }
      _ = try Credentials(signals: signals, terminal: terminal).token(for: settings)
      return "a command prints it"
    }
    if let file = settings.tokenFile {
      _ = try TokenFile.read(file)
      return "in \(file)"
    }
    if Credentials.isStored(for: settings), let file = settings.storedTokenFile {
      _ = try TokenFile.read(file)
      return "stored by 'chat login' in \(file)"
    }
    let fields = settings.headerFields.filter { HTTPHeaderField(typed: $0.name, $0.value).isSecret }
    return fields.first.map { "in the header field \($0.name)" } ?? "none"
  }

  private mutating func lookAtFiles(of reach: Reach, _ name: String) {
    let files = [
      ("cacert", reach.authorities), ("cert", reach.certificate), ("key", reach.key),
    ]
    for case (let key, let path?) in files where !HostFile.canBeRead(at: expanded(path)) {
      note(
        .backends,
        "\(name): \(key)",
        .failed,
        "\(path) cannot be read",
        remedy: "check '\(key)' in the configuration, and the file's mode"
      )
    }
  }
}
