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
    var isOpen = false
    do throws(StorageFailure) {
      let store = try SQLiteConversationStore.toLookAt(path, patience: 2_000) { [signals] in
        !signals.isWaiting
      }
      isOpen = true
      try lookInto(store, path)
    } catch {
      try checkForSignals()
      switch error {
      case .damaged(_, let reason): noteDamage(path, reason, canBeRead: isOpen)
      // Then it is only told what is interrupted, below.
      case .readOnly where journalSize(path) > 0: break
      default:
        let diagnostic = error.diagnostic("conversations are not kept")
        note(
          .conversations,
          Self.file,
          .failed,
          diagnostic.summary,
          remedy: diagnostic.remedy ?? "see what is at that path, or set XDG_DATA_HOME"
        )
      }
    }
  }

  private mutating func lookInto(
    _ store: SQLiteConversationStore,
    _ path: String
  ) throws(StorageFailure) {
    let size = (try? HostFile.facts(of: path))?.size ?? 0
    guard size > 0 else {
      return note(.conversations, Self.file, "\(path) is empty: nothing was kept")
    }
    // Nothing can be cancelled within the library; a signal that waits for long ends the program.
    SignalPipe.noteUnwatched(true)
    defer { SignalPipe.noteUnwatched(false) }
    let damages = try store.damages()
    if let first = damages.first {
      let others = damages.count > 1 ? ", and \(damages.count - 1) more" : ""
      return noteDamage(path, first + others, canBeRead: true)
    }
    if let obstacle = obstacle(store, path) {
      let diagnostic = obstacle.diagnostic("conversations are not kept")
      let remedy = diagnostic.remedy ?? "chmod 600 \(path.shellWord), if the file is yours"
      note(.conversations, Self.file, .failed, diagnostic.summary, remedy: remedy)
    } else {
      note(.conversations, Self.file, "\(path) is in order")
    }
    // A newer form may have other tables.
    if let facts = try? store.facts() { note(facts, size) }
  }

  /// Why nothing can be kept; that it is only read beside a journal is no reason.
  private func obstacle(_ store: SQLiteConversationStore, _ path: String) -> StorageFailure? {
    if case .readOnly? = store.obstacle, HostFile.canBeWritten(at: path) { return nil }
    return store.obstacle
  }

  private mutating func note(_ facts: StoreFacts, _ size: Int) {
    let conversations =
      facts.conversations == 1 ? "1 conversation" : "\(facts.conversations) conversations"
    let turns = facts.turns == 1 ? "1 turn" : "\(facts.turns) turns"
    note(.conversations, "contents", "\(conversations), \(turns), \(Self.size(size))")
    let isOld = facts.version < StoreFacts.newestVersion
    note(
      .conversations,
      "form",
      isOld
        ? "version \(facts.version), which becomes \(StoreFacts.newestVersion) when it is next used"
        : "version \(facts.version)"
    )
  }

  private mutating func noteDamage(_ path: String, _ reason: String, canBeRead: Bool) {
    let away = "\(path).damaged-\(HostProcess.localDate())"
    // A journal that stayed behind would be taken for that of the next file.
    let ends = journalSize(path) > 0 ? ["", "-journal"] : [""]
    let moves = ends.map { "mv \((path + $0).shellWord) \((away + $0).shellWord)" }
    let move = moves.joined(separator: " && ")
    let saved = "conversations.ndjson"
    note(
      .conversations,
      Self.file,
      .failed,
      "\(path) is damaged: \(reason)",
      remedy: canBeRead
        ? "save what can still be read: chat export --all --format ndjson --output \(saved); "
          + "move the file away: \(move); put back what was saved: chat import \(saved)"
        : "move it away, so that a new one is made: \(move)"
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
