/// What the configuration file says; `nil` for what it leaves to the defaults.
public struct Configuration: Equatable, Sendable {
  /// Who breaks the lines of prose on a terminal.
  public enum Wrap: String, CaseIterable, Sendable {
    /// The program, at words.
    case words
    /// The terminal, so that a copy has no line ends in it that the answer does not have.
    case terminal
  }

  /// Which keys edit the line of a conversation.
  public enum Editing: String, CaseIterable, Sendable {
    /// Those of emacs.
    case emacs
    /// Those of vi.
    case vi
  }

  /// The backends in their order.
  public var backends: [BackendConfiguration] = []
  /// The name of the backend that is asked where nothing else is said.
  public var defaultBackend: String?
  /// When text is colored.
  public var color: ColorChoice?
  /// What is shown of what the backend thought.
  public var reasoning: ReasoningChoice?
  /// What text looks like.
  public var theme: ThemeChoice?
  /// Who breaks the lines of prose.
  public var wrap: Wrap?
  /// Which keys edit the line.
  public var editing: Editing?

  /// Whether the conversation may be kept.
  public var save: Bool?
  /// How many prompts the history holds; 0 keeps none.
  public var historySize: Int?
  /// How many turns go along with a prompt to a backend that keeps none.
  public var context: Int?

  /// Where the value of a key such as `backends.work.url` stands in the text.
  public var places: [String: TextPlace] = [:]

  /// A configuration that says nothing.
  public init() {}

  /// The configuration in a text of JSON5 (spec.json5.org), and every mistake in it, in the order of the text.
  ///
  /// What a mistake concerns is left out; without a mistake, the configuration is all that the text says.
  public static func reading(_ text: String) -> (Configuration, [ConfigurationProblem]) {
    do throws(ConfigurationProblem) {
      // An empty file says nothing, and is no mistake.
      return try JSON5Reader.value(of: text).map(reading) ?? (Configuration(), [])
    } catch {
      return (Configuration(), [error])
    }
  }

  private static func reading(_ value: JSON5Value) -> (Configuration, [ConfigurationProblem]) {
    var section = ConfigurationSection(value)
    var configuration = Configuration()
    configuration.places = section.valuePlaces
    configuration.backends = backends(&section, &configuration.places)
    configuration.defaultBackend = defaultBackend(&section, configuration.backends)
    configuration.color = section.choice("color", ColorChoice.self)
    configuration.reasoning = section.choice("reasoning", ReasoningChoice.self)
    configuration.wrap = section.choice("wrap", Wrap.self)
    configuration.editing = section.choice("editing", Editing.self)
    configuration.theme = theme(&section)
    configuration.save = section.bool("save")
    configuration.historySize = section.count("historySize", in: 0...100_000)
    configuration.context = section.count("context", in: Invocation.contexts)
    section.finish()
    // What is wrong decides nothing.
    let wrong = section.problems.map(\.place)
    configuration.places = configuration.places.filter { !wrong.contains($0.value) }
    return (configuration, section.problems)
  }

  private static func backends(
    _ section: inout ConfigurationSection,
    _ places: inout [String: TextPlace]
  ) -> [BackendConfiguration] {
    guard let value = section.value("backends") else { return [] }
    return section.members(of: value, "backends").map { member in
      var own = ConfigurationSection(member.value, path: "backends.\(member.name)")
      let backend = BackendConfiguration(member.name, &own)
      own.finish()
      section.add(own)
      places.merge(own.valuePlaces) { $1 }
      return backend
    }
  }

  private static func defaultBackend(
    _ section: inout ConfigurationSection,
    _ backends: [BackendConfiguration]
  ) -> String? {
    guard let place = section.value("default")?.place, let name = section.text("default") else {
      return nil
    }
    let known = backends.map(\.name)
    guard known.contains(name) else {
      let near = Nearest.suggestion(for: name, of: known)
      section.add(place, "'default': there is no backend '\(name)'\(near)")
      return nil
    }
    return name
  }

  /// A theme is a name, or an object of a `name` to start from and looks for roles: `{code: "bold cyan"}`.
  private static func theme(_ section: inout ConfigurationSection) -> ThemeChoice? {
    guard let value = section.value("theme") else { return nil }
    guard case .object = value.content else {
      return section.choice("theme", of: ThemeChoice.names).map { ThemeChoice(name: $0) }
    }
    var own = ConfigurationSection(value, path: "theme")
    var theme = ThemeChoice()
    if let name = own.choice("name", of: ThemeChoice.names) { theme.name = name }
    for role in ThemeChoice.roles {
      guard let place = own.value(role)?.place, let text = own.text(role) else { continue }
      let words = text.split(separator: " ").map(String.init)
      let allowed = ThemeChoice.attributes + ThemeChoice.colors
      for word in words where !allowed.contains(word) {
        let near = Nearest.suggestion(for: word, of: allowed)
        own.add(place, "'theme.\(role)': '\(word)' is no color and no attribute\(near)")
      }
      theme.styles[role] = words
    }
    own.finish()
    section.add(own)
    return theme
  }
}
