/// The program's name and version, as every text shows them.
public enum Program {
  /// The name a person types.
  public static let name = "chat"

  /// The version, by semantic versioning.
  public static let version = "0.1.0"
}
