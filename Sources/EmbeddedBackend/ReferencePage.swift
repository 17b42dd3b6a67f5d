internal import CommandLine
internal import Session

/// The page of the user's guide that is made from the program's own tables.
enum ReferencePage {
  /// The name beside those of the other pages.
  static let name = "reference"

  /// Its Markdown source.
  static var source: String {
    (["# Reference"] + optionSections + [commands, conversation, environment, exitStatuses])
      .joined(separator: "\n\n") + "\n"
  }

  /// A section for each heading of the help.
  private static var optionSections: [String] {
    OptionGroup.allCases.map { group in
      let options = OptionTable.all.filter { $0.group == group }
      return section(
        "Options: \(group.rawValue.lowercased())",
        ("option", "what it does"),
        options.map { ($0.usage, $0.help) }
      )
    }
  }

  private static var commands: String {
    section(
      "Commands of the shell",
      ("command", "what it does"),
      Command.allCases.map { ($0.synopsis, $0.help) }
    )
  }

  private static var conversation: String {
    section(
      "Commands inside a conversation",
      ("command", "what it does"),
      SlashCommand.allCases.map { ($0.usage, $0.summary) }
    )
  }

  private static var environment: String {
    section(
      "Environment variables",
      ("variable", "what it does"),
      EnvironmentVariable.allCases.map { ($0.rawValue, $0.help) }
    )
  }

  private static var exitStatuses: String {
    section(
      "Exit statuses",
      ("exit status", "when"),
      ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) }
    )
  }

  private static func section(
    _ heading: String,
    _ head: (String, String),
    _ rows: [(String, String)]
  ) -> String {
    let lines = rows.map { "| `\($0)` | \($1) |" }
    return "## \(heading)\n\n| \(head.0) | \(head.1) |\n|---|---|\n" + lines.joined(separator: "\n")
  }
}
