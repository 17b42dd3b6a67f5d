/// Where the program keeps its files: the XDG Base Directory Specification, in which a path that is relative counts as
/// not given.
public struct StandardPaths: Equatable, Sendable {
  /// The folder for what can be made again, without its last `/`; `nil` where the environment names no place.
  public let cache: String?
  /// The folder for what was done, such as the history; `nil` where the environment names no place.
  public let state: String?
  /// The file of the conversations; `nil` where the environment names no place.
  public let conversations: String?
  /// The folder of the tokens that `chat login` keeps; `nil` where the environment names no place.
  public let tokens: String?
  /// The configuration file; `nil` where the environment names no place.
  public let configuration: String?
  /// Whether `CHAT_CONFIG` names the configuration file, so that it has to be there.
  public let namesConfiguration: Bool

  /// The paths for an environment.
  public init(environment: [String: String]) {
    let home = environment[.home].flatMap(Self.absolute)
    func folder(_ variable: EnvironmentVariable, _ place: String) -> String? {
      environment[variable].flatMap(Self.absolute) ?? home.map { "\($0)/\(place)" }
    }
    cache = folder(.cacheHome, ".cache").map { "\($0)/\(Program.name)" }
    state = folder(.stateHome, ".local/state").map { "\($0)/\(Program.name)" }
    conversations =
      folder(.dataHome, ".local/share").map { "\($0)/\(Program.name)/\(Program.name).db" }
    namesConfiguration = environment[.config] != nil
    let settings = folder(.configHome, ".config").map { "\($0)/\(Program.name)" }
    tokens = settings.map { "\($0)/tokens" }
    configuration = environment[.config] ?? settings.map { "\($0)/config.json" }
  }

  /// The history of the lines that were typed; `nil` where the environment names no place.
  public var history: String? { state.map { "\($0)/history" } }

  /// The file for the token of a backend; `nil` where there is no place for it.
  public func storedToken(of backend: String) -> String? {
    StoredToken.canBeKept(for: backend) ? tokens.map { "\($0)/\(backend)" } : nil
  }

  private static func absolute(_ path: String) -> String? {
    path.utf8.first == UInt8(ascii: "/") ? path : nil
  }
}
