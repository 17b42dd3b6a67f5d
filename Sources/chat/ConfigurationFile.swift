internal import CommandLine
internal import HostSystem
internal import JQFilter
internal import WireFormats

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

  /// Adds a backend to the file, which is made where it is not there; `isDefault` has it be asked where nothing else is
  /// said.
  static func add(
    _ name: String,
    _ members: [(key: String, json: String)],
    isDefault: Bool = false,
    at path: String
  ) throws {
    let lock = try lock(path)
    defer { withExtendedLifetime(lock) {} }
    let text = try text(of: path, mayBeMissing: true) ?? ""
    guard !Configuration.reading(text).0.backends.contains(where: { $0.name == name }) else {
      throw BackendsFailure.exists(name)
    }
    var changed = ConfigurationText.adding(backend: name, members, to: text)
    if isDefault { changed = ConfigurationText.adding(default: name, to: changed) }
    let (_, problems) = Configuration.reading(changed)
    guard problems.isEmpty else { throw ConfigurationFailure.mistakes(path: path, problems) }
    try replace(with: changed, at: path)
  }

  /// A lock that keeps other runs of the program from changing the file meanwhile.
  private static func lock(_ path: String) throws(ConfigurationFailure) -> FileLock {
    do throws(SystemCallFailure) {
      if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
        try HostFile.makePrivateFolder(at: String(path[..<slash]))
      }
      let lock = try FileLock(at: path + ".lock")
      guard try lock.take(within: 5_000) else {
        throw FileLock.isHeld
      }
      return lock
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// Writes the file, whole or not at all; a symbolic link to it stays one.
  static func replace(with text: String, at path: String) throws(ConfigurationFailure) {
    do throws(SystemCallFailure) {
      if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
        try HostFile.makePrivateFolder(at: String(path[..<slash]))
      }
      try HostFile.write(Array(text.utf8), to: path, mayReplace: true)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// The text of the file; `nil` where it is not there, if that may be.
  static func text(of path: String, mayBeMissing: Bool) throws(ConfigurationFailure) -> String? {
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      bytes = try HostFile.bytes(of: path, limit: limit + 1, followsLinks: true)
    } catch {
      if error.isMissing, mayBeMissing { return nil }
      throw .unreadable(path: path, reason: error.reason)
    }
    guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path: path) }
    return text
  }

  /// Every mistake in a text: what does not mean anything, and filters that are none.
  static func mistakes(in text: String) -> [ConfigurationProblem] {
    let (configuration, problems) = Configuration.reading(text)
    let wrong = configuration.backends.flatMap { backend in
      (backend.mapping?.filters ?? []).compactMap { filter -> ConfigurationProblem? in
        let name = "backends.\(backend.name).\(filter.key)"
        do throws(FilterFailure) {
          _ = try JQFilters([JQFilters.Source(name: name, text: filter.text)])
          return nil
        } catch {
          return ConfigurationProblem(filter.place, "'\(name)': \(error.reason)")
        }
      }
    }
    return (problems + wrong).sorted { $0.place < $1.place }
  }

  /// Every token file that gives no token, also of those that `chat login` has made.
  static func badTokenFiles(in text: String) -> [ConfigurationProblem] {
    let (configuration, _) = Configuration.reading(text)
    let paths = StandardPaths(environment: HostProcess.environment)
    return configuration.backends.compactMap { backend in
      let stored = paths.storedToken(of: backend.name).flatMap {
        HostFile.exists(at: $0) ? $0 : nil
      }
      let key = "backends.\(backend.name).\(backend.tokenFile == nil ? "url" : "tokenFile")"
      guard let file = backend.tokenFile ?? stored, let place = configuration.places[key] else {
        return nil
      }
      do throws(TokenFailure) {
        _ = try TokenFile.read(file)
        return nil
      } catch {
        let remedy = error.diagnostic.remedy.map { " (\($0))" } ?? ""
        return ConfigurationProblem(place, "'\(key)': \(error.diagnostic.summary)\(remedy)")
      }
    }
  }
}
