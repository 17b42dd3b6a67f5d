/// Reads single settings from where they may come from.
struct SettingsSource {
  var invocation: Invocation
  var environment: [String: String]
  var configuration = Configuration()
  /// The backend that the conversation goes over to, whatever was typed at the start.
  var switchedTo: String?

  /// The backend of the configuration that is asked; `nil` where a URL, a folder, or nothing is named.
  func backend() throws(UsageError) -> BackendConfiguration? {
    if let switchedTo { return try backend(switchedTo, .option(.backend)) }
    if invocation.has(.url) || invocation.has(.docs) || invocation.asksGuide { return nil }
    if let (name, source) = value(.backend, .backend) { return try backend(name, source) }
    guard environment[.url] == nil, let name = configuration.defaultBackend else { return nil }
    return try backend(name, .option(.backend))
  }

  private func backend(
    _ name: String,
    _ source: ValueSource
  ) throws(UsageError) -> BackendConfiguration {
    guard let backend = configuration.backends.first(where: { $0.name == name }) else {
      throw .unknownBackend(source, name, known: configuration.backends.map(\.name))
    }
    return backend
  }

  /// Whether a stream gets color; the parser lets only words through that are choices.
  func colors(toTerminal isTerminal: Bool) -> Bool {
    let typed = invocation.values(of: .color).last.flatMap(ColorChoice.init(rawValue:))
    return (typed ?? .auto).isOn(
      toTerminal: isTerminal,
      environment: environment,
      configured: typed == nil ? configuration.color : nil
    )
  }

  func url() throws(UsageError) -> BackendURL? {
    guard !invocation.asksGuide, let (text, source) = value(.url, .url) else { return nil }
    do {
      return try BackendURL(text)
    } catch {
      throw .badURL(source, error)
    }
  }

  func documents() throws(UsageError) -> String? {
    guard let folder = invocation.values(of: .docs).last else { return nil }
    guard !folder.isEmpty, !folder.utf8.contains(0) else { throw .noFolder }
    return folder
  }

  /// What was asked for and means something only where prompts are sent to a URL.
  ///
  /// A variable does not count beside a folder of documents: it may be there for other uses.
  var needingURL: ValueSource? {
    for option in [OptionName.raw, .dryRun] where invocation.has(option) { return .option(option) }
    guard let (name, source) = value(.api, .api), name != OptionTable.apiNames[0]
    else { return nil }
    let asksDocuments = invocation.has(.docs) || invocation.asksGuide
    return source == .variable(.api) && asksDocuments ? nil : source
  }

  func api(of backend: BackendConfiguration?) throws(UsageError) -> String {
    guard switchedTo == nil, let (name, source) = value(.api, .api) else {
      return backend?.api ?? OptionTable.apiNames[0]
    }
    guard OptionTable.apiNames.contains(name) else {
      throw .notAChoice(source, value: name, choices: OptionTable.apiNames)
    }
    return name
  }

  /// The command for the token: what was typed, or else what is configured, unless the environment has a token.
  func tokenCommand(of backend: BackendConfiguration?) -> TokenCommand? {
    if let typed = typedTokenCommand { return .shell(typed) }
    let hasToken = switchedTo == nil && environment[.token] != nil
    return hasToken ? nil : backend?.tokenCommand
  }

  private var typedTokenCommand: String? {
    switchedTo == nil ? invocation.values(of: .tokenCommand).last : nil
  }

  /// The token of the environment, which belongs to the backend that was asked for at the start and to no other.
  func token() throws(UsageError) -> Secret? {
    guard switchedTo == nil, typedTokenCommand == nil, let text = environment[.token] else {
      return nil
    }
    do {
      return try Secret(text)
    } catch {
      throw .badToken(error)
    }
  }

  /// The configured fields, and those that were typed in place of fields of the same name.
  func headerFields(of backend: BackendConfiguration?) throws(UsageError) -> [HeaderField] {
    var typed: [HeaderField] = []
    do {
      typed = try invocation.values(of: .header).map(HeaderField.init(parsing:))
    } catch {
      throw .badHeaderField(error)
    }
    if switchedTo != nil { typed = [] }
    let names = typed.map { $0.name.lowercased() }
    let configured = backend?.headerFields ?? []
    return configured.filter { !names.contains($0.name.lowercased()) } + typed
  }

  /// The model that options, environment and configuration ask for, in this order.
  func model(of backend: BackendConfiguration?) -> String? {
    (switchedTo == nil ? value(.model, .model)?.0 : nil) ?? backend?.model
  }

  /// What goes into each request: what is configured, and behind it what was typed.
  func values(of backend: BackendConfiguration?) throws(UsageError) -> [RequestValue] {
    var values = backend?.values ?? []
    guard switchedTo == nil else { return values }
    for text in invocation.values(of: .set) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else { throw .notASetting(text) }
      values.append(RequestValue(key: String(parts[0]), text: String(parts[1])))
    }
    return values
  }

  func seconds(_ name: OptionName) throws(UsageError) -> Double? {
    guard let text = invocation.values(of: name).last else { return nil }
    let isDecimal = text.allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
    guard isDecimal, let seconds = Double(text), seconds <= 2_000_000 else {
      throw .notANumber(.option(name), value: text, .seconds)
    }
    return seconds
  }

  /// The bytes that may be read of standard input: a megabyte unless something else is asked for, `nil` without limit.
  func maxInput() throws(UsageError) -> Int? {
    guard let text = invocation.values(of: .maxInput).last else { return 1_000_000 }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 1, "k": 1_000, "M": 1_000_000, "Ki": 1 << 10, "Mi": 1 << 20]
    guard let number = Int(digits), number <= 1_000_000_000_000,
      let unit = units[String(text.dropFirst(digits.count))]
    else {
      throw .notANumber(.option(.maxInput), value: text, .bytes)
    }
    return number == 0 ? nil : number * unit
  }

  /// The columns to wrap at, and what had to be passed over on the way; a width of 0 is taken as 80.
  func width(terminal: TerminalFacts) throws(UsageError) -> (Int?, warnings: [Diagnostic]) {
    let (fromEnvironment, warnings) = columnsVariable()
    if let text = invocation.values(of: .width).last {
      guard let columns = Self.columns(text) else {
        throw .notANumber(.option(.width), value: text, .columns)
      }
      return (Self.usable(columns), warnings)
    }
    guard terminal.stdoutIsTerminal else { return (nil, warnings) }
    return (Self.usable(fromEnvironment ?? terminal.columns ?? 0), warnings)
  }

  /// Whether an option or a variable decides the width.
  var namesWidth: Bool {
    invocation.has(.width) || columnsVariable().0 != nil
  }

  private func columnsVariable() -> (Int?, warnings: [Diagnostic]) {
    guard let text = environment[.columns] else { return (nil, []) }
    if let columns = Self.columns(text) { return (columns, []) }
    var warning = UsageError.notANumber(.variable(.columns), value: text, .columns).diagnostic
    warning.summary += " and is ignored"
    warning.exitStatus = .answered
    return (nil, [warning])
  }

  /// The value of an option, or else of a variable.
  private func value(
    _ option: OptionName,
    _ variable: EnvironmentVariable
  ) -> (String, ValueSource)? {
    if let typed = invocation.values(of: option).last { return (typed, .option(option)) }
    return environment[variable].map { ($0, .variable(variable)) }
  }

  private static func usable(_ columns: Int) -> Int {
    columns > 0 ? columns : 80
  }

  private static func columns(_ text: String) -> Int? {
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let columns = Int(text),
      columns <= 10_000
    else { return nil }
    return columns
  }
}
