internal import CommandLine
internal import HostSystem
internal import JQFilter
internal import Session
internal import TerminalText
internal import WireFormats

extension StandardTerminal {
  /// The terminal as the settings want it.
  convenience init(_ settings: Settings, signals: SignalPipe) {
    let showsStatus =
      StandardStream.output.isTerminal && StandardStream.error.isTerminal
      && !settings.terminalIsDumb && !settings.isQuiet
    self.init(
      Options(
        colorsOutput: settings.colorsOutput,
        colorsErrors: settings.colorsErrors,
        theme: Theme(settings.theme),
        writesHyperlinks: settings.writesHyperlinks,
        width: settings.width,
        widthFollowsTerminal: settings.widthFollowsTerminal,
        wrapsNotices: settings.wrapsProse,
        showsStatus: showsStatus
      ),
      signals: signals
    )
  }
}

extension StandardTerminal {
  /// Writes a listing for people, or as data where the settings ask for that.
  func write(_ text: StyledText, or jsonLine: String, by settings: Settings) throws {
    guard settings.output == .json else { return write(text) }
    let line = Array(jsonLine.utf8)
    writeRaw(try DataFilter(settings)?.lines(for: line) ?? line)
  }
}

extension DataFilter {
  /// The filter that the settings ask for, compiled.
  init?(_ settings: Settings) throws(FilterFailure) {
    guard let text = settings.filter else { return nil }
    try self.init(text: text)
  }

  /// A filter, compiled.
  init(text: String) throws(FilterFailure) {
    self.init(
      try JQFilters(
        [JQFilters.Source(name: Self.name, text: text)],
        onRun: SignalPipe.noteUnwatched
      )
    )
  }
}

extension TerminalFacts {
  /// What the standard streams lead to.
  static var current: TerminalFacts {
    TerminalFacts(
      stdoutIsTerminal: StandardStream.output.isTerminal,
      stderrIsTerminal: StandardStream.error.isTerminal,
      columns: StandardStream.columns
    )
  }
}

extension HistoryFile {
  /// The history as the settings want it; `nil` where there is none, or no place for it.
  convenience init?(_ settings: Settings, terminal: StandardTerminal) {
    guard settings.historySize > 0, let path = settings.paths.history else { return nil }
    self.init(
      at: path,
      limit: settings.historySize,
      mayWrite: settings.saves,
      onFailure: { [terminal] failure in
        terminal.notify(Notice.text("the history in \(path) cannot be used: \(failure.reason)"))
      }
    )
  }
}
