public import TerminalText

/// What tells that a file may hold a secret, which hardly anybody wants to send to a backend.
public enum SecretFile {
  private static let names: Set = [
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".env", ".netrc",
    "_netrc", ".pgpass", ".git-credentials", "credentials", "credentials.json", ".npmrc", ".pypirc",
    ".htpasswd", "shadow", ".dockercfg", ".history", ".histfile", ".kube/config",
    ".docker/config.json",
  ]
  private static let endings = [
    ".pem", ".key", ".p12", ".pfx", ".ppk", ".env", ".tfstate", "_history",
  ]
  /// What stands behind the name of a copy.
  private static let copies = ["~", ".bak", ".backup", ".old", ".orig", ".save", ".swp", ".copy"]
  private static let marks = ["PuTTY-User-Key-File", "AGE-SECRET-KEY-"]

  /// Why a file is asked about, in words; `nil` where nothing tells of a secret.
  public static func suspicion(_ file: ReadFile) -> String? {
    if holdsKey(file.bytes) { return "it holds a private key" }
    if isTelling(file.path) { return "its name says that it holds a secret" }
    return isTelling(file.target)
      ? "it leads to a file whose name says that it holds a secret" : nil
  }

  private static func isTelling(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/").suffix(2)
    guard var name = parts.last.map(String.init) else { return false }
    while let copy = copies.first(where: { name.hasSuffix($0) && name != $0 }) {
      name.removeLast(copy.count)
    }
    return names.contains(name) || names.contains(parts.joined(separator: "/"))
      || name.hasPrefix(".env.") || endings.contains { name.hasSuffix($0) }
  }

  private static func holdsKey(_ bytes: [UInt8]) -> Bool {
    marks.contains { !places(of: $0, in: bytes).isEmpty }
      || places(of: "PRIVATE KEY", in: bytes).contains { isInFrame(bytes[..<$0]) }
      || holdsWebKey(bytes)
  }

  /// Whether what stands before `PRIVATE KEY` in its line is the frame of a key: dashes, and that it begins or ends.
  private static func isInFrame(_ before: ArraySlice<UInt8>) -> Bool {
    let line = before.suffix(80).split(separator: 0x0A, omittingEmptySubsequences: false).last ?? []
    let words = Array(line)
    return ["--BEGIN ", "-- BEGIN ", "--END ", "-- END "].contains {
      !places(of: $0, in: words).isEmpty
    }
  }

  /// Whether there is a key as JSON (RFC 7517) with the member that only its owner has.
  private static func holdsWebKey(_ bytes: [UInt8]) -> Bool {
    guard !places(of: #""kty""#, in: bytes).isEmpty else { return false }
    let isShared = !places(of: #""oct""#, in: bytes).isEmpty
    return (isShared ? [#""k""#, #""d""#] : [#""d""#]).contains { name in
      places(of: name, in: bytes).contains { place in
        let rest = bytes[(place + name.utf8.count)...].prefix(20)
        return rest.filter { !" \t\r\n".utf8.contains($0) }.starts(with: ":\"".utf8)
      }
    }
  }

  /// Where a text of ASCII begins in bytes.
  private static func places(of text: String, in bytes: [UInt8]) -> [Int] {
    let text = Array(text.utf8)
    guard let first = text.first else { return [] }
    var places: [Int] = []
    var start = bytes.startIndex
    while let place = bytes[start...].firstIndex(of: first) {
      if bytes[place...].starts(with: text) { places.append(place) }
      start = place + 1
    }
    return places
  }

  /// What the person is asked; a text that is sent may be stored with the conversation, too.
  public static func question(_ path: String, _ suspicion: String, isStored: Bool) -> StyledText {
    let name = Sanitizer.singleLine(path, limit: 200)
    let what =
      isStored
      ? "send it all the same, and store it with the conversation?" : "send it all the same?"
    return StyledText("'\(name)': \(suspicion); \(what) [y/N] ", role: .warning)
  }
}
