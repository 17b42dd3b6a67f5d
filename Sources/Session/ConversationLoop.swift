internal import CommandLine
public import Conversation
internal import TerminalText
internal import WireFormats

/// Carries out the effects of a conversation and feeds back what comes of them, until it ends.
public final class ConversationLoop {
  private var state: SessionState
  private var exchange: Exchange
  private let connect: ((String) -> Result<Connection, ConnectionFailure>)?
  private let recorder: ConversationRecorder?
  private let archive: (any ConversationArchive)?
  /// What answers the prompts.
  private var place: ConversationPlace
  private var knownModels: [String]?
  private let reader: any LineReader
  private let terminal: any Terminal
  private let desktop: any Desktop

  /// What stands in front of the line that a person types.
  private static let prompt: StyledText = "> "
  /// How many stored conversations, and how many turns of them, are listed.
  private static let (listed, found) = (20, 10)

  /// A loop over a conversation at its start.
  ///
  /// What is asked and answered is kept by the `recorder`, and conversations that were kept are in the `archive`.
  public init(
    state: SessionState,
    exchange: Exchange,
    reader: any LineReader,
    terminal: any Terminal,
    desktop: any Desktop,
    place: ConversationPlace? = nil,
    recorder: ConversationRecorder? = nil,
    archive: (any ConversationArchive)? = nil,
    connect: ((String) -> Result<Connection, ConnectionFailure>)? = nil
  ) {
    self.state = state
    self.exchange = exchange
    self.reader = reader
    self.terminal = terminal
    self.desktop = desktop
    self.connect = connect
    self.place = place ?? ConversationPlace(api: exchange.apiName)
    self.recorder = recorder
    self.archive = archive
  }

  /// Runs the conversation to its end.
  ///
  /// - Throws: `LineReaderFailure` when no line can be read.
  public func run() throws(LineReaderFailure) -> Ending {
    try reader.holdingKeys(onStop: terminal.pauseStatus, while: performAll)
  }

  private func performAll() throws(LineReaderFailure) -> Ending {
    var effects = handle(.started)
    while !effects.isEmpty, terminal.failure == nil {
      let effect = effects.removeFirst()
      switch effect {
      case .readLine(let prefill): effects += try readLine(prefill: prefill)
      case .ask(let question): effects += try ask(question)
      case .end(let ending): return ending
      default: effects = perform(effect) + effects
      }
    }
    // Nothing can be shown any more; but the hang-up that took the terminal away has decided the end.
    for case .end(let ending) in effects { return ending }
    return .exit(.failed)
  }

  private func handle(_ event: SessionEvent) -> [SessionEffect] {
    state.width = terminal.width
    return state.handle(event)
  }

  private func readLine(prefill: String) throws(LineReaderFailure) -> [SessionEffect] {
    terminal.flush()
    guard terminal.failure == nil else { return [] }
    let input = try reader.readLine(prompt: Self.prompt, prefill: prefill) {
      [self] line in
      state.completion(of: line, entries: desktop.entries) { prefix in
        let query = ConversationQuery(idPrefix: prefix, limit: Completion.maximumRows)
        // Where they cannot be read there is nothing to complete, and a command says why.
        return (try? archive?.store()?.conversations(query)) ?? []
      } models: {
        models()
      }
    }
    return switch input {
    case .line(let line): handle(reader.lineWasTypedAhead ? .lineTypedAhead(line) : .line(line))
    case .edit(let line): handle(.editor(line))
    case .endOfInput: handle(.endOfInput)
    case .interrupted: handle(.lineInterrupted)
    case .terminated(let signal): handle(.terminated(signal: signal))
    }
  }

  /// What the backend lists, asked for until it has answered; where it cannot be asked there is nothing to complete.
  private func models() -> [String] {
    if knownModels == nil {
      // Nobody knows what the wait is for. Why there is no list is said by `chat models`.
      knownModels = try? exchange.models(within: 2)
    }
    return knownModels ?? []
  }

  /// Puts a question of the program's own to the person.
  private func ask(_ question: StyledText) throws(LineReaderFailure) -> [SessionEffect] {
    terminal.flush()
    reader.discardTypedAhead()
    return switch try reader.readLine(prompt: question, prefill: "", completing: nil) {
    case .line(let line): handle(.acted(.answered(line)))
    case .endOfInput, .interrupted, .edit: handle(.acted(.answered(nil)))
    case .terminated(let signal): handle(.terminated(signal: signal))
    }
  }

  /// Does something on the person's machine, and tells how that ended.
  private func act(
    _ what: String,
    _ remedy: String? = nil,
    _ body: () throws(DesktopFailure) -> ActionEnd
  ) -> [SessionEffect] {
    terminal.flush()
    do throws(DesktopFailure) {
      return handle(.acted(try body()))
    } catch {
      if error == .exists { return handle(.acted(.fileExists)) }
      return handle(.acted(.failed(error.diagnostic(what, remedy: remedy))))
    }
  }

  /// Puts a question of the backend to the person.
  private func ask(_ inquiry: Inquiry) -> InquiryAnswer {
    terminal.pauseStatus()
    reader.discardTypedAhead()
    terminal.notify(InquiryText.question(inquiry))
    do throws(LineReaderFailure) {
      let prompt = InquiryText.prompt(for: inquiry)
      switch try reader.readLine(prompt: prompt, prefill: "", completing: nil) {
      case .line(let line): return InquiryText.answer(line, to: inquiry)
      case .endOfInput, .edit: return .no
      case .interrupted: return .interrupted(signal: Ending.interrupt)
      case .terminated(let signal): return .interrupted(signal: signal)
      }
    } catch {
      return .unanswered
    }
  }

