internal import CommandLine
internal import HostSystem
internal import SQLiteStorage
internal import Session

extension DoctorCommand {
  /// The store's name among the findings.
  private static let file = "file"

  mutating func lookAtStore() throws {
    guard let path = settings.paths.conversations else { return }
    if HostFile.exists(at: path) {
      lookAtMode(path)
      try lookInto(path)
    } else {
      note(.conversations, Self.file, "\(path) is not there yet: nothing was kept")
    }
    lookForRemains(path)
    if !settings.saves {
      note(.conversations, "keeping", "'save: false' in the configuration: nothing is kept")
    }
  }

  private mutating func lookAtMode(_ path: String) {
    guard let facts = try? HostFile.facts(of: path) else { return }
    if let finding = Self.privacy(of: path, facts, .conversations, "mode") { report.add(finding) }
  }

  private mutating func lookInto(_ path: String) throws {
    do throws(StorageFailure) {
      let store = try SQLiteConversationStore(lookingAt: path, patience: 2_000) { [signals] in
        !signals.isWaiting
      }
      let obstacle = store.obstacle
      // Nothing can be cancelled within the library; a signal that waits for long ends the program.
      SignalPipe.noteUnwatched(true)
      defer { SignalPipe.noteUnwatched(false) }
      let damages = try store.damages()
      if let first = damages.first {
        let others = damages.count > 1 ? ", and \(damages.count - 1) more" : ""
        return noteDamage(path, first + others)
      }
      if let obstacle { noteObstacle(obstacle, path) }
      // A newer form may have other tables.
      if let facts = try? store.facts() { noteFacts(facts, path) }
    } catch {
      try checkForSignals()
      if case .damaged(_, let reason) = error { return noteDamage(path, reason) }
      // Then only what is interrupted has to be told, below.
      if case .readOnly = error, journalSize(path) > 0 { return }
      let diagnostic = error.diagnostic("conversations cannot be kept")
      let remedy = diagnostic.remedy ?? "check what is at that path, or set XDG_DATA_HOME"
      note(.conversations, Self.file, .failed, diagnostic.summary, remedy: remedy)
    }
  }

  private mutating func noteObstacle(_ obstacle: StorageFailure, _ path: String) {
    if case .readOnly = obstacle {
      guard !HostFile.canBeWritten(at: path) else { return }
      return note(
        .conversations,
        Self.file,
        .failed,
        "\(path) cannot be written: conversations are not kept",
        remedy: "chmod 600 \(path.shellWord), if the file is yours"
      )
    }
    let diagnostic = obstacle.diagnostic("conversations are not kept")
    report.add(DoctorFinding(.conversations, Self.file, diagnostic))
  }

  private mutating func noteFacts(_ facts: StoreFacts, _ path: String) {
    let size = (try? HostFile.facts(of: path))?.size ?? 0
    let conversations =
      facts.conversations == 1 ? "1 conversation" : "\(facts.conversations) conversations"
    let turns = facts.turns == 1 ? "1 turn" : "\(facts.turns) turns"
    note(
      .conversations,
      Self.file,
      "\(path): \(conversations), \(turns), \(Self.size(size))"
    )
    if facts.version > 0, facts.version < StoreFacts.newestVersion {
      note(
        .conversations,
        "form",
        "version \(facts.version), brought to \(StoreFacts.newestVersion) when it is next used"
      )
    } else {
      note(.conversations, "form", "version \(facts.version)")
    }
  }

  private mutating func noteDamage(_ path: String, _ reason: String) {
    let date = HostProcess.localDate()
    let saved = "conversations.ndjson"
    let away = "\(path).damaged-\(date)"
    note(
      .conversations,
      Self.file,
      .failed,
      "\(path) is damaged: \(reason)",
      remedy: "save what can still be read: chat export --all --format ndjson --output \(saved); "
        + "move the file away: mv \(path.shellWord) \(away.shellWord); "
        + "put back what was saved: chat import \(saved)"
    )
  }

  // MARK: - What was left behind

  private func journalSize(_ path: String) -> Int {
    (try? HostFile.facts(of: HostFile.target(of: path) + "-journal"))?.size ?? 0
  }

  private mutating func lookForRemains(_ path: String) {
    if journalSize(path) > 0 {
      note(
        .conversations,
        "journal",
        .warning,
        "another program is writing, or was interrupted: \(path)-journal is not empty",
        remedy: "leave the journal where it is; 'chat conversations' undoes what was interrupted"
      )
    }
    let folder = Self.folder(of: path)
    let start = "\(path.dropFirst(folder == "/" ? 1 : folder.utf8.count + 1)).before-"
    for name in HostFile.names(in: folder) where name.hasPrefix(start) {
      note(
        .conversations,
        "copy",
        .warning,
        "\(folder)/\(name) was left behind by a change of form that was interrupted",
        remedy: "if all conversations are there, remove it: rm \("\(folder)/\(name)".shellWord)"
      )
    }
  }
}
