#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A file or folder of this repository.
public enum RepositoryFile {
  /// Where it is, from its path below the root.
  public static func path(_ name: String) -> String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/\(name)"
  }

  /// Its bytes.
  public static func bytes(_ name: String) throws -> [UInt8] {
    try bytes(at: path(name))
  }

  /// The bytes of a file anywhere.
  public static func bytes(at path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else {
      throw PseudoTerminal.Failure(description: "cannot read \(path)")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Its lines.
  public static func lines(_ name: String) throws -> [Substring] {
    String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
  }
}