  private func give(_ feedback: Feedback, on reply: Reply) -> FeedbackEnd {
    do throws(ExchangeFailure) {
      return try exchange.give(feedback, on: reply) ? .sent : .notTaken
    } catch {
      return .failed(error.diagnostic(url: exchange.url))
    }
  }

  private func send(_ request: PromptRequest) -> [SessionEffect] {
    if state.conversation.turns.isEmpty { recorder?.turn(to: nil, at: place) }
    if state.conversation.lastTurn?.isRetried == true { recorder?.retryLast() }
    recorder?.begin(request.prompt)
    let outcome = exchange.run(request) { event in
      for effect in handle(.reply(event)) { _ = perform(effect) }
    } shouldProceed: {
      terminal.flush()
      return terminal.failure == nil
    } decide: { inquiry in
      ask(inquiry)
    }
    // What was typed for the answer that was not wanted is not wanted either.
    if outcome.failure?.signal == Ending.interrupt { reader.discardTypedAhead() }
    let effects = handle(.ended(outcome, outcome.failure?.diagnostic(url: exchange.url)))
    // The answer is out before anything can go wrong with keeping it, and kept before anything else is waited for.
    for effect in effects.dropLast() { _ = perform(effect) }
    terminal.flush()
    if let turn = state.conversation.lastTurn {
      recorder?.end(turn.marked(with: outcome.failure, url: exchange.url))
    }
    return effects.suffix(1)
  }

  private func adopt(_ connection: Connection) {
    exchange = connection.exchange
    place = connection.place
    knownModels = nil
  }

  /// Goes over to a stored conversation.
  private func resume(_ id: String) -> [SessionEffect] {
    guard let archive else { return handle(.acted(.failed(Self.noArchive))) }
    switch archive.resume(id, from: place) {
    case .failure(let failure): return handle(.acted(.failed(failure.diagnostic)))
    case .success(let (record, connection)):
      if let connection { adopt(connection) }
      recorder?.turn(to: record.summary.id, at: place)
      return state.resume(record, with: connection)
    }
  }

  private static let noArchive = Diagnostic("nothing is stored here", exitStatus: .usage)

  /// Looks something up in the store, if there is one already.
  private func look(
    _ what: String,
    _ body: ((any ConversationStore)?) throws(StorageFailure) -> ActionEnd
  ) -> [SessionEffect] {
    do throws(StorageFailure) {
      return handle(.acted(try body(try archive?.store())))
    } catch {
      return handle(.acted(.failed(error.diagnostic(what))))
    }
  }

  /// A file by the name that was typed, or else by the one that a shell would make of it.
  private func file(typed: String) throws(DesktopFailure) -> ReadFile {
    do throws(DesktopFailure) {
      return try desktop.file(at: typed, limit: AttachedFile.readingLimit)
    } catch {
      let path = TypedPath.unquoted(typed)
      guard path != typed else { throw error }
      return try desktop.file(at: path, limit: AttachedFile.readingLimit)
    }
  }

  private func perform(_ effect: SessionEffect) -> [SessionEffect] {
    switch effect {
    case .write(let text): terminal.write(text)
    case .notify(let text): terminal.notify(text)
    case .show(let status): terminal.show(status: status)
    case .remember(let line): reader.remember(line)
    case .send(let request): return send(request)
    case .give(let feedback, let reply):
      return handle(.feedbackEnded(give(feedback, on: reply)))
    case .connect(let name):
      switch connect?(name) {
      case nil:
        let words = Diagnostic("there is no other backend", exitStatus: .usage)
        return handle(.acted(.failed(words)))
      case .success(let connection):
        adopt(connection)
        return state.connect(to: connection)
      case .failure(let failure): return handle(.acted(.failed(failure.diagnostic)))
      }
    case .read(let path):
      return act("cannot attach '\(path)'") { () throws(DesktopFailure) in
        .read(try file(typed: path))
      }
    case .open(let url):
      return act("cannot open the page", "set BROWSER to a program that shows pages") {
        () throws(DesktopFailure) in
        try reader.lendingTerminal { () throws(DesktopFailure) in try desktop.open(url: url) }
        return .done("Opened \(ShownURL.text(of: url))")
      }
    case .copy(let text):
      return act("cannot copy", "install wl-copy or xclip") { () throws(DesktopFailure) in
        let isThere = try desktop.copy(text)
        return .done(
          isThere ? "Copied." : "Sent to the terminal, which may put it on the clipboard."
        )
      }
    case .save(let text, let path, let mayReplace):
      return act("cannot save '\(path)'") { () throws(DesktopFailure) in
        try desktop.save(text, to: path, mayReplace: mayReplace)
        return .done("Saved as \(path)")
      }
    case .edit(let text):
      return act("the editor failed", "set VISUAL or EDITOR to your editor") {
        () throws(DesktopFailure) in
        try reader.lendingTerminal { () throws(DesktopFailure) in .edited(try desktop.edit(text)) }
      }
    case .recall(let text):
      return handle(.acted(.recalled(reader.history(holding: text), holding: text)))
    case .list:
      return look("cannot list the conversations") { store throws(StorageFailure) in
        let listed = try store?.conversations(ConversationQuery(limit: Self.listed)) ?? []
        let all = try store?.count(ConversationQuery()) ?? 0
        return .listed(listed, more: all - listed.count, now: archive?.now ?? 0)
      }
    case .find(let words):
      return look("cannot search the conversations") { store throws(StorageFailure) in
        .found(try store?.turns(holding: words, limit: Self.found) ?? [], now: archive?.now ?? 0)
      }
    case .resume(let id): return resume(id)
    case .ask, .readLine, .end: preconditionFailure("the loop itself reads lines and ends")
    }
    return []
  }
}
