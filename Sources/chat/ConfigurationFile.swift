internal import CommandLine
internal import HostSystem

/// The configuration file.
enum ConfigurationFile {
  /// No configuration has to be larger, in bytes.
  private static let limit = 1 << 20

  /// What the file says; nothing where there is none, unless `CHAT_CONFIG` names one.
  static func read(environment: [String: String]) throws -> Configuration {
    let paths = StandardPaths(environment: environment)
    guard let path = paths.configuration else { return Configuration() }
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      bytes = try HostFile.bytes(of: path, limit: limit + 1, followsLinks: true)
    } catch {
      if error.isMissing, !paths.namesConfiguration { return Configuration() }
      throw ConfigurationFailure.unreadable(path: path, reason: error.reason)
    }
    guard bytes.count <= limit else {
      throw ConfigurationFailure.tooLarge(path: path, limit: limit)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationFailure.notText(path: path)
    }
    let (configuration, problems) = Configuration.reading(text)
    guard problems.isEmpty else { throw ConfigurationFailure.mistakes(path: path, problems) }
    return configuration
  }
}
