/// What `--help` prints, made from the tables; no line is wider than 80 columns.
public enum HelpText {
  /// The help of a command; the conversation's is the program's.
  public static func text(for command: Command) -> String {
    let sections =
      switch command {
      case .conversation: overview()
      case .ask: [usage([.ask])] + options(for: .ask) + [askExamples]
      case .conversations, .show, .search, .export, .import, .rename, .delete, .models, .doctor:
        [usage([command])] + options(for: command) + [examples(of: command)]
      case .login: [usage([.login])] + options(for: .login) + [loginExamples]
      case .logout: [usage([.logout])] + options(for: .logout) + [logoutExamples]
      case .config: [usage([.config])] + options(for: .config) + [configExamples]
      case .backends: [usage([.backends])] + options(for: .backends) + [backendsExamples]
      case .schema: [usage([.schema])] + options(for: .schema) + [schemaExamples]
      case .completion: [usage([.completion])] + options(for: .completion) + [completionExamples]
      }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private static func overview() -> [String] {
    [usage(Command.allCases), commands()] + options(for: .conversation)
      + [environment(), exitStatuses(), examples, "The whole manual: man chat"]
  }

  private static func usage(_ commands: [Command]) -> String {
    let lines = commands.enumerated().map { index, command in
      (index == 0 ? "Usage: " : "       ") + command.synopsis
    }
    let purpose =
      commands.count == 1
      ? commands[0].help.capitalizedFirst + "." : "Talk to a chat backend from the terminal."
    return lines.joined(separator: "\n") + "\n\n" + purpose
  }

  private static func commands() -> String {
    section("Commands", rows: Command.allCases.map { ($0.word ?? "(none)", $0.help) })
  }

  /// One section a heading, all with their columns aligned.
  private static func options(for command: Command) -> [String] {
    let options = OptionTable.options(for: command)
    let rows = options.map { (($0.letter == nil ? "    " : "") + $0.usage, $0.help) }
    let width = rows.map(\.0.count).max() ?? 0
    return OptionGroup.allCases.compactMap { group in
      let own = zip(options, rows).filter { $0.0.group == group }.map(\.1)
      return own.isEmpty ? nil : section(group.rawValue, rows: own, width: width)
    }
  }

  private static func environment() -> String {
    section("Environment", rows: EnvironmentVariable.allCases.map { ($0.rawValue, $0.help) })
  }

  private static func exitStatuses() -> String {
    section("Exit status", rows: ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) })
  }

  private static func section(_ title: String, rows: [(String, String)], width: Int = 0) -> String {
    let width = max(width, rows.map(\.0.count).max() ?? 0)
    let lines = rows.map { term, help in
      "  \(term)\(String(repeating: " ", count: width - term.count))  \(help)"
    }
    return ([title + ":"] + lines).joined(separator: "\n")
  }

  private static let loginExamples = """
    The token is asked for and not shown; from a pipe, it is the first line.

    Examples:
      chat login work --url https://acme-be.glean.com
      pass show glean | chat login work --url https://acme-be.glean.com
    """

  private static let logoutExamples = """
    Examples:
      chat logout work
    """

  private static let configExamples = """
    'show', the default, prints the settings and where each comes from; 'edit'
    checks what was edited before it replaces the file.

    Examples:
      chat config show --backend work
      chat config show --jq .settings.url
      chat config check && chat config path
    """

  private static let backendsExamples = """
    Examples:
      chat backends
      chat backends add work https://acme-be.glean.com --api glean
      chat backends add rag https://rag.example.com/chat --probe
    """

  private static let examples = """
    Examples:
      chat --url https://chat.example.com/rest/api/v1/chat
      chat ask "How much leave do I have?"
      git log -5 | chat ask --json "What changed?" | jq -r .content
    """

  private static let askExamples = """
    What comes through a pipe is the prompt, or is appended to the given one.

    Examples:
      chat ask "How much leave do I have?"
      chat ask --no-stream -- "- is this a list?"
      git log -5 | chat ask --json "What changed?" | jq -r .content
    """

  private static let schemaExamples = """
    Its definition "event" is for the lines of --ndjson.

    Examples:
      chat schema | jq '.["$defs"].citation'
      chat schema | jq -r '.["$defs"].reply.properties | keys[]'
    """

  private static let completionExamples = """
    Examples:
      eval "$(chat completion bash)"                                # ~/.bashrc
      eval "$(chat completion zsh)"                                 # ~/.zshrc
      chat completion fish > ~/.config/fish/completions/chat.fish
    """
}

extension String {
  fileprivate var capitalizedFirst: String {
    prefix(1).uppercased() + dropFirst()
  }
}
