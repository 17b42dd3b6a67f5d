/// What the program can be asked to do.
public enum Command: String, CaseIterable, Sendable {
  /// No command word: the interactive conversation, or a prompt for each line of a pipe.
  case conversation
  case ask
  case conversations
  case show
  case search
  case export
  case `import`
  case rename
  case delete
  case login
  case logout
  case config
  case backends
  case models
  case doctor
  case schema
  case completion

  /// The word a person types; `nil` for the conversation, which has none.
  public var word: String? {
    self == .conversation ? nil : rawValue
  }

  /// The command whose word this is.
  public init?(word: String) {
    guard let command = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = command
  }

  /// What may stand behind the command word.
  public var operands: Operands {
    switch self {
    case .conversation, .conversations, .models, .doctor, .schema: .none
    case .ask: .any("[prompt ...]")
    case .show: .optional("[ID]", of: [])
    case .search: .any("TEXT ...")
    case .export: .any("[ID ...]")
    case .import: .any("FILE ...")
    case .rename: .any("ID TITLE ...")
    case .delete: .any("[ID ...]")
    case .login, .logout: .optional("[NAME]", of: [])
    case .config: .optional("[path|show|edit|check]", of: ["path", "show", "edit", "check"])
    case .backends: .any("[add NAME URL [prompt ...]]")
    case .completion: .one("SHELL", of: Shell.allCases.map(\.rawValue))
    }
  }

  /// What the command does, in one line of the help and of the completions.
  public var help: String {
    switch self {
    case .conversation: "hold a conversation; from a pipe, each line is a prompt"
    case .ask: "ask one question and print the answer"
    case .conversations: "list the stored conversations"
    case .show: "show a stored conversation (default: the last)"
    case .search: "find text in the stored conversations"
    case .export: "write stored conversations as documents or data"
    case .import: "store conversations that 'chat export' wrote"
    case .rename: "give a stored conversation another title"
    case .delete: "delete stored conversations for good"
    case .login: "store a backend's token, and the backend if it is new"
    case .logout: "remove the stored token of a backend"
    case .config: "print, show, edit or check the configuration"
    case .backends: "list the backends and the known APIs, or add a backend"
    case .models: "list the models of a backend"
    case .doctor: "check the set-up, each finding with its remedy"
    case .schema: "print the JSON Schema of --json and --ndjson"
    case .completion: "print the completions for bash, zsh or fish"
    }
  }

  /// The command as it is typed, such as `chat ask`.
  public var invocation: String {
    [Program.name, word].compactMap(\.self).joined(separator: " ")
  }

  /// The command with what may follow it, such as `chat ask [options] [prompt ...]`.
  public var synopsis: String {
    switch operands {
    case .none: [.schema].contains(self) ? invocation : "\(invocation) [options]"
    case .any(let placeholder): "\(invocation) [options] \(placeholder)"
    case .optional(let placeholder, _):
      "\(invocation) \(self == .logout ? "" : "[options] ")\(placeholder)"
    case .one(let placeholder, _): "\(invocation) \(placeholder)"
    }
  }
}

/// How many operands a command takes.
public enum Operands: Equatable, Sendable {
  case none
  /// Any number; the placeholder for all of them.
  case any(String)
  /// At most one: of these words, where there are some; the placeholder for it.
  case optional(String, of: [String])
  /// Exactly one of these words; the placeholder for it.
  case one(String, of: [String])
}

/// A shell that completions can be printed for.
public enum Shell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish
}
