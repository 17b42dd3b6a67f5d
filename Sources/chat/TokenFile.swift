internal import CommandLine
internal import HostSystem

/// A file that holds a token and that nobody else may read, as ssh wants it of a key.
enum TokenFile {
  /// No token is longer, in bytes.
  static let limit = 8 << 10

  /// The token in a file, without the line end behind it; a path that begins with `~/` is in the home folder.
  static func read(_ path: String) throws(TokenFailure) -> Secret {
    let path = HostFile.expanded(path, environment: HostProcess.environment)
    let secrecy: HostFile.Secrecy
    do {
      secrecy = try HostFile.secret(at: path, limit: limit + 1)
    } catch {
      throw .unreadable(path, error.reason)
    }
    switch secrecy {
    case .openToOthers: throw .openToOthers(path)
    case .ownedByAnother: throw .ownedByAnother(path)
    case .kept(let bytes):
      guard bytes.count <= limit, var text = String(validating: bytes, as: UTF8.self) else {
        throw .notText(path)
      }
      if text.hasSuffix("\n") { text.unicodeScalars.removeLast() }
      guard !text.isEmpty else { throw .empty(path) }
      guard let secret = try? Secret(text) else { throw .notText(path) }
      return secret
    }
  }
}

/// Why a file does not give a token.
enum TokenFailure: Error {
  case openToOthers(String)
  case ownedByAnother(String)
  case notText(String)
  case empty(String)
  case unreadable(String, String)

  /// The failure in words.
  var diagnostic: Diagnostic {
    switch self {
    case .openToOthers(let path):
      Diagnostic(
        "the token in \(path) is not used: others can read the file",
        remedy: "chmod 600 \(path.shellWord)",
        exitStatus: .usage
      )
    case .ownedByAnother(let path):
      Diagnostic(
        "the token in \(path) is not used: the file belongs to another user",
        remedy: "copy it to a file of your own that nobody else can read (mode 600)",
        exitStatus: .usage
      )
    case .notText(let path):
      Diagnostic("the token in \(path) is no text of one line", exitStatus: .usage)
    case .empty(let path): Diagnostic("the token file \(path) is empty", exitStatus: .usage)
    case .unreadable(let path, let reason):
      Diagnostic("cannot read the token in \(path): \(reason)", exitStatus: .usage)
    }
  }
}

extension String {
  /// A path as one word of a shell.
  var shellWord: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy { byte in
        0x61...0x7A ~= byte | 0x20 || 0x2B...0x3A ~= byte || byte == 0x5F || byte == 0x40
      }
    return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
