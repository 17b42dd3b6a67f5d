internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Presentation
internal import SQLiteStorage
internal import Session
internal import TerminalText

// MARK: - Changing

extension StoreCommand {
  /// Changes the store, with a failure in words.
  private func changing<Result>(
    _ what: String,
    _ body: (any ConversationStore) throws(StorageFailure) -> Result
  ) throws(ConnectionFailure) -> Result {
    do throws(StorageFailure) {
      return try body(try file.storeToWrite())
    } catch {
      throw ConnectionFailure(error.diagnostic(what))
    }
  }

  func rename() throws {
    let operands = invocation.operands
    guard let id = operands.first else { throw UsageError.noConversationNamed(.rename) }
    let title = ConversationTitle.text(of: operands.dropFirst().joined(separator: " "))
    guard !title.isEmpty else {
      throw UsageError.missingOperand(.rename, placeholder: "ID TITLE", choices: [])
    }
    let what = "cannot rename the conversation"
    let summary = try summary(id, what)
    try changing(what) { store throws(StorageFailure) in try store.rename(summary.id, to: title) }
    tell("\(summary.id) is called '\(Sanitizer.singleLine(title))' now")
  }

  func importFiles() throws {
    guard !invocation.operands.isEmpty else {
      throw UsageError.missingOperand(.import, placeholder: "FILE", choices: [])
    }
    // Everything is read before anything is stored.
    let records = try invocation.operands.flatMap(records)
    if records.isEmpty { tell("there is no conversation in it") }
    let ids = try changing("cannot import the conversations") { store throws(StorageFailure) in
      try store.add(records)
    }
    for id in ids.compactMap(\.self) { terminal.write(StyledText(id + "\n")) }
    terminal.flush()
    let known = ids.count { $0 == nil }
    if known > 0 {
      tell(
        known == 1
          ? "1 conversation was there already" : "\(known) conversations were there already"
      )
    }
  }

  /// As large a file is read, in bytes.
  private static let largestFile = 1 << 30

