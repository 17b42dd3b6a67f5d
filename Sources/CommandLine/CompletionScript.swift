/// What `chat completion SHELL` prints, made from the tables.
public enum CompletionScript {
  /// The script that teaches a shell to complete this program's command line; ends with a line end.
  public static func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// Everything that is typed for an option: its letter, then its long name.
  static func spellings(of option: Option) -> [String] {
    [option.letter.map { "-\($0)" }, option.name.typed].compactMap(\.self)
  }

  /// Whether its value is the name of a file.
  static func takesFile(_ option: Option) -> Bool { option.value == .text("FILE") }

  /// The words of which one can stand behind a command.
  static func operandWords(of command: Command) -> [String] {
    switch command.operands {
    case .none, .any: []
    case .one(_, let choices), .optional(_, let choices): choices
    }
  }

  /// What prints the ids of stored conversations, where a shell has them to offer.
  static let conversationIds = "chat conversations --quiet 2>/dev/null </dev/null | cut -f1"

  /// What prints what can be given to an option, a line each, where a program has to be asked.
  ///
  /// The lines are outside text: a shell must neither expand nor split them.
  static func command(for option: OptionName) -> String? {
    switch option {
    case .conversation: conversationIds
    case .backend: "chat backends --jq '.backends[].name' 2>/dev/null </dev/null"
    case .model: "_chat_models"
    default: nil
    }
  }

  /// What prints the models of the backend that is reached by the words in a variable of the shell.
  static func models(reachedBy words: String) -> String {
    "chat models --quiet --retry 0 --timeout 2 \(words) 2>/dev/null </dev/null"
  }

  /// The options that say which backend is asked, and how it is reached.
  static let reaching = OptionTable.all.filter {
    [.url, .backend, .api, .proxy, .unixSocket, .cacert, .insecure].contains($0.name)
  }

  /// Patterns of words that such an option takes one more word behind, and of those that stand alone.
  static let reachingPatterns: (withValue: [String], alone: [String]) = {
    let valued = reaching.filter { $0.value != .none }
    return (
      valued.flatMap(spellings),
      valued.map { "\($0.name.typed)=*" } + valued.compactMap(\.letter).map { "-\($0)?*" }
        + reaching.filter { $0.value == .none }.flatMap(spellings)
    )
  }()

  /// The commands that take ids of stored conversations.
  static let takingIds: [Command] = [.show, .export, .rename, .delete]

  /// The text as one word of a POSIX shell.
  static func shellQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
