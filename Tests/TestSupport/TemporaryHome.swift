#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// An empty home folder that goes away with its owner.
public final class TemporaryHome: Sendable {
  /// Where it is.
  public let path: String

  /// Makes the folder.
  public init() throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/chat-home-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw PseudoTerminal.Failure(description: "cannot make a folder in \(folder)")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    removeTree(path)
  }

  /// All that a program sees of the outside which lives in this home; there is nothing of the environment of the
  /// tests in it.
  public var environment: [String: String] {
    [
      "HOME": path,
      "XDG_CONFIG_HOME": "\(path)/config",
      "XDG_DATA_HOME": "\(path)/data",
      "XDG_STATE_HOME": "\(path)/state",
      "XDG_CACHE_HOME": "\(path)/cache",
      "XDG_RUNTIME_DIR": "\(path)/run",
      "PATH": "/usr/bin:/bin",
      "LANG": "C.UTF-8",
    ]
  }
}

/// The names of what is in a folder, sorted; empty where there is none.
public func names(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Removes a file, or a folder with all that is in it; a link is removed, not followed.
private func removeTree(_ path: String) {
  guard unlink(path) != 0 else { return }
  for name in names(in: path) { removeTree("\(path)/\(name)") }
  rmdir(path)
}
