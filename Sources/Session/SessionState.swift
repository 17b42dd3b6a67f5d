public import CommandLine
public import Conversation
public import Presentation
internal import TerminalText
public import WireFormats

/// An interactive conversation as a value: an event goes in, effects come out, and nothing else happens.
public struct SessionState {
  /// What stays the same for the whole conversation.
  public struct Options {
    /// What the greeting calls the backend.
    public var backend: String
    /// The API's name.
    public var api: String
    /// Where prompts go; empty where they go nowhere.
    public var url: String
    /// What a newcomer has to know of the backend, in a line below the greeting.
    public var introduction: String?
    /// Whether answers come in pieces.
    public var streams: Bool
    /// Whether sources and their markers are shown.
    public var showsCitations: Bool
    /// Whether follow-ups are shown.
    public var showsFollowUps: Bool
    /// What is shown of what the backend thought.
    public var reasoning: ReasoningChoice
    /// Whether the greeting is left out.
    public var isQuiet: Bool
    /// Whether answers go to the terminal too, and not to a file or a pipe.
    public var writesToTerminal: Bool
    /// The names of the backends that the conversation can go over to.
    public var backends: [String]
    /// The models that the configuration names.
    public var models: [String]
    /// Why parameters cannot be put into a request, in words; `nil` where they can.
    public var refusal: (RequestParameters) -> String?
    /// What goes into each request beside the prompt, at the start.
    public var parameters: RequestParameters
    /// Whether turns that are over go along with a prompt, where the backend does not know them.
    public var takesTurns: Bool
    /// As many of them go along.
    public var context: Int
    /// Whether files can go along with a prompt.
    public var takesFiles: Bool
    /// Whether images can, too.
    public var takesImages: Bool
    /// Whether prompts and answers are stored.
    public var isStored: Bool
    /// The files that go with the first prompt.
    public var attachments: AttachedFiles
    /// The follow-up that is sent first, in a conversation that goes on.
    public var followUp: Int?
    /// The page that answers are written on; its width is that of the terminal at each moment.
    public var layout: Layout

    /// Options with all their parts.
    public init(
      backend: String,
      api: String,
      url: String = "",
      introduction: String? = nil,
      streams: Bool = true,
      showsCitations: Bool = true,
      showsFollowUps: Bool = true,
      reasoning: ReasoningChoice = .fold,
      isQuiet: Bool = false,
      writesToTerminal: Bool = true,
      parameters: RequestParameters = RequestParameters(),
      backends: [String] = [],
      models: [String] = [],
      refusal: @escaping (RequestParameters) -> String? = { _ in nil },
      takesTurns: Bool = true,
      context: Int = .max,
      takesFiles: Bool = true,
      takesImages: Bool = false,
      isStored: Bool = false,
      attachments: AttachedFiles = AttachedFiles(),
      followUp: Int? = nil,
      layout: Layout = Layout()
    ) {
      self.backend = backend
      self.api = api
      self.url = url
      self.introduction = introduction
      self.streams = streams
      self.showsCitations = showsCitations
      self.showsFollowUps = showsFollowUps
      self.reasoning = reasoning
      self.isQuiet = isQuiet
      self.writesToTerminal = writesToTerminal
      self.parameters = parameters
      self.backends = backends
      self.models = models
      self.refusal = refusal
      self.takesTurns = takesTurns
      self.context = context
      self.takesFiles = takesFiles
      self.takesImages = takesImages
      self.isStored = isStored
      self.attachments = attachments
      self.followUp = followUp
      self.layout = layout
    }
  }

  /// The columns to wrap to, as the terminal is now; `nil` never wraps.
  public var width: Int?

  private(set) var options: Options
  /// The files that go with the next prompt.
  var attachments: AttachedFiles
  var conversation: ConversationThread
  private var renderer: AnswerRenderer
  private var prompt = ComposedPrompt(words: "")
  private var hasText = false
  private var reasoning = GatheredReasoning()
  private var isLabelled = false
  /// What goes into each request beside the prompt.
  var parameters: RequestParameters
  /// What is done if the person says yes, while they are asked.
  var pending: PendingAction?
  /// The text that is in the editor, so that it is not lost when that fails.
  var editedText = ""

  /// The stored conversation that is gone on with.
  private var resumed: ConversationSummary?

