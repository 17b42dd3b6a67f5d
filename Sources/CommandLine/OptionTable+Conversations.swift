extension OptionTable {
  /// Whether an option says how something is shown, whatever backend it comes from.
  public static func isAboutOutput(_ name: OptionName) -> Bool {
    all.contains { $0.name == name && $0.group == .output }
  }

  /// The options for conversations that are kept.
  static let conversationOptions = [
    Option(
      name: .continue,
      letter: "c",
      value: .none,
      group: .conversations,
      commands: talking,
      help: "go on with the last conversation"
    ),
    Option(
      name: .conversation,
      value: .text("ID"),
      group: .conversations,
      commands: talking,
      help: "go on with this conversation"
    ),
    Option(
      name: .followUp,
      letter: "f",
      value: .text("N"),
      group: .conversations,
      commands: talking,
      help: "send follow-up N of its last answer"
    ),
    Option(
      name: .since,
      value: .text("DATE"),
      group: .conversations,
      commands: [.conversations],
      help: "those used since then, such as 2026-02-17 or 7d"
    ),
    Option(
      name: .before,
      value: .text("DATE"),
      group: .conversations,
      commands: [.conversations, .delete],
      help: "those last used before then"
    ),
    Option(
      name: .limit,
      value: .text("N"),
      group: .conversations,
      commands: [.conversations, .search],
      help: "at most N of them; 0 is all"
    ),
    Option(
      name: .all,
      value: .none,
      group: .conversations,
      commands: [.export, .delete],
      help: "all conversations"
    ),
    Option(
      name: .format,
      value: .choice("FORMAT", of: ["markdown", "json", "ndjson", "html"]),
      group: .conversations,
      commands: [.export],
      help: "markdown (default), json, ndjson or html"
    ),
    Option(
      name: .output,
      letter: "o",
      value: .text("PATH"),
      group: .conversations,
      commands: [.export],
      help: "the file, or the folder for a file of each"
    ),
    Option(
      name: .yes,
      letter: "y",
      value: .none,
      group: .conversations,
      commands: [.export, .delete],
      help: "replace files, or delete, without asking"
    ),
    Option(
      name: .online,
      value: .none,
      group: .conversations,
      commands: [.doctor],
      help: "also see whether each backend can be reached"
    ),
    Option(
      name: .noSave,
      value: .none,
      group: .conversations,
      commands: settling,
      help: "keep nothing of this conversation"
    ),
  ]
}