  private func records(in path: String) throws -> [ConversationRecord] {
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      bytes =
        try path == "-"
        ? input() : HostFile.bytes(of: path, limit: Self.largestFile, followsLinks: true)
    } catch {
      throw ConnectionFailure(
        Diagnostic("cannot read '\(path)': \(error.reason)", exitStatus: .failed)
      )
    }
    do throws(ConversationImportFailure) {
      return try ConversationImport.records(in: bytes)
    } catch {
      throw ConnectionFailure(error.diagnostic(of: path == "-" ? "standard input" : path))
    }
  }

  private func input() throws(SystemCallFailure) -> [UInt8] {
    switch StandardInput(signals: signals).readAll(atMost: Self.largestFile) {
    case .bytes(let bytes): return bytes
    case .end: return []
    case .tooLong, .failed: throw SystemCallFailure(call: "read", errno: SystemCallFailure.ioError)
    case .signal(let number): HostProcess.die(of: number)
    }
  }

  // MARK: - delete

  func delete() throws -> Ending {
    let what = "cannot delete the conversations"
    let doomed = try chosen(what, before: text(of: try invocation.moment(.before)))
    guard !doomed.isEmpty else {
      tell("there is no such conversation")
      return .exit(.answered)
    }
    if !invocation.has(.yes), !(try isConfirmed(doomed)) {
      tell("nothing was deleted")
      return .exit(.answered)
    }
    let prompts = try reading(what) { store throws(StorageFailure) in
      var prompts: [String] = []
      for summary in doomed { prompts += try store?.prompts(of: summary.id) ?? [] }
      return prompts
    }
    // First the history: what fails here can be tried again by the same command.
    try forget(prompts)
    try changing(what) { store throws(StorageFailure) in try store.delete(doomed.map(\.id)) }
    tell(
      doomed.count == 1 ? "1 conversation is deleted" : "\(doomed.count) conversations are deleted"
    )
    return .exit(.answered)
  }

  /// Takes the prompts out of the history of lines too.
  private func forget(_ prompts: [String]) throws {
    guard let path = settings.paths.history else { return }
    let history = HistoryFile(at: path, limit: settings.historySize)
    do throws(SystemCallFailure) {
      let sent = SentLines(prompts)
      try history.remove(where: sent.contain)
    } catch {
      throw ConnectionFailure(
        Diagnostic(
          "nothing is deleted: the history in '\(path)' cannot be changed: \(error.reason)",
          exitStatus: .failed
        )
      )
    }
  }

  private func isConfirmed(_ conversations: [ConversationSummary]) throws -> Bool {
    guard StandardStream.input.isTerminal, StandardStream.error.isTerminal else {
      throw UsageError.notConfirmed
    }
    let what =
      conversations.count == 1
      ? "'\(Sanitizer.singleLine(conversations[0].title, limit: 60))'"
      : "\(conversations.count) conversations"
    terminal.notify(StyledText("Delete \(what) for good? [y/N] ", role: .warning))
    switch StandardInput(signals: signals).readLine() {
    case .bytes(let bytes):
      return ["y", "yes"].contains(String(decoding: bytes, as: UTF8.self).trimmed.lowercased())
    case .signal(let number):
      terminal.notify("\n")
      HostProcess.die(of: number)
    case .end, .failed, .tooLong:
      terminal.notify("\n")
      return false
    }
  }

  /// The conversations that are named, or chosen by `--all` or a date.
  private func chosen(_ what: String, before: String? = nil) throws -> [ConversationSummary] {
    let ids = invocation.operands
    guard invocation.has(.all) || before != nil else {
      guard !ids.isEmpty else { throw UsageError.noConversationNamed(invocation.command) }
      var seen: Set<String> = []
      return try ids.map { try summary($0, what) }.filter { seen.insert($0.id).inserted }
    }
    guard ids.isEmpty else { throw UsageError.namesAndChoice(before == nil ? .all : .before) }
    return try reading(what) { store throws(StorageFailure) in
      try store?.conversations(ConversationQuery(usedBefore: before)) ?? []
    }
  }

  // MARK: - export

  func export() throws {
    let what = "cannot export the conversations"
    let format =
      invocation.values(of: .format).last.flatMap(ConversationExport.init(rawValue:)) ?? .markdown
    let chosen = try chosen(what)
    guard let output = invocation.values(of: .output).last else {
      return try writeOut(chosen, as: format, what)
    }
    let isFolder = output.hasSuffix("/") || (try? HostFile.folder(at: output)) != nil
    guard isFolder else {
      let records = try chosen.map { try record($0.id, what) }
      try write(format.document(of: records, asList: invocation.has(.all)), to: output)
      return tell("written to \(output)")
    }
    do throws(SystemCallFailure) {
      try HostFile.makePrivateFolder(at: output)
    } catch {
      throw ConnectionFailure(
        Diagnostic("cannot make '\(output)': \(error.reason)", exitStatus: .failed)
      )
    }
    for summary in chosen {
      let text = format.document(of: [try record(summary.id, what)], asList: false)
      let name = format.fileName(for: summary)
      try write(text, to: output + (output.hasSuffix("/") ? "" : "/") + name)
    }
    tell(
      chosen.count == 1
        ? "1 file written to \(output)" : "\(chosen.count) files written to \(output)"
    )
  }

  private func writeOut(
    _ chosen: [ConversationSummary],
    as format: ConversationExport,
    _ what: String
  ) throws {
    if format == .ndjson {
      // Line by line, so that all of them need not fit into memory.
      for summary in chosen where terminal.failure == nil {
        terminal.writeRaw(
          Array(format.document(of: [try record(summary.id, what)], asList: true).utf8)
        )
      }
    } else {
      let records = try chosen.map { try record($0.id, what) }
      let text = format.document(of: records, asList: invocation.has(.all))
      // Data are escaped; prose is masked where a terminal would read it.
      if format == .markdown {
        terminal.write(StyledText(text))
      } else {
        terminal.writeRaw(Array(text.utf8))
      }
    }
  }

  private func write(_ text: String, to path: String) throws {
    do throws(SystemCallFailure) {
      try HostFile.write(Array(text.utf8), to: path, mayReplace: invocation.has(.yes))
    } catch {
      let exists = error.alreadyExists
      throw ConnectionFailure(
        Diagnostic(
          exists ? "'\(path)' is there already" : "cannot write '\(path)': \(error.reason)",
          remedy: exists ? "--yes replaces it" : nil,
          exitStatus: .failed
        )
      )
    }
  }
}

/// The lines of a conversation that sent its prompts.
private struct SentLines {
  private var texts: Set<String> = []

  init(_ prompts: [String]) {
    for prompt in prompts {
      texts.insert(prompt.trimmed)
      // Files that were attached stand behind the line, in blocks of their own.
      if let end = prompt.firstRange(of: "\n\n"),
        ["```", "[image: "].contains(where: prompt[end.upperBound...].contains)
      {
        texts.insert(prompt[..<end.lowerBound].trimmed)
      }
    }
    texts.remove("")
  }

  func contain(_ line: String) -> Bool {
    let line = line.trimmed
    if texts.contains(line) { return true }
    if line.hasPrefix("//") { return texts.contains(String(line.dropFirst())) }
    return line.hasPrefix("/say ") && texts.contains(line.dropFirst(5).trimmed)
  }
}