  /// A conversation that goes on with a stored one, or a new one.
  public init(
    options: Options,
    resuming record: ConversationRecord? = nil,
    at place: ConversationPlace? = nil
  ) {
    self.options = options
    resumed = record?.summary
    conversation =
      record.map { ConversationThread(goingOnWith: $0, at: place ?? $0.summary.place) }
      ?? ConversationThread()
    parameters = options.parameters
    attachments = options.attachments
    renderer = AnswerRenderer(options.layout)
  }

  /// Takes in what happened and returns what is to be done, in order.
  public mutating func handle(_ event: SessionEvent) -> [SessionEffect] {
    switch event {
    case .started: greeting + lastTurnAgain() + waitingFiles() + begin()
    case .line(let line): take(line)
    case .editor(let line): editor(line)
    case .lineTypedAhead(let line): takeEarly(line)
    case .lineInterrupted: [.readLine(prefill: "")]
    case .endOfInput: [.end(.exit(.answered))]
    case .terminated(let signal): [.end(.signal(signal))]
    case .reply(let event): take(event)
    case .ended(let outcome, let failure): end(outcome, failure)
    case .feedbackEnded(let end): tell(end)
    case .acted(let end): go(on: end)
    }
  }

  private var greeting: [SessionEffect] {
    guard !options.isQuiet else { return [] }
    let backend = Sanitizer.singleLine(options.backend, limit: 60)
    let name = "\(Program.name) \(Program.version) · \(backend) (\(options.api))"
    let introduction = options.introduction.map { SessionEffect.notify(Notice.text($0)) }
    return [.notify(StyledText(name + " · /help for commands, Ctrl-D to leave\n"))]
      + [introduction].compactMap(\.self)
  }

  /// The last turn of a stored conversation, as it looked.
  private func lastTurnAgain() -> [SessionEffect] {
    guard let resumed, let turn = conversation.lastTurn else { return [] }
    let title = Sanitizer.singleLine(resumed.title, limit: 60)
    let count = resumed.turnCount == 1 ? "1 turn" : "\(resumed.turnCount) turns"
    let words = "Going on with \(resumed.id), \(count): \(title)\n\n"
    return [beside(StyledText(words, role: .aside)), beside(turnText.text(of: turn))]
  }

  /// What the conversation begins with.
  private mutating func begin() -> [SessionEffect] {
    options.followUp.map { take(String($0)) } ?? [.readLine(prefill: "")]
  }

  /// Goes over to a stored conversation, and to its backend where that is another one.
  mutating func resume(
    _ record: ConversationRecord,
    with connection: Connection?
  ) -> [SessionEffect] {
    if let connection { adopt(connection) }
    resumed = record.summary
    conversation = ConversationThread(goingOnWith: record, at: record.summary.place)
    return lastTurnAgain() + [.readLine(prefill: "")]
  }

  /// Goes over to another backend, with a conversation of its own.
  mutating func connect(to connection: Connection) -> [SessionEffect] {
    adopt(connection)
    conversation = ConversationThread()
    let name = Sanitizer.singleLine(connection.name, limit: 60)
    return say(StyledText("A new conversation with \(name) (\(options.api)).\n", role: .aside))
  }

  private mutating func adopt(_ connection: Connection) {
    options.backend = connection.name
    options.api = connection.exchange.apiName
    options.url = connection.exchange.url
    options.refusal = connection.exchange.refusal
    options.takesTurns = connection.exchange.takesTurns
    options.takesFiles = connection.exchange.takesFiles
    options.takesImages = connection.exchange.takesImages
    options.parameters = connection.parameters
    parameters = connection.parameters
  }

  /// Sends what the person typed with the files that wait.
  mutating func send(_ words: String) -> [SessionEffect] {
    let remedy = "'/attach -' lets it go"
    if let refused = refusal(of: attachments, remedy: remedy, prefill: words) { return refused }
    return send(ComposedPrompt(words: words, files: attachments))
  }

  /// Sends a prompt; no file waits any more.
  mutating func send(_ prompt: ComposedPrompt) -> [SessionEffect] {
    self.prompt = prompt
    attachments = AttachedFiles()
    hasText = false
    isLabelled = false
    renderer = AnswerRenderer(layout, showsMarkers: options.showsCitations)
    let request = conversation.request(
      for: prompt,
      stream: options.streams,
      context: options.context,
      parameters: parameters
    )
    let notices = conversation.notices(
      before: prompt,
      context: options.context,
      parameters: parameters,
      takesTurns: options.takesTurns
    )
    return notices.map { .notify($0) } + [.show(status: StatusText.waiting), .send(request)]
  }

