/// Where the program keeps its files: the XDG Base Directory Specification, in which a path that is relative counts as
/// not given.
public struct StandardPaths: Equatable, Sendable {
  /// The folder for what can be made again, without its last `/`; `nil` where the environment names no place.
  public let cache: String?

  /// The paths for an environment.
  public init(environment: [String: String]) {
    let home = environment[.home].flatMap(Self.absolute)
    let base = environment[.cacheHome].flatMap(Self.absolute) ?? home.map { $0 + "/.cache" }
    cache = base.map { "\($0)/\(Program.name)" }
  }

  private static func absolute(_ path: String) -> String? {
    path.utf8.first == UInt8(ascii: "/") ? path : nil
  }
}
