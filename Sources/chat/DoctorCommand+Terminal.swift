internal import CommandLine
internal import HostSystem
internal import Session

extension DoctorCommand {
  // MARK: - The terminal

  mutating func lookAtTerminal() {
    let streams: [(String, StandardStream)] = [
      ("input", .input), ("output", .output), ("errors", .error),
    ]
    for (name, stream) in streams {
      note(.terminal, name, stream.isTerminal ? "a terminal" : "not a terminal")
    }
    lookAtType()
    lookAtLocale()
    note(.terminal, "width", settings.width.map { "\($0) columns" } ?? "lines are not broken")
    note(.terminal, "colors", settings.colorsOutput ? "on" : "off\(reasonForNoColor)")
    let links =
      if settings.followsHyperlinks {
        "written, and the terminal follows them"
      } else if settings.writesHyperlinks {
        "written, with their targets beside them"
      } else {
        "not written"
      }
    note(.terminal, "hyperlinks", links)
    let isMarked = StandardStream.input.isTerminal && !settings.terminalIsDumb
    note(.terminal, "pastes", isMarked ? "the terminal is asked to mark them" : "not marked")
    lookAtPrograms()
  }

  private mutating func lookAtType() {
    let term = environment[.term]
    guard settings.terminalIsDumb, StandardStream.output.isTerminal else {
      return note(.terminal, "TERM", term ?? "not set")
    }
    note(
      .terminal,
      "TERM",
      .warning,
      (term ?? "not set") + ": no color, no status line, and no marks around pastes",
      remedy: "set it to the terminal's type, such as xterm-256color"
    )
  }

  private mutating func lookAtLocale() {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let name = names.first { environment[$0]?.isEmpty == false }
    let locale = name.flatMap { environment[$0] } ?? "C"
    let lower = locale.lowercased()
    if lower.contains("utf-8") || lower.contains("utf8") {
      return note(.terminal, "locale", locale)
    }
    note(
      .terminal,
      "locale",
      .warning,
      "\(locale) is not UTF-8" + (name.map { " (\($0))" } ?? "")
        + ": the text is written in UTF-8 all the same",
      remedy: "set LANG to a locale with UTF-8, such as C.UTF-8; 'locale -a' lists them"
    )
  }

  private var reasonForNoColor: String {
    if invocation.values(of: .color).last == "never" { return " (--color)" }
    if environment[.noColor] != nil { return " (NO_COLOR)" }
    if configuration.color == .never { return " (the configuration)" }
    if !StandardStream.output.isTerminal { return " (standard output is not a terminal)" }
    return settings.terminalIsDumb ? " (TERM)" : ""
  }

  private mutating func lookAtPrograms() {
    // The same choice as that of the pager and of the editor themselves.
    let pager = environment[.pager] ?? "less"
    if pager == "cat" || pager.allSatisfy(\.isWhitespace) {
      note(.terminal, "pager", "none is wanted (PAGER)")
    } else {
      lookAt(program: pager, "pager", "long text is not shown page by page", "PAGER")
    }
    let editor = environment[.visual] ?? environment[.editor] ?? "vi"
    lookAt(program: editor, "editor", "/editor and 'chat config edit' do not work", "VISUAL")
  }

  /// Looks for the program of a line for the shell; what only the shell understands is left to it.
  private mutating func lookAt(
    program line: String,
    _ name: String,
    _ loss: String,
    _ variable: String
  ) {
    let words = line.split(separator: " ").map(String.init)
    let isForShell = line.contains { #"=$`'"\;|&()<>~"#.contains($0) }
    guard let program = words.first, !isForShell,
      !HostFile.isProgram(program, environment: environment)
    else { return note(.terminal, name, words.first ?? line) }
    note(
      .terminal,
      name,
      .warning,
      "\(program) is not found: \(loss)",
      remedy: "install it, or name another one in \(variable)"
    )
  }

  // MARK: - The environment

  mutating func lookAtEnvironment() {
    let own = EnvironmentVariable.allCases.filter { variable in
      variable.rawValue.hasPrefix("CHAT_") && environment[variable] != nil
    }
    note(
      .environment,
      "variables",
      own.isEmpty ? "none of the program's own is set" : own.map(\.rawValue).joined(separator: ", ")
    )
    lookAtFolderVariables()
    if let path = environment[.certFile], !HostFile.canBeRead(at: expanded(path)) {
      note(
        .environment,
        EnvironmentVariable.certFile.rawValue,
        .failed,
        "\(path) cannot be read: no https URL can be asked",
        remedy: "name a file with certificates in PEM, or unset it"
      )
    }
    lookAtProxies()
    for warning in settings.warnings {
      note(.environment, EnvironmentVariable.columns.rawValue, .warning, warning.summary)
    }
  }

  private mutating func lookAtFolderVariables() {
    let variables: [EnvironmentVariable] = [.configHome, .dataHome, .cacheHome, .stateHome, .home]
    for variable in variables {
      guard let path = environment[variable] else { continue }
      if path.utf8.first == UInt8(ascii: "/") { continue }
      note(
        .environment,
        variable.rawValue,
        .warning,
        "'\(path)' is ignored: it is not an absolute path",
        remedy: "set it to a path that begins with /"
      )
    }
    if environment[.home] == nil {
      note(.environment, "HOME", .warning, "is not set", remedy: "set it to your home folder")
    }
  }

  /// Which of its spellings libcurl reads; `http_proxy` in capitals is not among them.
  private static let proxies = [
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
  ]

  private mutating func lookAtProxies() {
    for name in Self.proxies {
      guard let text = environment[name], !text.isEmpty else { continue }
      if let proxy = ProxyURL(text) {
        note(.environment, name, "requests go through \(proxy)")
      } else {
        note(
          .environment,
          name,
          .warning,
          "is no URL of a proxy",
          remedy: UsageError.badProxy.diagnostic.remedy
        )
      }
    }
    for name in ["no_proxy", "NO_PROXY"] {
      guard let hosts = environment[name], !hosts.isEmpty else { continue }
      note(.environment, name, "no proxy is used for \(hosts)")
    }
  }

  /// A path in which `~/` stands for the home folder.
  func expanded(_ path: String) -> String { HostFile.expanded(path, environment: environment) }
}
