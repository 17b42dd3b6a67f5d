internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText

/// An answer on its way to standard output, in one of the forms that can be asked for.
struct AnswerOutput {
  private let settings: Settings
  private let terminal: any Terminal
  private var renderer: AnswerRenderer
  /// Joins the deltas of the source, so that a control sequence cut in two is masked like a whole one.
  private var sanitizer = Sanitizer(in: .prose)
  private var hasText = false
  private var endsWithLineEnd = true

  init(settings: Settings, terminal: any Terminal) {
    self.settings = settings
    self.terminal = terminal
    renderer = AnswerRenderer(width: terminal.width, showsMarkers: settings.showsCitations)
  }

  /// Takes in an event as it comes.
  mutating func take(_ event: ReplyEvent) {
    switch (event, settings.output) {
    case (.step(let step), _): if !hasText { terminal.show(status: StatusText.of(step)) }
    case (.notice(let words), _): if !settings.isQuiet { terminal.notify(Notice.text(words)) }
    case (_, .rendered): write(renderer.add(event))
    case (.text(let delta), .markdown): write(StyledText(sanitizer.add(delta)))
    default: break
    }
  }

  /// Ends the answer and writes what only the whole of it tells.
  mutating func finish(_ turn: Turn, _ failure: Diagnostic?, showsFooter: Bool) {
    switch settings.output {
    case .rendered:
      write(renderer.finish())
      if failure == nil, !hasText { terminal.notify(Notice.noText) }
      if showsFooter { write(footer.text(of: turn.reply)) }
    case .markdown:
      write(StyledText(sanitizer.finish()))
      if hasText, !endsWithLineEnd { write("\n") }
    case .json: write(StyledText(turn.jsonLine(failure)))
    case .raw: break
    }
  }

  private var footer: ReplyFooter {
    ReplyFooter(
      width: terminal.width,
      showsCitations: settings.showsCitations,
      showsFollowUps: settings.showsFollowUps
    )
  }

  private mutating func write(_ text: StyledText) {
    guard let last = text.spans.last?.text.utf8.last else { return }
    hasText = true
    endsWithLineEnd = last == UInt8(ascii: "\n")
    terminal.write(text)
  }
}

extension Turn {
  /// The reply as one line of JSON; a failure that the reply does not tell itself stands under `error`.
  fileprivate func jsonLine(_ failure: Diagnostic?) -> String {
    var turn = self
    if let failure, turn.reply.error == nil {
      turn.reply.error = BackendError(message: failure.summary)
    }
    return JSONWriter.compact(turn.json) + "\n"
  }
}
