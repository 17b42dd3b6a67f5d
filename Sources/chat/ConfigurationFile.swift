internal import CommandLine
internal import HostSystem

/// The configuration file.
enum ConfigurationFile {
  /// No configuration has to be larger, in bytes.
  private static let limit = 1 << 20

  /// What the file says; nothing where there is none, which is a failure where `CHAT_CONFIG` names one and it is not about
  /// to be made.
  static func read(
    environment: [String: String],
    mayBeMissing: Bool = false
  ) throws -> Configuration {
    let paths = StandardPaths(environment: environment)
    guard let path = paths.configuration else { return Configuration() }
    guard let text = try text(of: path, mayBeMissing: mayBeMissing || !paths.namesConfiguration)
    else {
      return Configuration()
    }
    let (configuration, problems) = Configuration.reading(text)
    guard problems.isEmpty else { throw ConfigurationFailure.mistakes(path: path, problems) }
    return configuration
  }

  /// Adds a backend to the file, which is made where it is not there.
  static func add(
    _ name: String,
    _ members: [(key: String, json: String)],
    at path: String
  ) throws {
    let text = try text(of: path, mayBeMissing: true) ?? ""
    let changed = ConfigurationText.adding(backend: name, members, to: text)
    let (_, problems) = Configuration.reading(changed)
    guard problems.isEmpty else { throw ConfigurationFailure.mistakes(path: path, problems) }
    do throws(SystemCallFailure) {
      if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
        try HostFile.makePrivateFolder(at: String(path[..<slash]))
      }
      try HostFile.write(Array(changed.utf8), to: path, mayReplace: true)
    } catch {
      throw ConfigurationFailure.unwritable(path: path, reason: error.reason)
    }
  }

  private static func text(of path: String, mayBeMissing: Bool) throws -> String? {
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      bytes = try HostFile.bytes(of: path, limit: limit + 1, followsLinks: true)
    } catch {
      if error.isMissing, mayBeMissing { return nil }
      throw ConfigurationFailure.unreadable(path: path, reason: error.reason)
    }
    guard bytes.count <= limit else {
      throw ConfigurationFailure.tooLarge(path: path, limit: limit)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationFailure.notText(path: path)
    }
    return text
  }
}
