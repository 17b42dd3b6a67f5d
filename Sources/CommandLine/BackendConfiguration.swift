/// What the configuration says of one backend.
public struct BackendConfiguration: Equatable, Sendable {
  /// The name it is called by.
  public var name: String
  /// Where prompts go; `nil` where ``documents`` answer.
  public var url: BackendURL?
  /// The folder of documents that answers.
  public var documents: String?
  /// How it talks: one of `OptionTable.apiNames`.
  public var api: String?
  /// The model to ask.
  public var model: String?
  /// What the model is told before all prompts.
  public var system: String?
  /// How it talks where no API here knows it; with ``api``, it has none.
  public var mapping: MappingConfiguration?
  /// Header fields that go with each request, in their order.
  public var headerFields: [HeaderField] = []
  /// Values that go into each request, by their keys, as JSON text.
  public var values: [RequestValue] = []
  /// The file that holds the token, as it was written.
  public var tokenFile: String?
  /// The command that prints the token.
  public var tokenCommand: TokenCommand?
  /// The word in front of the token, such as `Basic`; empty for none, `nil` leaves it to the API.
  public var authScheme: String?
  /// The header field that the token is sent in; `nil` leaves it to the API.
  public var authHeader: String?
  /// Whether the token may go unencrypted to another machine.
  public var allowsPlainHTTP = false
  /// Seconds for a whole answer.
  public var timeout: Double?
  /// Seconds until a connection stands.
  public var connectTimeout: Double?
  /// How it is reached.
  public var reach = Reach()

  /// A backend of that name of which nothing is known.
  public init(name: String) {
    self.name = name
  }

  /// Reads a backend and notes every mistake in it.
  init(_ name: String, _ section: inout ConfigurationSection) {
    self.name = name
    documents = section.text("docs")
    url = Self.url(&section, isNeeded: documents == nil)
    if url != nil, documents != nil {
      section.addConflict("url", "docs")
    }
    api = section.choice("api", of: OptionTable.apiNames)
    mapping = MappingConfiguration(&section)
    if let mapping {
      let key = mapping.filters.first?.key ?? (mapping.method == nil ? "stream" : "method")
      if documents != nil { section.addConflict(key, "docs") }
      if api != nil { section.addConflict(key, "api") }
    }
    model = section.text("model")
    system = section.text("system")
    tokenFile = section.text("tokenFile")
    tokenCommand = section.command("tokenCommand")
    authScheme = Self.authScheme(&section)
    authHeader = Self.authHeader(&section)
    allowsPlainHTTP = section.bool("allowPlainHTTP") ?? false
    timeout = section.number("timeout", in: 0...2_000_000)
    connectTimeout = section.number("connectTimeout", in: 0...2_000_000)
    reach = Reach(&section)
    headerFields = Self.headerFields(&section)
    values = Self.values(&section)
  }

  private static func url(
    _ section: inout ConfigurationSection,
    isNeeded: Bool
  ) -> BackendURL? {
    guard let place = section.value("url")?.place, let text = section.text("url") else {
      if isNeeded, section.problems.isEmpty { section.addMissing("url") }
      return nil
    }
    do throws(BackendURL.Problem) {
      return try BackendURL(text)
    } catch {
      section.add(place, "'\(section.key("url"))': \(error.summary)")
      return nil
    }
  }

  private static func authScheme(_ section: inout ConfigurationSection) -> String? {
    guard let value = section.value("authScheme") else { return nil }
    if value.content == .string("") { return "" }
    guard let scheme = section.text("authScheme") else { return nil }
    guard HeaderField.isName(scheme) else {
      section.add(value.place, "'\(section.key("authScheme"))' is not one word, such as 'Basic'")
      return nil
    }
    return scheme
  }

  private static func authHeader(_ section: inout ConfigurationSection) -> String? {
    guard let place = section.value("authHeader")?.place, let name = section.text("authHeader")
    else { return nil }
    do throws(HeaderField.Problem) {
      guard HeaderField.isName(name) else { throw .badName }
      return try HeaderField(parsing: "\(name): x").name
    } catch {
      section.add(place, "'\(section.key("authHeader"))': \(error.summary)")
      return nil
    }
  }

  private static func headerFields(_ section: inout ConfigurationSection) -> [HeaderField] {
    guard let value = section.value("headers") else { return [] }
    var fields: [HeaderField] = []
    for member in section.members(of: value, "headers") {
      let key = section.key("headers.\(member.name)")
      guard case .string(let text) = member.value.content else {
        section.add(member.value.place, "'\(key)' is \(member.value.kind), not a text")
        continue
      }
      do throws(HeaderField.Problem) {
        // Behind a colon, the rest of the name would be taken for the value.
        guard !member.name.contains(":") else { throw .badName }
        fields.append(try HeaderField(parsing: "\(member.name): \(text)"))
      } catch {
        section.add(member.place, "'\(key)': \(error.summary)")
      }
    }
    return fields
  }

  private static func values(_ section: inout ConfigurationSection) -> [RequestValue] {
    guard let value = section.value("set") else { return [] }
    return section.members(of: value, "set").map {
      RequestValue(key: $0.name, text: $0.value.json)
    }
  }
}

/// A value that goes into each request: the names that lead to it, with points between them, and JSON or else text.
public struct RequestValue: Equatable, Sendable {
  /// The names, such as `options.temperature`.
  public var key: String
  /// JSON, or else a text.
  public var text: String

  /// A value for a key.
  public init(key: String, text: String) {
    self.key = key
    self.text = text
  }
}
