internal import CommandLine
internal import HostSystem
internal import Session
internal import WireFormats

extension DoctorCommand {
  // MARK: - The configuration

  mutating func lookAtConfiguration() {
    guard let path = settings.paths.configuration else {
      return note(
        .configuration,
        "file",
        .warning,
        "there is no place for a configuration",
        remedy: "set CHAT_CONFIG or HOME"
      )
    }
    do throws(ConfigurationFailure) {
      let mayBeMissing = !settings.paths.namesConfiguration
      guard let text = try ConfigurationFile.text(of: path, mayBeMissing: mayBeMissing) else {
        return note(.configuration, "file", "\(path) is not there, which is no mistake")
      }
      let mistakes = ConfigurationFile.mistakes(in: text)
      for mistake in mistakes {
        note(
          .configuration,
          "mistake",
          .failed,
          mistake.line(in: path),
          remedy: "correct it: chat config edit"
        )
      }
      if mistakes.isEmpty { note(.configuration, "file", "\(path) has no mistakes") }
      lookAtModeOfConfiguration(path)
    } catch {
      let remedy = settings.paths.namesConfiguration ? "check CHAT_CONFIG" : "check its mode"
      note(
        .configuration,
        "file",
        .failed,
        error.diagnostic.summary,
        remedy: error.diagnostic.remedy ?? remedy
      )
    }
  }

  private mutating func lookAtModeOfConfiguration(_ path: String) {
    guard let facts = try? HostFile.facts(of: path) else { return }
    if facts.isWritableByOthers {
      note(
        .configuration,
        "mode",
        .warning,
        "others can change \(path), and with it the commands that it names",
        remedy: "chmod go-w \(path.shellWord)"
      )
    }
    if facts.isOpenToOthers, configuration.backends.contains(where: \.seemsToHoldSecret) {
      note(
        .configuration,
        "mode",
        .warning,
        "others can read \(path), and what it has in url, headers or set looks like a secret",
        remedy: "chmod 600 \(path.shellWord), or keep the secret by 'chat login'"
      )
    }
  }

  // MARK: - Folders

  mutating func lookAtFolders() {
    let paths = settings.paths
    let data = paths.conversations.map(Self.folder)
    lookAt(folder: data, "data", .failed, "conversations are not kept", .dataHome)
    lookAt(folder: paths.state, "state", .warning, "the history is not kept", .stateHome)
    lookAt(folder: paths.cache, "cache", .warning, "indexes are made anew each time", .cacheHome)
    lookAt(folder: paths.tokens, "tokens", .warning, "no token can be stored", .configHome)
    if let data { lookAtDisk(of: data) }
    lookAtTokens()
  }

  /// Looks at a folder that need not be there yet; `status` is for one that cannot be written, and `loss` what comes of that.
  private mutating func lookAt(
    folder: String?,
    _ name: String,
    _ status: DoctorFinding.Status,
    _ loss: String,
    _ variable: EnvironmentVariable
  ) {
    let elsewhere = "set \(variable.rawValue) to a folder that you can write"
    guard let folder else {
      return note(
        .files,
        name,
        .warning,
        "there is no place for it: \(loss)",
        remedy: "set HOME or \(variable.rawValue)"
      )
    }
    guard let facts = try? HostFile.facts(of: folder) else {
      let parent = Self.nearest(folder)
      if HostFile.canBeWritten(at: parent), (try? HostFile.facts(of: parent))?.kind == .folder {
        return note(.files, name, "\(folder) is not there yet")
      }
      return note(
        .files,
        name,
        status,
        "\(folder) cannot be made, because \(parent) cannot be written: \(loss)",
        remedy: elsewhere
      )
    }
    if facts.kind != .folder {
      note(.files, name, status, "\(folder) is no folder: \(loss)", remedy: "move it away")
    } else if !HostFile.canBeWritten(at: folder) {
      note(.files, name, status, "\(folder) cannot be written: \(loss)", remedy: elsewhere)
    } else if let finding = Self.privacy(of: folder, facts, .files, name) {
      report.add(finding)
    } else {
      note(.files, name, "\(folder) is yours alone")
    }
  }

