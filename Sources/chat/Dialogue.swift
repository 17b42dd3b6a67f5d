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
  private let settings: Settings
  private let terminal: StandardTerminal
  private let signals: SignalPipe
  private let input: StandardInput

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    settings = try Settings(
      invocation,
      environment: HostProcess.environment,
      terminal: TerminalFacts(
        stdoutIsTerminal: StandardStream.output.isTerminal,
        stderrIsTerminal: StandardStream.error.isTerminal,
        columns: StandardStream.columns
      ),
      configuration: ConfigurationFile.read(environment: HostProcess.environment)
    )
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(settings, signals: signals)
    input = StandardInput(signals: signals)
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
      switch invocation.command {
      case .ask: try ask()
      case .conversation where StandardStream.input.isTerminal: try converse()
      case .conversation, .completion: try askEachLine()
      }
    return terminal.ending(ending)
  }

  private func ask() throws -> Ending {
    var prompt = Prompt(operands: invocation.operands)
    if !StandardStream.input.isTerminal {
      switch input.readAll() {
      case .bytes(let bytes): try prompt.append(bytes)
      case .end: break
      case .signal(let number): return .signal(number)
      case .failed(let reason): throw InputFailure(reason: reason)
      }
    }
    var oneShot = try oneShot()
    return try answer(prompt, by: &oneShot)
  }

  /// A prompt for each line; the first that fails decides the status, and the others are asked all the same.
  private func askEachLine() throws -> Ending {
    var oneShot = try oneShot()
    var result = Ending.exit(.answered)
    while terminal.failure == nil {
      switch input.readLine() {
      case .bytes(let bytes):
        let ending = answer(line: bytes, by: &oneShot)
        if case .signal = ending { return ending }
        if result == .exit(.answered) { result = ending }
      case .end: return result
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
      return terminal.fail(Diagnostic(error), asJSON: settings.output == .json)
    }
  }

  private func oneShot() throws -> OneShot {
    let answering = try answering()
    if let introduction = answering.introduction, !settings.isQuiet {
      terminal.notify(Notice.text(introduction))
    }
    return OneShot(
      settings: settings,
      exchange: Exchange(backend: answering.backend, now: HostProcess.now),
      terminal: terminal,
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
    case .failed: return .unanswered
    }
  }

  /// Sends a prompt, or only shows what would be sent.
  private func answer(_ prompt: Prompt, by oneShot: inout OneShot) throws -> Ending {
    let text = try prompt.checked()
    if settings.isDryRun {
      oneShot.showRequest(text)
      return .exit(.answered)
    }
    return signals.catching([HostProcess.stopSignal]) { [terminal, signals] signal in
      terminal.pauseStatus()
      signals.letAct(signal)
    } while: {
      oneShot.ask(text)
    }
  }

  private func converse() throws -> Ending {
    if let option = invocation.optionAgainstConversation {
      throw UsageError.notInConversation(option)
    }
    let answering = try answering()
    let state = SessionState(
      options: SessionState.Options(
        backend: answering.name,
        api: answering.backend.apiName,
        url: answering.backend.url,
        introduction: answering.introduction,
        streams: settings.streams,
        showsCitations: settings.showsCitations,
        showsFollowUps: settings.showsFollowUps,
        isQuiet: settings.isQuiet,
        writesToTerminal: StandardStream.output.isTerminal,
        refusal: { [backend = answering.backend] in backend.refusal(of: $0) },
        layout: settings.layout(width: settings.width)
      )
    )
    let loop = ConversationLoop(
      state: state,
      exchange: Exchange(backend: answering.backend, now: HostProcess.now),
      reader: try EditLineReader(
        signals: signals,
        editing: settings.editing == .vi ? .vi : .emacs,
        theme: settings.colorsErrors ? Theme(settings.theme) : nil,
        bracketsPastes: !settings.terminalIsDumb,
        historyFile: HistoryFile(settings, terminal: terminal),
        historySize: max(1_000, settings.historySize)
      ),
      terminal: terminal,
      desktop: HostDesktop(
        without: [EnvironmentVariable.token.rawValue],
        signals: signals,
        copyToTerminal: { [terminal, settings] in !settings.terminalIsDumb && terminal.copy($0) }
      )
    )
    return try loop.run()
  }

  private func answering() throws -> Answering {
    if let url = settings.url { return Answering(backend: try backend(at: url), name: url.host) }
    let surroundings = EmbeddedBackend.Surroundings(
      cache: settings.paths.cache,
      timeout: settings.timeout ?? 0,
      nextSignal: signals.next,
      whileWaiting: { [terminal] in _ = terminal.moveStatus() },
      now: HostProcess.now
    )
    let embedded =
      if let folder = settings.documents {
        try EmbeddedBackend(folder: folder, surroundings)
      } else {
        EmbeddedBackend(guideWith: surroundings)
      }
    return Answering(
      backend: embedded,
      name: embedded.name,
      introduction: embedded.introduction
    )
  }

  private func backend(at url: BackendURL) throws -> any Backend {
    if settings.token != nil, url.scheme == "http", !url.isLoopback {
      throw UsageError.tokenOverPlainHTTP
    }
    let api = KnownAPIs.named(settings.api) ?? KnownAPIs.recognised(by: url.text)
    let endpoint = Endpoint(
      url: url.text,
      token: settings.token?.revealed,
      headerFields: settings.headerFields.map { HTTPHeaderField(typed: $0.name, $0.value) }
    )
    let transport = try CurlTransport(
      signals: signals,
      userAgent: "\(Program.name)/\(Program.version)",
      whileWaiting: { [terminal] in terminal.moveStatus() }
    )
    if api is MixAPI {
      return MixBackend(endpoint: endpoint, limits: limits, transport: transport)
    }
    return HTTPBackend(api: api, endpoint: endpoint, limits: limits, transport: transport)
  }
}

extension Dialogue {
  /// A limit for the whole answer stands in place of those for its beginning and its pauses.
  private var limits: TransferLimits {
    guard let total = settings.timeout else {
      return TransferLimits(connect: settings.connectTimeout)
    }
    return TransferLimits(connect: settings.connectTimeout, firstByte: 0, idle: 0, total: total)
  }
}

/// What answers the prompts, and how it is presented.
private struct Answering {
  let backend: any Backend
  /// What a greeting calls it.
  let name: String
  /// What a newcomer has to know of it.
  var introduction: String?
}

/// Standard input could not be read.
struct InputFailure: Error {
  let reason: String
}
