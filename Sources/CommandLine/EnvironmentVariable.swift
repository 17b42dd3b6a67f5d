/// Every environment variable that the program reads.
public enum EnvironmentVariable: String, CaseIterable, Sendable {
  case url = "CHAT_URL"
  case api = "CHAT_API"
  case backend = "CHAT_BACKEND"
  case model = "CHAT_MODEL"
  case token = "CHAT_TOKEN"
  case config = "CHAT_CONFIG"
  case session = "CHAT_CONVERSATION"
  case certFile = "SSL_CERT_FILE"
  case noColor = "NO_COLOR"
  case forceColor = "CLICOLOR_FORCE"
  case forceHyperlink = "FORCE_HYPERLINK"
  case columns = "COLUMNS"
  case term = "TERM"
  case pager = "PAGER"
  case browser = "BROWSER"
  case visual = "VISUAL"
  case editor = "EDITOR"
  case temporary = "TMPDIR"
  case configHome = "XDG_CONFIG_HOME"
  case dataHome = "XDG_DATA_HOME"
  case cacheHome = "XDG_CACHE_HOME"
  case stateHome = "XDG_STATE_HOME"
  case home = "HOME"

  /// What it does, in one line of the help.
  public var help: String {
    switch self {
    case .url: "the backend to ask, unless --url is given"
    case .api: "how it talks, unless --api is given"
    case .backend: "the backend of the configuration, unless --backend is given"
    case .model: "the model, unless --model is given"
    case .token: "the credential to send; no option takes it"
    case .config: "the configuration file"
    case .session: "any name: -c goes on with the last one under it"
    case .certFile: "the authorities to trust, unless --cacert is given"
    case .noColor: "if not empty: no color, unless --color is given"
    case .forceColor: "if set and not 0: color in a pipe too"
    case .forceHyperlink: "1 or 0: links can, or cannot, be followed on the terminal"
    case .columns: "the width of the terminal, unless --width is given"
    case .term: "the terminal's type; none or dumb: no color"
    case .pager: "shows what is longer than the screen (default: less)"
    case .browser: "the browser of /open"
    case .visual: "the editor of /editor and of chat config edit"
    case .editor: "the editor, where VISUAL is not set"
    case .temporary: "where the editor's file is made (default: /tmp)"
    case .configHome: "where chat/config.json and chat/tokens are"
    case .dataHome: "where conversations are kept (default: ~/.local/share)"
    case .cacheHome: "where indexes of --docs are kept (default: ~/.cache)"
    case .stateHome: "where the history is kept (default: ~/.local/state)"
    case .home: "the home folder"
    }
  }
}

extension [String: String] {
  /// The value of a variable; `nil` when it is not set or empty, which means the same for all of them.
  public subscript(variable: EnvironmentVariable) -> String? {
    self[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Where a value comes from, so that a message can name it.
public enum ValueSource: Equatable, Sendable, CustomStringConvertible {
  case option(OptionName)
  case variable(EnvironmentVariable)

  /// The option or the variable as a person knows it: `--url`, `CHAT_URL`.
  public var description: String {
    switch self {
    case .option(let name): name.typed
    case .variable(let variable): variable.rawValue
    }
  }
}
