public import Conversation
internal import Presentation
internal import TerminalText

extension SessionState {
  /// What Tab can make of a line up to the cursor: the name of a command, or what the command wants behind it.
  ///
  /// `entries` lists a folder; the empty path is the folder that the program runs in. `conversations` are those of which the
  /// id begins with a text, the last used one first, and `models` those that the backend lists. Prompts are not completed.
  public func completion(
    of line: String,
    entries: (String) -> [FolderEntry],
    conversations: (String) -> [ConversationSummary] = { _ in [] },
    models: () -> [String] = { [] }
  ) -> Completion {
    guard line.hasPrefix("/"), !line.contains("\n") else { return .none }
    guard let gap = line.firstIndex(where: \.isWhitespace) else {
      return Completion(of: line, among: SlashCommand.allCases.map { .init($0.typed) })
    }
    guard case .command(let command, _) = SlashCommand.reading(of: line) else { return .none }
    let operand = String(line[gap...].drop(while: \.isWhitespace))
    return switch command {
    case .edit: Completion(of: operand, among: followUpNumbers)
    case .sources, .open: Completion(of: operand, among: sourceNumbers)
    case .feedback: Completion(of: operand, among: [.init("up"), .init("down")])
    case .copy: Completion(of: operand, among: [.init("code")])
    case .save, .attach: files(operand, entries)
    case .model:
      Completion(of: operand, among: modelNames(models()).map { .init($0) })
    case .resume:
      Completion(
        of: operand,
        among: conversations(operand).map {
          .init($0.id, detail: Sanitizer.singleLine($0.title, limit: 60))
        }
      )
    case .backend: Completion(of: operand, among: options.backends.map { .init($0) })
    case .help, .new, .retry, .editor, .say, .followups, .json, .reasoning, .tools, .status,
      .set, .history, .conversations, .search, .quit:
      .none
    }
  }

  /// Those that the configuration and the backend name, each once, as far as they can be shown as they are.
  private func modelNames(_ listed: [String]) -> [String] {
    let shown = listed.filter { Sanitizer.singleLine($0) == $0 && !options.models.contains($0) }
    return options.models + shown + ["default"]
  }

  private var followUpNumbers: [Completion.Candidate] {
    guard options.showsFollowUps else { return [] }
    return (conversation.lastReply?.followUps ?? []).map {
      .init(String($0.number), detail: Sanitizer.singleLine($0.shownPrompt))
    }
  }

  private var sourceNumbers: [Completion.Candidate] {
    (conversation.lastReply?.citations ?? []).map {
      .init(String($0.number), detail: Sanitizer.singleLine($0.title ?? $0.url ?? ""))
    }
  }

  /// The files whose names go on as begun; hidden ones only behind a dot.
  ///
  /// A name that cannot be shown as it is could not be put into the line either.
  private func files(_ path: String, _ entries: (String) -> [FolderEntry]) -> Completion {
    if path == "~" { return Completion(of: path, among: [.init("~", ending: "/")]) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let isHiddenWanted = path.dropFirst(folder.count).hasPrefix(".")
    let shown = entries(folder).filter {
      $0.name.hasPrefix(".") == isHiddenWanted
        && Sanitizer.singleLine($0.name, limit: .max) == $0.name
    }
    let candidates = shown.sorted { $0.name < $1.name }.map { entry in
      let ending = entry.isFolder ? "/" : " "
      return Completion.Candidate(
        folder + entry.name,
        label: entry.isFolder ? entry.name + "/" : entry.name,
        ending: ending
      )
    }
    return Completion(of: path, among: candidates)
  }
}
