public import CommandLine
public import Conversation
internal import Presentation
internal import TerminalText
public import WireFormats

/// Prompts answered one after the other without a conversation at a prompt: `chat ask`, and `chat` with lines
/// from a pipe.
public struct OneShot {
  private let settings: Settings
  private let exchange: Exchange
  private let terminal: any Terminal
  private let showsFooter: Bool
  private let decide: (Inquiry) -> InquiryAnswer
  private let parameters: RequestParameters
  private let filter: DataFilter?
  private let token: Secret?
  private let recorder: ConversationRecorder?
  private var thread: ConversationThread
  private var attachments: AttachedFiles

  /// Answers by the settings, and goes on with the conversation of a `thread`.
  ///
  /// The `recorder` keeps what is asked and answered, unless nothing is to be kept. The `token` is named by its variable where
  /// a request is shown; the `attachments` go with the first prompt; `showsFooter` is right where a person reads standard output, and `decide` asks a person what a
  /// backend wants to know.
  public init(
    settings: Settings,
    exchange: Exchange,
    parameters: RequestParameters = RequestParameters(),
    terminal: any Terminal,
    filter: DataFilter? = nil,
    token: Secret? = nil,
    thread: ConversationThread = ConversationThread(),
    recorder: ConversationRecorder? = nil,
    attachments: AttachedFiles = AttachedFiles(),
    showsFooter: Bool,
    decide: @escaping (Inquiry) -> InquiryAnswer = { _ in .unanswered }
  ) {
    self.settings = settings
    self.exchange = exchange
    self.parameters = parameters
    self.terminal = terminal
    self.filter = filter
    self.token = token
    self.thread = thread
    self.recorder = recorder
    self.attachments = attachments
    self.showsFooter = showsFooter
    self.decide = decide
  }

  /// Sends a prompt, writes its answer in the form asked for, and tells how that ended.
  public mutating func ask(_ prompt: String) -> Ending {
    let prompt = composed(prompt)
    let notices = thread.notices(
      before: prompt,
      context: settings.context,
      parameters: parameters,
      takesTurns: exchange.takesTurns
    )
    for notice in notices { terminal.notify(notice) }
    let request = request(for: prompt)
    var output = AnswerOutput(
      settings: settings,
      terminal: terminal,
      api: exchange.apiName,
      isForPeople: showsFooter,
      filter: filter
    )
    terminal.show(status: StatusText.waiting)
    recorder?.begin(request.prompt)
    let outcome = exchange.run(
      request,
      onBytes: settings.output == .raw ? terminal.writeRaw : nil,
      onEvent: { output.take($0) },
      shouldProceed: {
        output.flush()
        return terminal.failure == nil
      },
      decide: { inquiry in
        terminal.pauseStatus()
        return decide(inquiry)
      }
    )
    terminal.show(status: nil)
    let turn = Turn(
      prompt: request.prompt,
      backend: settings.backendName,
      api: exchange.apiName,
      reply: outcome.reply,
      elapsedMillis: outcome.elapsedMillis
    )
    thread.append(turn, of: prompt)
    let failure = failure(of: outcome)
    let ending = end(turn, failure, &output)
    // The answer is out before anything can go wrong with keeping it.
    recorder?.end(turn.marked(with: failure, url: exchange.url))
    return ending
  }

  /// What is typed with the files, which go along once.
  private mutating func composed(_ words: String) -> ComposedPrompt {
    defer { attachments = AttachedFiles() }
    return ComposedPrompt(words: words, files: attachments)
  }

  private func request(for prompt: ComposedPrompt) -> PromptRequest {
    thread.request(
      for: prompt,
      stream: settings.streams,
      context: settings.context,
      parameters: parameters
    )
  }

  /// Prints the requests that a prompt would be, sends nothing, and tells how that ended.
  public mutating func showRequest(_ prompt: String) -> Ending {
    let prompt = request(for: composed(prompt))
    do {
      // Without a URL `--dry-run` is wrong usage, of which the settings tell.
      for (place, request) in try exchange.requests(for: prompt).enumerated() {
        if place > 0 { terminal.write("\n") }
        let text = RequestListing.text(
          of: request,
          sending: prompt.attachments,
          token: token?.revealed,
          reach: settings.reach
        )
        terminal.write(text)
      }
      terminal.flush()
      return .exit(.answered)
    } catch {
      let diagnostic = error.diagnostic(url: exchange.url)
      terminal.notify(Notice.text(of: diagnostic))
      return .exit(diagnostic.exitStatus)
    }
  }

  /// What went wrong; bytes that are only passed on need not be understood.
  private func failure(of outcome: Exchange.Outcome) -> ExchangeFailure? {
    guard settings.output == .raw, case .wire(let error)? = outcome.failure else {
      return outcome.failure
    }
    return switch error {
    case .incomplete, .empty: outcome.failure
    case .notUTF8, .notUnderstood, .tooLong, .webPage, .filter: nil
    }
  }

  private func end(
    _ turn: Turn,
    _ failure: ExchangeFailure?,
    _ output: inout AnswerOutput
  ) -> Ending {
    let diagnostic = failure?.diagnostic(url: exchange.url)
    output.finish(turn, diagnostic)
    terminal.flush()
    guard let failure, let diagnostic else { return end(output.filterFailure) }
    // Whoever sent a signal before there was an answer knows why there is none; and a reader that has gone is
    // not there to be told.
    if terminal.failure == nil, failure.signal == nil || !turn.reply.content.isEmpty {
      terminal.notify(Notice.text(of: diagnostic))
    }
    return failure.signal.map(Ending.signal) ?? .exit(diagnostic.exitStatus)
  }

  /// An answer whose filter gave nothing for it is no success.
  private func end(_ failure: FilterFailure?) -> Ending {
    guard let failure else { return .exit(.answered) }
    let diagnostic = Diagnostic(failure, exitStatus: .failed)
    terminal.notify(Notice.text(of: diagnostic))
    return .exit(diagnostic.exitStatus)
  }
}
