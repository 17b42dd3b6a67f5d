/// One row of the option table: everything the parser, the help and the completions know of an option.
public struct Option: Equatable, Sendable {
  /// Its long name.
  public var name: OptionName
  /// The letter behind a single dash, for the options that have one.
  public var letter: Character?
  /// What it takes.
  public var value: OptionValue
  /// The heading it stands under in the help.
  public var group: OptionGroup
  /// The commands that it means something to.
  public var commands: [Command]
  /// What it does, in one line.
  public var help: String

  /// The option as it is typed, with the placeholder of its value: `-u, --url URL`.
  public var usage: String {
    let letter = letter.map { "-\($0), " } ?? ""
    let placeholder = value.placeholder.map { " \($0)" } ?? ""
    return letter + name.typed + placeholder
  }
}

/// The long name of every option, without its dashes.
public enum OptionName: String, CaseIterable, Sendable {
  case url
  case `continue`
  case conversation
  case followUp = "follow-up"
  case backend
  case docs
  case api
  case model
  case system
  case context
  case set
  case attach
  case header
  case tokenCommand = "token-command"
  case timeout
  case connectTimeout = "connect-timeout"
  case proxy
  case unixSocket = "unix-socket"
  case cacert
  case cert
  case key
  case insecure
  case retry
  case maxInput = "max-input"
  case dryRun = "dry-run"
  case since
  case before
  case limit
  case format
  case output
  case all
  case yes
  case online
  case probe
  case noProbe = "no-probe"
  case json
  case ndjson
  case jq
  case raw
  case markdown
  case noStream = "no-stream"
  case noFollowUps = "no-follow-ups"
  case noCitations = "no-citations"
  case reasoning
  case color
  case width
  case quiet
  case verbose
  case noSave = "no-save"
  case help
  case version

  /// The name as it is typed, with its dashes.
  public var typed: String { "--\(rawValue)" }
}

/// What an option takes.
public enum OptionValue: Equatable, Sendable {
  case none
  /// Any text, under a placeholder such as `URL`.
  case text(String)
  /// One of these words, under a placeholder.
  case choice(String, of: [String])

  /// The word that stands for the value in the help; `nil` for an option without one.
  public var placeholder: String? {
    switch self {
    case .none: nil
    case .text(let placeholder), .choice(let placeholder, _): placeholder
    }
  }

  /// The words that can be given; empty where any text can.
  public var choices: [String] {
    if case .choice(_, let choices) = self { choices } else { [] }
  }
}

/// The headings of the help, in order.
public enum OptionGroup: String, CaseIterable, Sendable {
  case request = "Request"
  case conversations = "Conversations"
  case connection = "Connection"
  case output = "Output"
  case general = "General"
}
