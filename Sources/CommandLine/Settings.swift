/// What the program goes by once options, environment, terminal and defaults are weighed: in this order, except
/// that the environment's `COLUMNS` outweighs the terminal.
public struct Settings: Equatable, Sendable {
  /// The backend; `nil` when nothing names one, or when documents are to answer.
  public var url: BackendURL?
  /// The folder of documents that answers, as it was typed; `nil` where ``url`` or the guide does.
  public var documents: String?
  /// The name of the backend's API: one of `OptionTable.apiNames`.
  public var api: String
  /// How the configuration describes the backend, where none of these APIs is its own.
  public var mapping: MappingConfiguration?
  /// The name of the backend in the configuration; `nil` where it has none there.
  public var backendName: String?
  /// The names of all backends in the configuration.
  public var backendNames: [String]
  /// The models that backends of the configuration name, each once.
  public var modelNames: [String]
  /// The model to ask; `nil` leaves it to the backend.
  public var model: String?
  /// The model where it was typed, so that neither the environment nor the configuration names it again.
  public var typedModel: String?
  /// What the model is told before all prompts.
  public var system: String?
  /// As many turns go along with a prompt to a backend that does not know them.
  public var context: Int
  /// Values that go into each request.
  public var values: [RequestValue]
  /// The credential of `CHAT_TOKEN`, where no option outweighs it.
  public var token: Secret?
  /// The command that prints the credential, where the environment has none.
  public var tokenCommand: TokenCommand?
  /// The file that holds the credential, where no command prints it.
  public var tokenFile: String?
  /// Where `chat login` keeps the credential, which need not be there; `nil` where it comes from elsewhere.
  public var storedTokenFile: String?
  /// The word in front of the credential; empty for none, `nil` leaves it to the API.
  public var authScheme: String?
  /// The header field of the credential; `nil` leaves it to the API.
  public var authHeader: String?
  /// Whether the credential may go unencrypted to another machine.
  public var allowsPlainHTTP: Bool
  /// Further header fields, in the order in which they were typed.
  public var headerFields: [HeaderField]
  /// Seconds for a whole answer; 0 is no limit of any kind, `nil` leaves it to the limits that always hold.
  public var timeout: Double?
  /// Seconds until a connection stands; 0 is no limit.
  public var connectTimeout: Double
  /// How the backend is reached.
  public var reach: Reach
  /// Whether the exchange is traced.
  public var isVerbose: Bool
  /// How many bytes of standard input, or of one of its lines, a prompt may have; `nil` is no limit.
  public var maxInput: Int?
  /// The files that go with the first prompt, as they were typed.
  public var attachments: [String]
  /// Whether the request is only printed.
  public var isDryRun: Bool
  /// In what form an answer is printed.
  public var output: OutputForm
  /// The filter that data go through before they are printed.
  public var filter: String?
  /// Whether the answer is asked for in pieces.
  public var streams: Bool
  /// Whether follow-up prompts are shown.
  public var showsFollowUps: Bool
  /// Whether sources are shown.
  public var showsCitations: Bool
  /// What is shown of what the backend thought.
  public var reasoning: ReasoningChoice
  /// Whether status and notices are left out.
  public var isQuiet: Bool
  /// Whether the conversation may be kept.
  public var saves: Bool
  /// The conversation that the prompts go on with; `nil` begins one.
  public var continuation: Continuation?
  /// The follow-up of its last answer that is sent first.
  public var followUp: Int?
  /// The name of the terminal session, in which the last conversation is its own.
  public var session: String?
  /// How many prompts the history on the disk holds; 0 is none.
  public var historySize: Int
  /// The columns to wrap text at, at least 1; `nil` is no wrapping.
  public var width: Int?
  /// Whether the width is the terminal's, and changes with it.
  public var widthFollowsTerminal: Bool
  /// Whether standard output gets color.
  public var colorsOutput: Bool
  /// Whether standard error gets color.
  public var colorsErrors: Bool
  /// What text looks like where there is color.
  public var theme: ThemeChoice
  /// Whether lines of prose are broken at words on a terminal.
  public var wrapsProse: Bool
  /// Which keys edit the line of a conversation.
  public var editing: Configuration.Editing
  /// Whether links are written as such (OSC 8) to standard output.
  public var writesHyperlinks: Bool
  /// Whether the terminal is known to follow such links, so that their targets need not be read.
  public var followsHyperlinks: Bool
  /// Whether the terminal, by `TERM`, knows no control sequences, so that not even a status line can be erased.
  public var terminalIsDumb: Bool
  /// Where the program keeps its files.
  public var paths: StandardPaths
  /// What in the environment could not be used and was not needed.
  public var warnings: [Diagnostic]

