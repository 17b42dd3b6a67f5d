internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText
internal import WireFormats

/// An answer on its way to standard output, in one of the forms that can be asked for.
struct AnswerOutput {
  private let settings: Settings
  private let terminal: any Terminal
  private var renderer: AnswerRenderer
  /// Joins the deltas of the source, so that a control sequence cut in two is masked like a whole one.
  private var sanitizer = Sanitizer(in: .prose)
  /// Deltas that have come together: as one, they cost much less than one by one.
  private var deltas = ""
  private var hasText = false
  private var isLabelled = false
  private var endsWithLineEnd = true
  private var hasFailedLine = false

  private var reasoning = GatheredReasoning()

  private let filter: DataFilter?
  /// Why the filter gave no lines; nothing more is written then.
  private(set) var filterFailure: FilterFailure?

  /// What waits for the end, because the backend may take it back and nobody is there to see that; `nil` where it
  /// need not wait.
  private var held: [ReplyEvent]?
  private let isForPeople: Bool

  /// The output of an answer in the format of `api`; `isForPeople` tells that a person reads it.
  init(
    settings: Settings,
    terminal: any Terminal,
    api: String,
    isForPeople: Bool,
    filter: DataFilter? = nil
  ) {
    self.filter = filter
    self.isForPeople = isForPeople
    self.settings = settings
    self.terminal = terminal
    renderer = AnswerRenderer(
      settings.layout(width: terminal.width),
      showsMarkers: settings.showsCitations
    )
    held = held(api)
  }

  private func held(_ api: String) -> [ReplyEvent]? {
    isForPeople || settings.output == .ndjson || KnownAPIs.named(api)?.mayRevise != true ? nil : []
  }

  /// Takes in an event as it comes; text need not be visible before ``flush()``.
  mutating func take(_ event: ReplyEvent) {
    if case .started(let facts) = event, let api = facts.api { held = held(api) }
    if let thought = reasoning.take(event) { show(thought) }
    switch event {
    case .text where held != nil, .citations where held != nil: held?.append(event)
    case .textReplaced(let text) where held != nil: held = text.isEmpty ? [] : [.text(text)]
    case .text(let delta) where settings.output != .ndjson: deltas += delta
    default:
      showDeltas()
      show(event)
    }
  }

  /// Makes visible what has come.
  mutating func flush() {
    showDeltas()
    terminal.flush()
  }

  private mutating func showDeltas() {
    guard !deltas.isEmpty else { return }
    show(.text(deltas))
    deltas.removeAll(keepingCapacity: true)
  }

  private mutating func show(_ event: ReplyEvent) {
    if settings.output == .ndjson { writeLine(of: event) }
    switch (event, settings.output) {
    case (.step, _), (.reasoning, _), (.toolCall, _):
      if !hasText, let status = StatusText.of(event) { terminal.show(status: status) }
    case (.started(let facts), .rendered):
      label(facts)
      write(renderer.add(event))
    case (_, .rendered):
      resize()
      write(renderer.add(event))
    case (.text(let delta), .markdown): write(StyledText(sanitizer.add(delta)))
    case (.textReplaced(let text), .markdown): startAgain(with: text)
    default: break
    }
  }

  /// Ends the answer and writes what only the whole of it tells.
  ///
  /// Notices wait until here, so that none breaks into a line of the answer.
  mutating func finish(_ turn: Turn, _ failure: Diagnostic?) {
    if let thought = reasoning.finish() { show(thought) }
    showDeltas()
    for event in held ?? [] { show(event) }
    switch settings.output {
    case .rendered:
      resize()
      write(renderer.finish())
    case .markdown: endSource()
    case .json: writeData(turn.failing(failure).jsonLine)
    case .ndjson: endLines(turn.failing(failure))
    case .raw: break
    }
    notify(of: turn.reply, hasFailed: failure != nil)
    if settings.output == .rendered, isForPeople { write(footer.text(of: turn.reply)) }
  }

  /// Shows what was thought in front of the answer, where text is written for people and they want to see it.
  private func show(_ thought: Reasoning) {
    let isText = settings.output == .rendered || settings.output == .markdown
    if isText, settings.reasoning == .show { terminal.notify(footer.reasoning(thought)) }
  }

  /// The terminal may have got another width since the last event.
  private mutating func resize() {
    renderer.layout = settings.layout(width: terminal.width)
  }

  /// What kind of message it is, where it is not simply an answer.
  private mutating func label(_ facts: MessageFacts) {
    guard !isLabelled, let label = Notice.label(facts) else { return }
    isLabelled = true
    terminal.notify(label)
  }

  private func notify(of reply: Reply, hasFailed: Bool) {
    guard terminal.failure == nil else { return }
    for words in reply.notices + [Notice.cut(reply, isStoppedHere: hasFailed)].compactMap(\.self) {
      terminal.notify(Notice.text(words))
    }
    let isText = settings.output == .rendered || settings.output == .markdown
    if !hasText, !hasFailed, isText, !settings.isQuiet { terminal.notify(Notice.noText) }
  }

  /// Writes JSON as it is: whatever could act on a terminal is escaped in it, and masking would make it another text.
  private mutating func writeLine(of event: ReplyEvent) {
    switch event {
    case .text: hasText = true
    case .failed: hasFailedLine = true
    default: break
    }
    writeData(event.jsonLine)
  }

  /// Ends the lines with the whole reply, and a failure that no event told with one of its own before it.
  private mutating func endLines(_ turn: Turn) {
    if !hasFailedLine, let error = turn.reply.error { writeLine(of: .failed(error)) }
    writeData(turn.lastEventLine)
  }

  private mutating func writeData(_ line: [UInt8]) {
    guard let filter else { return terminal.writeRaw(line) }
    guard filterFailure == nil else { return }
    do {
      terminal.writeRaw(try filter.lines(for: line))
    } catch {
      filterFailure = error
    }
  }

  private mutating func endSource() {
    write(StyledText(sanitizer.finish()))
    if !endsWithLineEnd { write("\n") }
  }

  /// What was written stays; a thematic break stands between it and the answer that takes its place.
  private mutating func startAgain(with text: String) {
    endSource()
    sanitizer = Sanitizer(in: .prose)
    if hasText { write("\n---\n\n") }
    write(StyledText(sanitizer.add(text)))
  }

  private var footer: ReplyFooter {
    ReplyFooter(
      settings.layout(width: terminal.width),
      showsCitations: settings.showsCitations,
      showsFollowUps: settings.showsFollowUps,
      foldsReasoning: settings.reasoning == .fold
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
  /// The turn with a failure that the reply has no words for under `error`, in ours.
  fileprivate func failing(_ failure: Diagnostic?) -> Turn {
    guard let failure else { return self }
    var turn = self
    var error = turn.reply.error ?? BackendError(message: "")
    if error.message.isEmpty { error.message = failure.summary }
    turn.reply.error = error
    return turn
  }

  /// The turn as it is kept: with what went wrong in words, unless it was stopped, which its reply says by itself.
  func marked(with failure: ExchangeFailure?, url: String) -> Turn {
    failure?.signal == nil ? failing(failure?.diagnostic(url: url)) : self
  }
}