  private mutating func take(_ event: ReplyEvent) -> [SessionEffect] {
    thought(reasoning.take(event)) + show(event)
  }

  /// What was thought, in front of the answer, where the person wants to see it.
  private func thought(_ reasoning: Reasoning?) -> [SessionEffect] {
    guard options.reasoning == .show, let reasoning else { return [] }
    return [.show(status: nil), beside(footer.reasoning(reasoning))]
  }

  private mutating func show(_ event: ReplyEvent) -> [SessionEffect] {
    switch event {
    case .started(let facts): label(facts) + answer(renderer.add(event))
    case .step, .reasoning, .toolCall:
      hasText ? [] : StatusText.of(event).map { [.show(status: $0)] } ?? []
    default: render(event)
    }
  }

  /// The terminal may have got another width since the last event.
  private mutating func render(_ event: ReplyEvent) -> [SessionEffect] {
    renderer.layout = layout
    return answer(renderer.add(event))
  }

  /// What kind of message it is, where it is not simply an answer.
  private mutating func label(_ facts: MessageFacts) -> [SessionEffect] {
    guard !isLabelled, let label = Notice.label(facts) else { return [] }
    isLabelled = true
    return [beside(label)]
  }

  private mutating func answer(_ text: StyledText) -> [SessionEffect] {
    guard !text.isEmpty else { return [] }
    hasText = true
    return [.write(text)]
  }

  /// The turn is over: the rest of the answer, what went wrong, and what stands below.
  private mutating func end(
    _ outcome: Exchange.Outcome,
    _ failure: Diagnostic?
  ) -> [SessionEffect] {
    let next = next(after: outcome.failure)
    // What was not answered can be sent again; its files wait for that.
    let files =
      failure == nil || !outcome.reply.content.isEmpty || next != .readLine(prefill: "")
      ? AttachedFiles() : prompt.files.filter(isLost: false)
    var kept = prompt
    if !files.isEmpty { kept.files = prompt.files.filter(isLost: true) }
    conversation.append(
      Turn(
        prompt: prompt.text,
        backend: options.backends.contains(options.backend) ? options.backend : nil,
        api: options.api,
        reply: outcome.reply,
        elapsedMillis: outcome.elapsedMillis
      ),
      of: kept
    )
    renderer.layout = layout
    var effects = [SessionEffect.show(status: nil)] + thought(reasoning.finish())
    effects += answer(renderer.finish())
    effects += outcome.reply.notices.map { .notify(Notice.text($0)) }
    if let failure {
      effects.append(.notify(notice(of: outcome.failure, failure)))
    } else if !hasText {
      effects.append(.write(Notice.noText))
    }
    if let words = Notice.cut(outcome.reply, isStoppedHere: failure != nil) {
      effects.append(.notify(Notice.text(words)))
    }
    let footer = footer.text(of: outcome.reply, commands: SlashCommand.footer)
    if !footer.isEmpty { effects.append(beside(footer)) }
    return effects + putBack(files) + [next]
  }

  /// What belongs to the conversation and not to the answer: where a file takes the answers, it goes around it.
  func beside(_ text: StyledText) -> SessionEffect {
    options.writesToTerminal ? .write(text) : .notify(text)
  }

  /// What the person is told; to have stopped the answer is no failure.
  private func notice(of failure: ExchangeFailure?, _ words: Diagnostic) -> StyledText {
    guard failure?.signal != nil else { return Notice.text(of: words) }
    let rule = hasText ? "── stopped: the answer is incomplete ──" : "── stopped ──"
    return StyledText(rule + "\n", role: .aside)
  }

  /// Ctrl-C leads back to the prompt; any other signal ends the conversation.
  private func next(after failure: ExchangeFailure?) -> SessionEffect {
    guard let signal = failure?.signal, signal != Ending.interrupt else {
      return .readLine(prefill: "")
    }
    return .end(.signal(signal))
  }

  /// The page as the terminal is now.
  var layout: Layout {
    var layout = options.layout
    layout.width = width
    return layout
  }

  private var turnText: TurnText {
    TurnText(
      layout: layout,
      showsMarkers: options.showsCitations,
      footer: footer,
      reasoning: options.reasoning,
      commands: SlashCommand.footer
    )
  }

  var footer: ReplyFooter {
    ReplyFooter(
      layout,
      showsCitations: options.showsCitations,
      showsFollowUps: options.showsFollowUps,
      foldsReasoning: options.reasoning == .fold
    )
  }
}