  /// The settings for an invocation in an environment, with a configuration behind both, or what in them cannot be
  /// used.
  public init(
    _ invocation: Invocation,
    environment: [String: String],
    terminal: TerminalFacts,
    configuration: Configuration = Configuration(),
    switchedTo backendName: String? = nil
  ) throws(UsageError) {
    let source = SettingsSource(
      invocation: invocation,
      environment: environment,
      configuration: configuration,
      switchedTo: backendName
    )
    let backend = try source.backend()
    self.backendName = backend?.name
    backendNames = configuration.backends.map(\.name)
    modelNames = Set(configuration.backends.compactMap(\.model)).sorted()
    documents = backend == nil ? try source.documents() : backend?.documents
    url = documents != nil ? nil : backend == nil ? try source.url() : backend?.url
    api = try source.api(of: backend)
    mapping = api == OptionTable.apiNames[0] ? backend?.mapping : nil
    model = source.model(of: backend)
    typedModel = backendName == nil ? invocation.values(of: .model).last : nil
    system = (backendName == nil ? invocation.values(of: .system).last : nil) ?? backend?.system
    context = try invocation.context() ?? configuration.context ?? 20
    values = try source.values(of: backend)
    if url == nil, let needy = source.needingURL { throw .needsURL(needy) }
    paths = StandardPaths(environment: environment)
    token = try source.token()
    tokenCommand = source.tokenCommand(of: backend)
    tokenFile = token == nil && tokenCommand == nil ? backend?.tokenFile : nil
    let hasSource = token != nil || tokenCommand != nil || tokenFile != nil
    storedTokenFile =
      hasSource ? nil : backend.flatMap { [paths] in paths.storedToken(of: $0.name) }
    authScheme = backend?.authScheme
    authHeader = backend?.authHeader
    allowsPlainHTTP = backend?.allowsPlainHTTP ?? false
    headerFields = try source.headerFields(of: backend)
    timeout = try source.seconds(.timeout) ?? backend?.timeout
    connectTimeout = try source.seconds(.connectTimeout) ?? backend?.connectTimeout ?? 10
    reach = try source.reach(of: backend)
    isVerbose = invocation.has(.verbose)
    maxInput = try source.maxInput()
    attachments = invocation.values(of: .attach)
    isDryRun = invocation.has(.dryRun)
    output = invocation.output
    filter = invocation.values(of: .jq).last
    streams = !invocation.has(.noStream)
    showsFollowUps = !invocation.has(.noFollowUps)
    showsCitations = !invocation.has(.noCitations)
    reasoning =
      invocation.values(of: .reasoning).last.flatMap(ReasoningChoice.init) ?? configuration
      .reasoning
      ?? .fold
    isQuiet = invocation.has(.quiet)
    saves = !invocation.has(.noSave) && configuration.save != false
    continuation = invocation.continuation
    followUp = try invocation.followUp()
    session = environment[.session]
    historySize = configuration.historySize ?? 10_000
    (width, warnings) = try source.width(terminal: terminal)
    widthFollowsTerminal = terminal.stdoutIsTerminal && !source.namesWidth
    colorsOutput = source.colors(toTerminal: terminal.stdoutIsTerminal)
    colorsErrors = source.colors(toTerminal: terminal.stderrIsTerminal)
    theme = configuration.theme ?? ThemeChoice()
    editing = configuration.editing ?? .emacs
    wrapsProse = configuration.wrap != .terminal
    let links = TerminalFacts.hyperlinks(environment)
    writesHyperlinks = links != .none && colorsOutput && terminal.stdoutIsTerminal
    followsHyperlinks = links == .followed && writesHyperlinks
    terminalIsDumb = TerminalFacts.isDumb(environment)
  }
}