  /// What is wrong with the owner and the mode of what others should not see; `nil` where nothing is.
  static func privacy(
    of path: String,
    _ facts: FileFacts,
    _ section: DoctorFinding.Section,
    _ name: String
  ) -> DoctorFinding? {
    if !facts.isOwn {
      return DoctorFinding(
        section,
        name,
        .warning,
        "\(path) belongs to another user",
        remedy: "chown \"$(id -u)\" \(path.shellWord), if you may"
      )
    }
    guard facts.isOpenToOthers else { return nil }
    let mode = String(facts.mode, radix: 8)
    return DoctorFinding(
      section,
      name,
      .warning,
      "\(path) is open to others (mode \(mode))",
      remedy: "chmod \(facts.kind == .folder ? "700" : "600") \(path.shellWord)"
    )
  }

  /// With less than this left, a conversation soon cannot be kept.
  private static let leastSpace = 50 << 20

  private mutating func lookAtDisk(of folder: String) {
    let place = Self.nearest(folder)
    guard let free = HostFile.freeSpace(at: place) else { return }
    if free < Self.leastSpace {
      note(
        .files,
        "disk",
        .warning,
        "only \(Self.size(free)) are free at \(place)",
        remedy: "make space, or set XDG_DATA_HOME to a folder on another disk"
      )
    } else {
      note(.files, "disk", "\(Self.size(free)) are free at \(place)")
    }
  }

  /// Tokens of backends that the configuration does not have; the others are looked at with their backends.
  private mutating func lookAtTokens() {
    guard let folder = settings.paths.tokens else { return }
    let known = configuration.backends.map(\.name)
    for name in HostFile.names(in: folder) where !known.contains(name) {
      note(
        .files,
        "tokens",
        .warning,
        "\(folder)/\(name) is the token of a backend that the configuration does not have",
        remedy: "chat logout \(name.shellWord)"
      )
    }
  }

  // MARK: - The history

  mutating func lookAtHistory() {
    guard let path = settings.paths.history else { return }
    guard let facts = try? HostFile.facts(of: path) else {
      let words = settings.historySize == 0 ? "is switched off" : "has no entries yet"
      return note(.history, "file", "\(path) \(words)")
    }
    var failure: String?
    let file = HistoryFile(at: path, limit: 1_000_000, mayWrite: false) { failure = $0.reason }
    let count = file.entries().count
    if let failure {
      note(
        .history,
        "file",
        .warning,
        "\(path) cannot be read: \(failure)",
        remedy: "check its owner and its mode, or move it away"
      )
    } else if !HostFile.canBeWritten(at: path) {
      note(.history, "file", .warning, "\(path) cannot be written", remedy: "check its mode")
    } else {
      report.add(
        Self.privacy(of: path, facts, .history, "file")
          ?? DoctorFinding(
            .history,
            "file",
            "\(path) has \(count) \(count == 1 ? "entry" : "entries")"
          )
      )
    }
  }

  // MARK: - Words

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The first folder on the way up that is there.
  static func nearest(_ path: String) -> String {
    var place = path
    while place != "/", place != ".", !HostFile.exists(at: place) { place = folder(of: place) }
    return place
  }

  /// A number of bytes in the unit that suits it.
  static func size(_ bytes: Int) -> String {
    var (value, unit) = (Double(bytes), "bytes")
    for next in ["kB", "MB", "GB", "TB"] where value >= 1_000 {
      value /= 1_000
      unit = next
    }
    if unit == "bytes" { return "\(bytes) bytes" }
    let tenths = Int((value * 10).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(tenths / 10) \(unit)"
  }
}

extension BackendConfiguration {
  /// Whether what stands in the configuration itself has the name of a secret.
  fileprivate var seemsToHoldSecret: Bool {
    headerFields.contains { HTTPHeaderField(typed: $0.name, $0.value).isSecret }
      || values.contains { SecretName.matches($0.key) }
      || url.map { $0.description.contains("***") } == true
  }
}
