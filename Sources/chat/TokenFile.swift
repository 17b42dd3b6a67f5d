internal import CommandLine
internal import HostSystem

/// A file that holds a token and that nobody else may read, as ssh wants it of a key.
enum TokenFile {
  /// No token is longer, in bytes.
  private static let limit = 8 << 10

  /// The token in a file, without the line end behind it; a path that begins with `~/` is in the home folder.
  static func read(_ path: String) throws -> Secret {
    let path = HostFile.expanded(path, environment: HostProcess.environment)
    do {
      guard try HostFile.isPrivate(path) else {
        throw TokenFailure.readByOthers(path)
      }
      let bytes = try HostFile.bytes(of: path, limit: limit + 1, followsLinks: true)
      guard bytes.count <= limit, var text = String(validating: bytes, as: UTF8.self) else {
        throw TokenFailure.notText(path)
      }
      if text.hasSuffix("\n") { text.removeLast() }
      guard !text.isEmpty else { throw TokenFailure.empty(path) }
      return try Secret(text)
    } catch let failure as SystemCallFailure {
      throw TokenFailure.unreadable(path, failure.reason)
    } catch is Secret.Problem {
      throw TokenFailure.notText(path)
    }
  }
}

/// Why a file does not give a token.
enum TokenFailure: Error {
  case readByOthers(String)
  case notText(String)
  case empty(String)
  case unreadable(String, String)

  /// The failure in words.
  var diagnostic: Diagnostic {
    switch self {
    case .readByOthers(let path):
      Diagnostic(
        "the token in \(path) is not used: others can read the file",
        remedy: "chmod 600 \(path)",
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
