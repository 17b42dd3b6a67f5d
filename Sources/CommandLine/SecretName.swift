/// Names that speak of secrets.
public enum SecretName {
  private static let words = ["key", "token", "sig", "secret", "pass", "auth", "cookie"]

  /// Whether what has this name, such as a field of a URL's query, is likely to hold a credential.
  public static func matches(_ name: some StringProtocol) -> Bool {
    let name = name.lowercased()
    return words.contains { name.contains($0) }
  }
}
