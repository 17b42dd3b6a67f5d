/// The settings that hold, one by one, each with where it comes from.
public struct SettingsOverview: Equatable, Sendable {
  /// What decides a setting.
  public enum Origin: Equatable, Sendable {
    case option(OptionName)
    case variable(EnvironmentVariable)
    /// The configuration, at this place.
    case configuration(TextPlace)
    /// What `chat login` has stored.
    case login
    /// Nothing: it is the default.
    case preset
  }

  /// The value of a setting; that of a secret is not among them.
  public enum Value: Equatable, Sendable {
    case text(String)
    case number(Double)
    case bool(Bool)
    /// There is one, and it is a secret; what gives it, where it is not a variable.
    case secret(by: String?)
    case nothing
  }

  /// One setting.
  public struct Row: Equatable, Sendable {
    /// What the configuration calls it, within its backend.
    public var key: String
    /// What it is.
    public var value: Value
    /// What decides it; ``Origin/preset`` where it has no value.
    public var origin: Origin

    /// A setting with all its parts.
    public init(key: String, value: Value, origin: Origin) {
      self.key = key
      self.value = value
      self.origin = origin
    }
  }

  /// The settings, in the order in which they are shown.
  public private(set) var rows: [Row] = []

  private let invocation: Invocation
  private let environment: [String: String]
  private let configuration: Configuration
  private let settings: Settings

  /// The settings that were made of an invocation, an environment and a configuration.
  ///
  /// `hasStoredToken` tells whether there is a file at `storedTokenFile` of the settings.
  public init(
    _ settings: Settings,
    invocation: Invocation,
    environment: [String: String],
    configuration: Configuration,
    hasStoredToken: Bool
  ) {
    self.settings = settings
    self.invocation = invocation
    self.environment = environment
    self.configuration = configuration
    addBackend()
    addRequest()
    addToken(isStored: hasStoredToken)
    addReach()
    addLimits()
    addAppearance()
  }

  /// An overview equals another that shows the same.
  public static func == (left: SettingsOverview, right: SettingsOverview) -> Bool {
    left.rows == right.rows
  }

  /// The setting of a key, if it is shown.
  public subscript(key: String) -> Row? { rows.first { $0.key == key } }

  // MARK: - Rows

  private mutating func addBackend() {
    add("backend", .init(settings.backendName), from(.backend, .backend, "default"))
    // A backend that is named outweighs a variable, which is for what has no name.
    let isNamed = settings.backendName != nil
    let url = settings.url.map { "\($0)" }
    add("url", .init(url), isNamed ? from(own("url")) : from(.url, .url))
    add("docs", .init(settings.documents), isNamed ? from(own("docs")) : from(.docs))
    let hasMapping = settings.mapping != nil
    let mapping = settings.mapping?.filters.first.map { own($0.key) } ?? own("method")
    add(
      "api",
      .text(hasMapping ? "mapping" : settings.api),
      hasMapping ? from(mapping) : from(.api, .api, own("api"))
    )
  }

  private mutating func addRequest() {
    add("model", .init(settings.model), from(.model, .model, own("model")))
    add("context", .number(Double(settings.context)), from(.context, nil, "context"))
    add("system", .init(settings.system), from(.system, nil, own("system")))
    let typed = invocation.values(of: .header).map { $0.prefix { $0 != ":" }.lowercased() }
    for field in settings.headerFields {
      add(
        "headers.\(field.name)",
        SecretName.matches(field.name) ? .secret(by: nil) : .text(field.value),
        typed.contains(field.name.lowercased())
          ? .option(.header) : from(own("headers.\(field.name)"))
      )
    }
    let configured = settings.values.count - invocation.values(of: .set).count
    for (index, value) in settings.values.enumerated() {
      let isText = Double(value.text) == nil && value.text != "true" && value.text != "false"
      add(
        "set.\(value.key)",
        isText && SecretName.matches(value.key) ? .secret(by: nil) : .text(value.text),
        index >= configured ? .option(.set) : from(own("set.\(value.key)"))
      )
    }
  }

  private mutating func addToken(isStored: Bool) {
    if settings.token != nil {
      add("token", .secret(by: nil), .variable(.token))
    } else if settings.tokenCommand != nil {
      add("token", .secret(by: "tokenCommand"), from(.tokenCommand, nil, own("tokenCommand")))
    } else if let file = settings.tokenFile {
      add("token", .secret(by: "tokenFile \(file)"), from(own("tokenFile")))
    } else if isStored, let file = settings.storedTokenFile {
      add("token", .secret(by: file), .login)
    } else {
      add("token", .nothing, .preset)
    }
    add("authScheme", .init(settings.authScheme), from(own("authScheme")))
    add("authHeader", .init(settings.authHeader), from(own("authHeader")))
    add("allowPlainHTTP", .bool(settings.allowsPlainHTTP), from(own("allowPlainHTTP")))
  }

