internal import CommandLine
internal import Conversation
internal import TerminalText

/// Carries out the effects of a conversation and feeds back what comes of them, until it ends.
public final class ConversationLoop {
  private var state: SessionState
  private var exchange: Exchange
  private let connect: ((String) -> Result<Connection, ConnectionFailure>)?
  private let reader: any LineReader
  private let terminal: any Terminal
  private let desktop: any Desktop

  /// What stands in front of the line that a person types.
  private static let prompt: StyledText = "> "

  /// A loop over a conversation at its start.
  public init(
    state: SessionState,
    exchange: Exchange,
    reader: any LineReader,
    terminal: any Terminal,
    desktop: any Desktop,
    connect: ((String) -> Result<Connection, ConnectionFailure>)? = nil
  ) {
    self.state = state
    self.exchange = exchange
    self.reader = reader
    self.terminal = terminal
    self.desktop = desktop
    self.connect = connect
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
      [state, desktop] line in
      state.completion(of: line, entries: desktop.entries)
    }
    return switch input {
    case .line(let line): handle(reader.lineWasTypedAhead ? .lineTypedAhead(line) : .line(line))
    case .edit(let line): handle(.editor(line))
    case .endOfInput: handle(.endOfInput)
    case .interrupted: handle(.lineInterrupted)
    case .terminated(let signal): handle(.terminated(signal: signal))
    }
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

  private func perform(_ effect: SessionEffect) -> [SessionEffect] {
    switch effect {
    case .write(let text): terminal.write(text)
    case .notify(let text): terminal.notify(text)
    case .show(let status): terminal.show(status: status)
    case .remember(let line): reader.remember(line)
    case .send(let request):
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
      return handle(.ended(outcome, outcome.failure?.diagnostic(url: exchange.url)))
    case .give(let feedback, let reply):
      return handle(.feedbackEnded(give(feedback, on: reply)))
    case .connect(let name):
      switch connect?(name) {
      case nil:
        let words = Diagnostic("there is no other backend", exitStatus: .usage)
        return handle(.acted(.failed(words)))
      case .success(let connection):
        exchange = connection.exchange
        return state.connect(to: connection)
      case .failure(let failure): return handle(.acted(.failed(failure.diagnostic)))
      }
    case .read(let path):
      return act("cannot attach '\(path)'") { () throws(DesktopFailure) in
        .read(try desktop.text(ofFile: path), from: path)
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
    case .ask, .readLine, .end: preconditionFailure("the loop itself reads lines and ends")
    }
    return []
  }
}
