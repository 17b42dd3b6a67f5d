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
  let invocation: Invocation
  let configuration: Configuration
  let settings: Settings
  let terminal: StandardTerminal
  let signals: SignalPipe
  let input: StandardInput
  let filter: DataFilter?
  let credentials: Credentials
  let file: ConversationFile
  /// The environment, without a token that belongs to another backend than the one that is asked.
  let environment: [String: String]
  /// The conversation that is gone on with.
  let record: ConversationRecord?

  init(_ invocation: Invocation) throws {
    var environment = HostProcess.environment
    var withheld = false
    configuration = try ConfigurationFile.read(environment: environment)
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    file = ConversationFile(StandardPaths(environment: environment), signals: signals)
    record = try file.record(of: invocation.continuation, session: environment[.session])
    if let record, !invocation.namesBackend {
      self.invocation = invocation.going(onWith: try record.summary.place.options(configuration))
      if !record.summary.place.isNamed(in: environment, configuration) {
        withheld = environment.removeValue(forKey: EnvironmentVariable.token.rawValue) != nil
      }
    } else {
      self.invocation = invocation
    }
    self.environment = environment
    settings = try Self.settings(self.invocation, configuration, environment: environment)
    filter = try DataFilter(settings)
    terminal = StandardTerminal(settings, signals: signals)
    if withheld {
      terminal.notify(
        Notice.text(
          "CHAT_TOKEN is not sent: it may be for another backend; name this one by -u or -b"
        )
      )
    }
    input = StandardInput(signals: signals)
    credentials = Credentials(signals: signals, terminal: terminal)
  }

  /// The settings, or those of the backend that a conversation goes over to.
  static func settings(
    _ invocation: Invocation,
    _ configuration: Configuration,
    environment: [String: String],
    switchedTo name: String? = nil
  ) throws(UsageError) -> Settings {
    try Settings(
      invocation,
      environment: environment,
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
    let words = try settings.followUp.map { [try followUp($0)] } ?? invocation.operands
    var prompt = Prompt(operands: words)
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
    if prompt.isEmpty, !settings.attachments.isEmpty { throw UsageError.noPromptWithFile }
    _ = try prompt.checked()
    var oneShot = try oneShot()
    return try answer(prompt, by: &oneShot)
  }

  /// The number of a follow-up as the prompt that it stands for.
  func followUp(_ number: Int) throws(ConnectionFailure) -> String {
    let followUps = record.map {
      ConversationThread(goingOnWith: $0, at: $0.summary.place).followUps
    }
    if let found = followUps?.first(where: { $0.number == number }) { return found.prompt }
    let count = followUps?.count ?? 0
    throw ConnectionFailure(
      Diagnostic(
        count == 0
          ? "the last answer of the conversation offers no follow-ups"
          : "the last answer of the conversation has no follow-up \(number), only 1 to \(count)",
        remedy: record.map { "'chat show \($0.summary.id)' shows it" },
        exitStatus: .usage
      )
    )
  }

  /// A prompt for each line; the first that fails decides the status, and the others are asked all the same.
  private func askEachLine() throws -> Ending {
    var oneShot = try oneShot()
    var result = Ending.exit(.answered)
    if let number = settings.followUp {
      result = try answer(Prompt(operands: [try followUp(number)]), by: &oneShot)
      if case .signal = result { return result }
    }
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
    let read = try attachments()
    let connection = try connector.connection(settings)
    let attachments = try allowed(read, for: connection.exchange)
    if let introduction = connection.introduction, !settings.isQuiet {
      terminal.notify(Notice.text(introduction))
    }
    let place = connection.place
    return OneShot(
      settings: settings,
      exchange: connection.exchange,
      parameters: connection.parameters,
      terminal: terminal,
      filter: filter,
      token: connection.token,
      thread: record.map { ConversationThread(goingOnWith: $0, at: place) } ?? ConversationThread(),
      recorder: recorder(at: place, hiding: connection.token),
      attachments: attachments,
      showsFooter: StandardStream.output.isTerminal,
      decide: decide
    )
  }

  /// Keeps the conversation, unless nothing is to be kept.
  func recorder(at place: ConversationPlace, hiding token: Secret?) -> ConversationRecorder? {
    guard settings.saves, !settings.isDryRun else { return nil }
    let recorder = ConversationRecorder(
      ConversationStart(id: record?.summary.id, place: place, session: settings.session),
      open: { [file] () throws(StorageFailure) in try file.storeToWrite() },
      now: { Timestamp.text(epochMillis: HostProcess.millisecondsSince1970()) ?? "" },
      warn: { [terminal] in terminal.notify(Notice.text(of: $0)) }
    )
    if let token { recorder.conceal(token.revealed) }
    return recorder
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

  var connector: Connector {
    Connector(signals: signals, terminal: terminal, credentials: credentials)
  }
}

/// Standard input could not be read.
struct InputFailure: Error {
  let reason: String
}