  private mutating func addReach() {
    let reach = settings.reach
    add("proxy", .init(reach.proxy.map { "\($0)" }), from(.proxy, nil, own("proxy")))
    add("unixSocket", .init(reach.unixSocket), from(.unixSocket, nil, own("unixSocket")))
    add("cacert", .init(reach.authorities), from(.cacert, .certFile, own("cacert")))
    add("cert", .init(reach.certificate), from(.cert, nil, own("cert")))
    add("key", .init(reach.key), from(.key, nil, own("key")))
    let hasCommand = reach.keyPasswordCommand != nil
    add(
      "keyPasswordCommand",
      hasCommand ? .secret(by: nil) : .nothing,
      from(own("keyPasswordCommand"))
    )
    add("insecure", .bool(reach.isInsecure == true), from(.insecure, nil, own("insecure")))
    let retries = Double(reach.retries ?? Reach.defaultRetries)
    add("retry", .number(retries), from(.retry, nil, own("retry")))
    add("idempotencyHeader", .init(reach.idempotencyHeader), from(own("idempotencyHeader")))
    add("firstByteTimeout", .init(reach.firstByteTimeout), from(own("firstByteTimeout")))
    add("idleTimeout", .init(reach.idleTimeout), from(own("idleTimeout")))
    add("progressTimeout", .init(reach.progressTimeout), from(own("progressTimeout")))
  }

  private mutating func addLimits() {
    add("timeout", .init(settings.timeout), from(.timeout, nil, own("timeout")))
    add(
      "connectTimeout",
      .number(settings.connectTimeout),
      from(.connectTimeout, nil, own("connectTimeout"))
    )
    add("maxInput", .number(Double(settings.maxInput ?? 0)), from(.maxInput))
    add("historySize", .number(Double(settings.historySize)), from("historySize"))
    add("save", .bool(settings.saves), from(.noSave, nil, "save"))
  }

  private mutating func addAppearance() {
    add("stream", .bool(settings.streams), from(.noStream))
    add("followUps", .bool(settings.showsFollowUps), from(.noFollowUps))
    add("citations", .bool(settings.showsCitations), from(.noCitations))
    add("quiet", .bool(settings.isQuiet), from(.quiet))
    add("reasoning", .text(settings.reasoning.rawValue), from(.reasoning, nil, "reasoning"))
    let (color, origin) = color
    add("color", .text(color.rawValue), origin)
    add("width", .init(settings.width.map(Double.init)), from(.width, .columns))
    add("wrap", .text(settings.wrapsProse ? "words" : "terminal"), from("wrap"))
    add("editing", .text(settings.editing.rawValue), from("editing"))
    add("theme", .text(settings.theme.name), from("theme"))
  }

  private var color: (ColorChoice, Origin) {
    if let typed = invocation.values(of: .color).last.flatMap(ColorChoice.init(rawValue:)) {
      return (typed, .option(.color))
    }
    if environment[.noColor] != nil { return (.never, .variable(.noColor)) }
    if let force = environment[.forceColor], force != "0" {
      return (.always, .variable(.forceColor))
    }
    return (configuration.color ?? .auto, from("color"))
  }

  // MARK: - Origins

  private mutating func add(_ key: String, _ value: Value, _ origin: Origin) {
    rows.append(Row(key: key, value: value, origin: value == .nothing ? .preset : origin))
  }

  /// The key of the backend that is asked.
  private func own(_ key: String) -> String { "backends.\(settings.backendName ?? "").\(key)" }

  private func from(_ key: String) -> Origin {
    configuration.places[key].map(Origin.configuration) ?? .preset
  }

  private func from(
    _ option: OptionName,
    _ variable: EnvironmentVariable? = nil,
    _ key: String? = nil
  ) -> Origin {
    if invocation.has(option) { return .option(option) }
    if let variable, environment[variable] != nil { return .variable(variable) }
    return key.map(from) ?? .preset
  }
}

extension SettingsOverview.Value {
  fileprivate init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }
  fileprivate init(_ number: Double?) { self = number.map { .number($0) } ?? .nothing }
}
