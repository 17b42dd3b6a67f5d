/// What was typed, and nothing else: no environment, no terminal, no defaults.
public struct Invocation: Equatable, Sendable {
  /// What it is for.
  public enum Purpose: Sendable {
    /// To carry out the command.
    case run
    /// To print the command's help; nothing behind `--help` was looked at.
    case help
    /// To print the version; nothing behind `--version` was looked at.
    case version
  }

  /// An option as it was typed.
  public struct TypedOption: Equatable, Sendable {
    /// Which one, with prefixes and letters resolved.
    public var name: OptionName
    /// Its value; empty for an option that takes none.
    public var value: String

    /// An option with its value.
    public init(name: OptionName, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What it is for.
  public var purpose: Purpose
  /// The command.
  public var command: Command
  /// What stands behind the command, without the options.
  public var operands: [String]
  /// The options in the order in which they were typed.
  public var options: [TypedOption]
  /// Whether the guide is asked, whatever else is set.
  public var asksGuide = false

  /// The shell of `chat completion`; `nil` for every other command.
  public var shell: Shell? {
    command == .completion ? operands.first.flatMap(Shell.init(rawValue:)) : nil
  }

  /// How the answer is to be printed.
  public var output: OutputForm {
    OptionTable.outputForms.first(where: has).flatMap(OutputForm.init)
      ?? (has(.jq) ? .json : .rendered)
  }

  /// An option that was typed and suits prompts from a pipe or from operands, not a conversation in a terminal.
  public var optionAgainstConversation: OptionName? {
    (OptionTable.outputForms + [.jq, .dryRun]).first(where: has)
  }

  /// Whether the option was typed.
  public func has(_ name: OptionName) -> Bool {
    options.contains { $0.name == name }
  }

  /// The values of the option, one for each time it was typed.
  public func values(of name: OptionName) -> [String] {
    options.filter { $0.name == name }.map(\.value)
  }
}

/// In what form an answer is printed.
public enum OutputForm: Sendable {
  /// As text for people.
  case rendered
  /// As one object, when the reply has ended.
  case json
  /// As an object for each event, when it happens, and the reply behind them.
  case ndjson
  case raw
  case markdown
}
