internal import CommandLine
internal import Conversation
internal import HostSystem
internal import LineEditing
internal import Session
internal import TerminalText

// The conversation in a terminal.

extension Dialogue {
  /// Goes over to a backend of the configuration.
  private func connection(to name: String) throws -> Connection {
    try connector.connection(
      Self.settings(invocation, configuration, environment: environment, switchedTo: name)
    )
  }

  /// Goes over to what answered a stored conversation, without what was typed for the one before it.
  private func connection(at place: ConversationPlace) throws -> Connection {
    let options = try place.options(configuration)
    if case .backend? = options.first?.name { return try connection(to: options[0].value) }
    var own = invocation
    own.options.removeAll { !OptionTable.isAboutOutput($0.name) }
    own = own.going(onWith: options)
    // The token of the environment is the first backend's.
    let environment = environment.filter { $0.key != EnvironmentVariable.token.rawValue }
    return try connector.connection(
      Self.settings(own, configuration, environment: environment)
    )
  }

  func converse() throws -> Ending {
    if let option = invocation.optionAgainstConversation {
      throw UsageError.notInConversation(option)
    }
    let read = try attachments()
    let connection = try connector.connection(settings)
    let attachments = try allowed(read, for: connection.exchange)
    if let number = settings.followUp { _ = try followUp(number) }
    let history = HistoryFile(settings, terminal: terminal)
    let recorder = recorder(at: connection.place, hiding: connection.token)
    if let token = connection.token { history?.withhold(token.revealed) }
    /// Keeps the token of another backend out of all that is kept, too.
    func keeping(_ connection: Connection) -> Connection {
      if let token = connection.token {
        history?.withhold(token.revealed)
        recorder?.conceal(token.revealed)
      }
      return connection
    }
    file.connect = { keeping(try self.connection(at: $0)) }
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
        takesTurns: connection.exchange.takesTurns,
        context: settings.context,
        takesFiles: connection.exchange.takesFiles,
        takesImages: connection.exchange.takesImages,
        isStored: recorder != nil,
        attachments: attachments,
        followUp: settings.followUp,
        layout: settings.layout(width: settings.width)
      ),
      resuming: record,
      at: connection.place
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
      place: connection.place,
      recorder: recorder,
      archive: file,
      connect: { name in
        do {
          return .success(keeping(try self.connection(to: name)))
        } catch {
          return .failure(ConnectionFailure(Diagnostic(error)))
        }
      }
    )
    return try loop.run()
  }
}
