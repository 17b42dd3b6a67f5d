internal import CommandLine
internal import HostSystem
internal import Session
internal import TerminalText

/// `chat config edit`: the configuration is edited in a copy, which takes its place once it has no mistakes.
struct ConfigurationEditor {
  private let path: String
  private let signals: SignalPipe
  private let terminal: StandardTerminal
  private let input: StandardInput

  init(path: String) throws {
    self.path = path
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(StandardTerminal.Options(), signals: signals)
    input = StandardInput(signals: signals)
  }

  /// Edits until there is no mistake, or the person has had enough.
  func ending() throws -> Ending {
    let before = try ConfigurationFile.text(of: path, mayBeMissing: true)
    var text = before ?? ConfigurationTemplate.text
    while true {
      let edited = try edited(text)
      if let signal = signals.next() { return .signal(signal) }
      if edited == before || before == nil && edited == ConfigurationTemplate.text {
        terminal.write(StyledText("Nothing was changed.\n"))
        return terminal.ending(.exit(.answered))
      }
      let mistakes = ConfigurationFile.mistakes(in: edited)
      if mistakes.isEmpty { return try replace(before, with: edited) }
      for mistake in mistakes {
        terminal.notify(Notice.text(mistake.line(in: "what was edited")))
      }
      if let ending = try asksToStop(edited, mistakes.count) { return ending }
      text = edited
    }
  }

  private func edited(_ text: String) throws -> String {
    let desktop = HostDesktop(without: [EnvironmentVariable.token.rawValue], signals: signals)
    do throws(DesktopFailure) {
      let edited = try desktop.edit(text, suffix: ".json5")
      // The line end that was left out belongs to a file.
      return edited.isEmpty ? "" : edited + "\n"
    } catch {
      let diagnostic = error.diagnostic(
        "the configuration is unchanged",
        remedy: "name an editor in VISUAL or EDITOR"
      )
      throw CommandFailure(diagnostic.summary, remedy: diagnostic.remedy, .failed)
    }
  }

  /// What was written meanwhile by somebody else is not lost.
  private func replace(_ before: String?, with edited: String) throws -> Ending {
    guard try ConfigurationFile.text(of: path, mayBeMissing: true) == before else {
      throw CommandFailure(
        "the configuration is unchanged: another program has written it meanwhile",
        remedy: "what was edited is kept in \(try keep(edited))",
        .failed
      )
    }
    try ConfigurationFile.replace(with: edited, at: path)
    terminal.write(StyledText("Written to \(path).\n"))
    return terminal.ending(.exit(.answered))
  }

  /// Asks whether to edit again; where the answer is no, or nobody is there to ask, what was edited is kept.
  private func asksToStop(_ edited: String, _ count: Int) throws -> Ending? {
    if StandardStream.input.isTerminal, StandardStream.error.isTerminal {
      terminal.notify(StyledText("Edit again? [Y/n] "))
      switch input.readLine() {
      case .bytes(let bytes):
        let answer = String(decoding: bytes, as: UTF8.self).lowercased()
        if !["n", "no"].contains(answer.filter { $0 != " " }) { return nil }
      case .signal(let signal):
        terminal.notify("\n")
        return .signal(signal)
      case .end, .failed, .tooLong: terminal.notify("\n")
      }
    }
    throw CommandFailure(
      "the configuration is unchanged: what was edited has \(count) \(count == 1 ? "mistake" : "mistakes")",
      remedy: "it is kept in \(try keep(edited))"
    )
  }

  /// Keeps what was edited beside the configuration.
  private func keep(_ edited: String) throws -> String {
    let place = path + ".edited"
    try ConfigurationFile.replace(with: edited, at: place)
    return place
  }
}
