internal import CommandLine
internal import Conversation
internal import CurlTransport
internal import EmbeddedBackend
internal import HostSystem
internal import LineEditing
internal import Session
internal import TerminalText
internal import WireFormats

/// The commands that talk to a backend, put together from their parts.
struct Dialogue {
  private let invocation: Invocation
  private let configuration: Configuration
  private let settings: Settings
  private let terminal: StandardTerminal
  private let signals: SignalPipe
  private let input: StandardInput
  private let filter: DataFilter?
  private let credentials: Credentials

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    configuration = try ConfigurationFile.read(environment: HostProcess.environment)
    settings = try Self.settings(invocation, configuration)
    filter = try DataFilter(settings)
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(settings, signals: signals)
    input = StandardInput(signals: signals)
    credentials = Credentials(signals: signals, terminal: terminal)
  }

  /// The settings, or those of the backend that a conversation goes over to.
  private static func settings(
    _ invocation: Invocation,
    _ configuration: Configuration,
    switchedTo name: String? = nil
  ) throws(UsageError) -> Settings {
    try Settings(
      invocation,
      environment: HostProcess.environment,
      terminal: .current,
      configuration: configuration,
      switchedTo: name
    )
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    CrashGuard.start(
      hidesCursor: terminal.hasStatus,
      bracketsPastes: invocation.command == .conversation && StandardStream.error.isTerminal
        && !settings.terminalIsDumb
    )
    for warning in settings.warnings { terminal.notify(Notice.text(of: warning)) }
    let ending =
      if invocation.command == .ask {
        try ask()
      } else if StandardStream.input.isTerminal {
        try converse()
      } else {
        try askEachLine()
      }
    return terminal.ending(ending)
  }

  private func ask() throws -> Ending {
    var prompt = Prompt(operands: invocation.operands)
    if !StandardStream.input.isTerminal {
      switch input.readAll(atMost: settings.maxInput) {
      case .bytes(let bytes): try prompt.append(bytes)
      case .end: break
      case .tooLong: throw UsageError.inputTooLong(limit: settings.maxInput ?? 0)
      case .signal(let number): return .signal(number)
      case .failed(let reason): throw InputFailure(reason: reason)
      }
    }
    // Without a prompt no token is needed, for which a command may have to run.
    _ = try prompt.checked()
    var oneShot = try oneShot()
    return try answer(prompt, by: &oneShot)
  }

  /// A prompt for each line; the first that fails decides the status, and the others are asked all the same.
  private func askEachLine() throws -> Ending {
    var oneShot = try oneShot()
    var result = Ending.exit(.answered)
    while terminal.failure == nil {
      switch input.readLine(atMost: settings.maxInput) {
      case .bytes(let bytes):
        let ending = answer(line: bytes, by: &oneShot)
        if case .signal = ending { return ending }
        if result == .exit(.answered) { result = ending }
      case .end: return result
      case .tooLong:
        // Where the line ends, nobody knows: it may be without an end.
        let error = UsageError.inputTooLong(limit: settings.maxInput ?? 0)
        let ending = terminal.fail(error.diagnostic, in: settings.output)
        return result == .exit(.answered) ? ending : result
      case .signal(let number): return .signal(number)
      case .failed(let reason): throw InputFailure(reason: reason)
      }
    }
    return result
  }

  /// The line's answer; one that is no text is told like a prompt that failed.
  private func answer(line: [UInt8], by oneShot: inout OneShot) -> Ending {
    do {
      var prompt = Prompt(operands: [])
      try prompt.append(line)
      return prompt.isEmpty ? .exit(.answered) : try answer(prompt, by: &oneShot)
    } catch {
      return terminal.fail(Diagnostic(error), in: settings.output)
    }
  }

  private func oneShot() throws -> OneShot {
    let connection = try connector.connection(settings)
    if let introduction = connection.introduction, !settings.isQuiet {
      terminal.notify(Notice.text(introduction))
    }
    return OneShot(
      settings: settings,
      exchange: connection.exchange,
      parameters: connection.parameters,
      terminal: terminal,
      filter: filter,
      token: connection.token,
      showsFooter: StandardStream.output.isTerminal,
      decide: decide
    )
  }

  /// Puts a question of the backend to the person, where one is there to read it and to type.
  private func decide(_ inquiry: Inquiry) -> InquiryAnswer {
    guard StandardStream.input.isTerminal, StandardStream.error.isTerminal else {
      return .unanswered
    }
    input.discardTypedAhead()
    terminal.notify(InquiryText.question(inquiry) + InquiryText.prompt(for: inquiry))
    switch input.readLine() {
    case .bytes(let bytes):
      return InquiryText.answer(String(decoding: bytes, as: UTF8.self), to: inquiry)
    case .signal(let number):
      terminal.notify("\n")
      return .interrupted(signal: number)
    case .end:
      terminal.notify("\n")
      return .no
    case .failed, .tooLong: return .unanswered
    }
  }

  /// Sends a prompt, or only shows what would be sent.
  private func answer(_ prompt: Prompt, by oneShot: inout OneShot) throws -> Ending {
    let text = try prompt.checked()
    if settings.isDryRun { return oneShot.showRequest(text) }
    return signals.catching([HostProcess.stopSignal]) { [terminal, signals] signal in
      terminal.pauseStatus()
      signals.letAct(signal)
    } while: {
      oneShot.ask(text)
    }
  }

  private var connector: Connector {
    Connector(signals: signals, terminal: terminal, credentials: credentials)
  }

  /// Goes over to a backend of the configuration.
  private func connect(
    _ name: String,
    _ history: HistoryFile?
  ) -> Result<Connection, ConnectionFailure> {
    do {
      let settings = try Self.settings(invocation, configuration, switchedTo: name)
      let connection = try connector.connection(settings)
      if let token = connection.token { history?.withhold(token.revealed) }
      return .success(connection)
    } catch {
      return .failure(ConnectionFailure(Diagnostic(error)))
    }
  }

  private func converse() throws -> Ending {
    if let option = invocation.optionAgainstConversation {
      throw UsageError.notInConversation(option)
    }
    let connection = try connector.connection(settings)
    let history = HistoryFile(settings, terminal: terminal)
    if let token = connection.token { history?.withhold(token.revealed) }
    let state = SessionState(
      options: SessionState.Options(
        backend: connection.name,
        api: connection.exchange.apiName,
        url: connection.exchange.url,
        introduction: connection.introduction,
        streams: settings.streams,
        showsCitations: settings.showsCitations,
        showsFollowUps: settings.showsFollowUps,
        reasoning: settings.reasoning,
        isQuiet: settings.isQuiet,
        writesToTerminal: StandardStream.output.isTerminal,
        parameters: connection.parameters,
        backends: settings.backendNames,
        models: settings.modelNames,
        refusal: connection.exchange.refusal,
        layout: settings.layout(width: settings.width)
      )
    )
    let loop = ConversationLoop(
      state: state,
      exchange: connection.exchange,
      reader: try EditLineReader(
        signals: signals,
        editing: settings.editing == .vi ? .vi : .emacs,
        theme: settings.colorsErrors ? Theme(settings.theme) : nil,
        bracketsPastes: !settings.terminalIsDumb,
        historyFile: history,
        historySize: max(1_000, settings.historySize)
      ),
      terminal: terminal,
      desktop: HostDesktop(
        without: [EnvironmentVariable.token.rawValue],
        signals: signals,
        copyToTerminal: { [terminal, settings] in !settings.terminalIsDumb && terminal.copy($0) }
      ),
      connect: { connect($0, history) }
    )
    return try loop.run()
  }
}

/// Standard input could not be read.
struct InputFailure: Error {
  let reason: String
}
