public import TerminalText

/// What tells that a file may hold a secret, which hardly anybody wants to send to a backend.
public enum SecretFile {
  private static let names: Set = [
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".env", ".netrc",
    "_netrc", ".pgpass", ".git-credentials", "credentials", "credentials.json", ".npmrc", ".pypirc",
    ".htpasswd", "shadow",
  ]
  private static let endings = [".pem", ".key", ".p12", ".pfx", ".ppk", ".env"]
  private static let marks = [
    "PRIVATE KEY-----", "PRIVATE KEY BLOCK-----", "PuTTY-User-Key-File", "AGE-SECRET-KEY-",
  ]

  /// Why the file at a path is asked about, in words; `nil` where nothing tells of a secret.
  public static func suspicion(_ bytes: [UInt8], at path: String) -> String? {
    let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    let isNamed =
      names.contains(name) || name.hasPrefix(".env.") || endings.contains { name.hasSuffix($0) }
    if marks.contains(where: { stands($0, in: bytes) }) { return "it holds a private key" }
    return isNamed ? "its name says that it holds a secret" : nil
  }

  private static func stands(_ mark: String, in bytes: [UInt8]) -> Bool {
    let mark = Array(mark.utf8)
    guard let first = mark.first else { return false }
    var rest = bytes[...]
    while let place = rest.firstIndex(of: first) {
      if bytes[place...].starts(with: mark) { return true }
      rest = bytes[(place + 1)...]
    }
    return false
  }

  /// What the person is asked.
  public static func question(_ path: String, _ suspicion: String) -> StyledText {
    let name = Sanitizer.singleLine(path, limit: 200)
    return StyledText("'\(name)': \(suspicion); send it all the same? [y/N] ", role: .warning)
  }
}
