internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Presentation
internal import SQLiteStorage
internal import Session
internal import TerminalText
internal import WireFormats

/// What the commands about stored conversations have in common.
struct StoreCommand {
  let invocation: Invocation
  let settings: Settings
  let terminal: StandardTerminal
  let signals: SignalPipe
  let file: ConversationFile

  init(_ invocation: Invocation) throws {
    let environment = HostProcess.environment
    var plain = invocation
    // Here it names what is looked for, which the configuration need not have any more.
    plain.options.removeAll { $0.name == .backend }
    plain.asksGuide = true
    self.invocation = invocation
    settings = try Settings(
      plain,
      environment: environment,
      terminal: .current,
      configuration: try ConfigurationFile.read(environment: environment)
    )
    // Where nothing is asked, signals act at once: whatever is written is written whole or not at all.
    let asks = invocation.command == .delete
    signals = try SignalPipe(catching: asks ? HostProcess.endingSignals : [])
    terminal = StandardTerminal(settings, signals: signals)
    file = ConversationFile(settings.paths, signals: signals)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    switch invocation.command {
    case .conversations: try list()
    case .show: try show()
    case .search: try search()
    case .export: try export()
    case .import: try importFiles()
    case .rename: try rename()
    default: return terminal.ending(try delete())
    }
    return terminal.ending(.exit(.answered))
  }

  /// The store, unless nothing was kept yet, with a failure in words.
  func reading<Result>(
    _ what: String,
    _ body: ((any ConversationStore)?) throws(StorageFailure) -> Result
  ) throws(ConnectionFailure) -> Result {
    do throws(StorageFailure) {
      return try body(try file.store())
    } catch {
      throw ConnectionFailure(error.diagnostic(what))
    }
  }

  /// What is known of a conversation, by its id.
  func summary(_ id: String, _ what: String) throws -> ConversationSummary {
    try reading(what) { store throws(StorageFailure) in
      guard let store else { throw .unknown(id: id) }
      return try store.summary(named: id)
    }
  }

  /// A conversation by its id.
  func record(_ id: String, _ what: String) throws -> ConversationRecord {
    try reading(what) { store throws(StorageFailure) in
      guard let store else { throw .unknown(id: id) }
      return try store.record(named: id)
    }
  }

  /// Says something beside the output, unless that is not wanted.
  func tell(_ words: String) {
    if !settings.isQuiet { terminal.notify(StyledText(words + "\n")) }
  }

  /// A moment as the store writes it.
  func text(of moment: Moment?) -> String? {
    guard let moment else { return nil }
    let millis: Int? =
      switch moment {
      case .ago(let seconds): max(0, HostProcess.millisecondsSince1970() - seconds * 1_000)
      case .date(let year, let month, let day, let hour, let minute):
        HostProcess.millisecondsSince1970(
          year: year,
          month: month,
          day: day,
          hour: hour,
          minute: minute
        )
      }
    return millis.flatMap { Timestamp.text(epochMillis: $0) }
  }
}

// MARK: - Looking

extension StoreCommand {
  /// As many conversations are listed, and as many turns, as nothing else is said.
  private static let (listed, found) = (50, 20)

  private func list() throws {
    var query = ConversationQuery(
      backend: invocation.values(of: .backend).last,
      usedSince: text(of: try invocation.moment(.since)),
      usedBefore: text(of: try invocation.moment(.before)),
      limit: try invocation.limit(standard: Self.listed)
    )
    let (conversations, count) = try reading("cannot list the conversations") {
      store throws(StorageFailure) in
      let conversations = try store?.conversations(query) ?? []
      query.limit = nil
      return (conversations, try store?.count(query) ?? 0)
    }
    let listing = ConversationListing(conversations)
    try write(
      StandardStream.output.isTerminal
        ? listing.table(width: terminal.width, now: file.now) : listing.lines,
      or: listing.jsonLine
    )
    guard settings.output != .json else { return }
    if count == 0 { tell("there is no such conversation") }
    if count > conversations.count {
      terminal.flush()
      tell("\(conversations.count) of \(count) conversations; '--limit 0' lists all")
    }
  }

  private func search() throws {
    let typed = invocation.operands.joined(separator: " ")
    guard let words = SearchWords(typed) else { throw UsageError.nothingToFind }
    let limit = try invocation.limit(standard: Self.found) ?? .max
    let turns = try reading("cannot search the conversations") { store throws(StorageFailure) in
      try store?.turns(holding: words, limit: limit) ?? []
    }
    let listing = SearchListing(turns)
    let layout = settings.layout(width: terminal.width)
    try write(
      StandardStream.output.isTerminal
        ? listing.text(layout: layout, now: file.now) : listing.lines,
      or: listing.jsonLine
    )
    if turns.isEmpty, settings.output != .json { tell("nothing like that is in the conversations") }
  }

  private func show() throws {
    let what = "cannot show the conversation"
    let record =
      if let id = invocation.operands.first {
        try record(id, what)
      } else {
        try reading(what) { store throws(StorageFailure) in
          guard let store else { throw .none(session: nil) }
          return try store.lastRecord(session: settings.session)
        }
      }
    if settings.output == .markdown {
      return terminal.write(
        StyledText(ConversationExport.markdown.document(of: [record], asList: false))
      )
    }
    guard settings.output != .json else {
      return try write(
        StyledText(),
        or: ConversationExport.json.document(of: [record], asList: false)
      )
    }
    let pager = Pager(
      environment: HostProcess.environment,
      without: [EnvironmentVariable.token.rawValue]
    )
    terminal.page(ConversationText(settings, width: terminal.width).text(of: record), by: pager)
  }

  private func write(_ text: StyledText, or json: String) throws {
    try terminal.write(text, or: json.hasSuffix("\n") ? json : json + "\n", by: settings)
  }
}
