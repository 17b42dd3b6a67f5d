/// Every option there is, in the order of the help.
///
/// The parser, the help, the completions and the comparison with the manual all read this table.
public enum OptionTable {
  /// The words that `--api` takes.
  public static let apiNames = [
    "auto", "glean", "glean-platform", "pipeshub", "mix", "servoy", "plain", "openai",
    "openai-responses", "perplexity", "azure", "cohere", "ollama", "onyx", "vercel", "langserve",
    "anthropic",
  ]

  /// The options for the form of an answer.
  static let outputForms: [OptionName] = [.json, .ndjson, .raw, .markdown]

  /// Groups of options of which only one can be given.
  public static let exclusive: [[OptionName]] = [
    outputForms, [.jq, .raw], [.jq, .markdown], [.url, .docs, .backend], [.raw, .docs],
    [.dryRun, .docs], [.proxy, .unixSocket], [.continue, .conversation], [.all, .before],
  ]

  /// The table.
  public static let all: [Option] =
    requestOptions + conversationOptions + connectionOptions + outputOptions + generalOptions

  /// The options that mean something to a command.
  public static func options(for command: Command) -> [Option] {
    all.filter { $0.commands.contains(command) }
  }

  static let talking: [Command] = [.conversation, .ask]
  /// What also is among the settings that can be looked at.
  static let settling: [Command] = talking + [.config]
  /// What also can have its data printed.
  static let listing: [Command] = settling + [.backends]
  /// What also concerns a backend that is being added.
  static let reaching: [Command] = listing + [.login]
  /// What also asks a backend for its models.
  static let connecting: [Command] = reaching + [.models]
  /// What prints something of stored conversations, or findings.
  static let telling: [Command] = [.conversations, .show, .search, .doctor]

  private static let requestOptions = [
    Option(
      name: .url,
      letter: "u",
      value: .text("URL"),
      group: .request,
      commands: settling + [.login, .models],
      help: "the backend to ask"
    ),
    Option(
      name: .backend,
      letter: "b",
      value: .text("NAME"),
      group: .request,
      commands: settling + [.conversations, .models],
      help: "the backend of that name in the configuration"
    ),
    Option(
      name: .docs,
      value: .text("DIR"),
      group: .request,
      commands: settling,
      help: "answer from the documents in this folder"
    ),
    Option(
      name: .api,
      value: .choice("NAME", of: apiNames),
      group: .request,
      commands: connecting,
      help: "how it talks (default: auto)"
    ),
    Option(
      name: .model,
      letter: "m",
      value: .text("NAME"),
      group: .request,
      commands: reaching,
      help: "the model to ask"
    ),
    Option(
      name: .system,
      value: .text("TEXT"),
      group: .request,
      commands: reaching,
      help: "what the model is told before all prompts"
    ),
    Option(
      name: .context,
      value: .text("N"),
      group: .request,
      commands: settling,
      help: "send the last N turns along (default: 20)"
    ),
    Option(
      name: .set,
      value: .text("KEY=VALUE"),
      group: .request,
      commands: reaching,
      help: "put a value into the request; can be repeated"
    ),
    Option(
      name: .attach,
      letter: "a",
      value: .text("FILE"),
      group: .request,
      commands: talking,
      help: "send a text or an image along; can be repeated"
    ),
    Option(
      name: .header,
      letter: "H",
      value: .text("'Name: value'"),
      group: .request,
      commands: connecting,
      help: "send this header field too; can be repeated"
    ),
    Option(
      name: .tokenCommand,
      value: .text("CMD"),
      group: .request,
      commands: listing + [.models],
      help: "the command that prints the token to send"
    ),
    Option(
      name: .timeout,
      value: .text("S"),
      group: .request,
      commands: connecting,
      help: "seconds for a whole answer; 0 waits without limit"
    ),
    Option(
      name: .connectTimeout,
      value: .text("S"),
      group: .request,
      commands: connecting,
      help: "seconds to connect (default: 10; 0 is no limit)"
    ),
    Option(
      name: .retry,
      value: .text("N"),
      group: .request,
      commands: connecting,
      help: "send again up to N times (default: 2)"
    ),
    Option(
      name: .maxInput,
      value: .text("N"),
      group: .request,
      commands: settling,
      help: "read at most N bytes of input (default: 1M)"
    ),
    Option(
      name: .dryRun,
      value: .none,
      group: .request,
      commands: talking,
      help: "print the request and send nothing"
    ),
    Option(
      name: .probe,
      value: .none,
      group: .request,
      commands: [.backends],
      help: "find out by one prompt how a new backend talks"
    ),
    Option(
      name: .noProbe,
      value: .none,
      group: .request,
      commands: [.login],
      help: "store the token without asking the backend"
    ),
  ]

  private static let outputOptions = [
    Option(
      name: .json,
      value: .none,
      group: .output,
      commands: listing + telling + [.models],
      help: "print the whole reply as one JSON object"
    ),
    Option(
      name: .ndjson,
      value: .none,
      group: .output,
      commands: talking,
      help: "print every event as a JSON object, then the reply"
    ),
    Option(
      name: .jq,
      value: .text("FILTER"),
      group: .output,
      commands: listing + telling + [.models],
      help: "print what a jq filter makes of the JSON"
    ),
    Option(
      name: .raw,
      value: .none,
      group: .output,
      commands: talking,
      help: "print what the backend sends, untouched"
    ),
    Option(
      name: .markdown,
      value: .none,
      group: .output,
      commands: talking + [.show],
      help: "print the answer's Markdown source"
    ),
    Option(
      name: .noStream,
      value: .none,
      group: .output,
      commands: reaching,
      help: "ask for the answer in one piece"
    ),
    Option(
      name: .noFollowUps,
      value: .none,
      group: .output,
      commands: settling + [.show],
      help: "do not show follow-up prompts"
    ),
    Option(
      name: .noCitations,
      value: .none,
      group: .output,
      commands: settling + [.show],
      help: "do not show the sources of an answer"
    ),
    Option(
      name: .reasoning,
      value: .choice("HOW", of: ReasoningChoice.allCases.map(\.rawValue)),
      group: .output,
      commands: settling + [.show],
      help: "show, fold (default) or hide it"
    ),
    Option(
      name: .color,
      value: .choice("WHEN", of: ColorChoice.allCases.map(\.rawValue)),
      group: .output,
      commands: connecting + telling,
      help: "auto, always or never (default: auto)"
    ),
    Option(
      name: .width,
      value: .text("N"),
      group: .output,
      commands: connecting + telling,
      help: "wrap text at N columns"
    ),
    Option(
      name: .quiet,
      letter: "q",
      value: .none,
      group: .output,
      commands: connecting + telling + [.export, .import, .rename, .delete],
      help: "no greeting, introduction or status line"
    ),
    Option(
      name: .verbose,
      letter: "v",
      value: .none,
      group: .output,
      commands: connecting,
      help: "trace the exchange, without secrets"
    ),
  ]

  private static let generalOptions = [
    Option(
      name: .help,
      letter: "h",
      value: .none,
      group: .general,
      commands: Command.allCases,
      help: "print this help"
    ),
    Option(
      name: .version,
      letter: "V",
      value: .none,
      group: .general,
      commands: Command.allCases,
      help: "print the version"
    ),
  ]
}
