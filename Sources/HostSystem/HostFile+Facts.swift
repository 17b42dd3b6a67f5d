internal import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What the system tells of a file or a folder without opening it.
public struct FileFacts: Equatable, Sendable {
  /// What there is at a path.
  public enum Kind: Sendable {
    case file
    case folder
    /// A pipe, a socket or a device.
    case other
  }

  /// What it is, behind symbolic links.
  public var kind: Kind
  /// Who may read, write and enter it, such as `0o600`.
  public var mode: Int
  /// Whether it belongs to this user.
  public var isOwn: Bool
  /// Its size in bytes.
  public var size: Int

  /// Whether its mode lets others do anything with it.
  public var isOpenToOthers: Bool { mode & 0o077 != 0 }
  /// Whether its mode lets others change it.
  public var isWritableByOthers: Bool { mode & 0o022 != 0 }
}

extension HostFile {
  /// What there is at a path, behind symbolic links (`stat`).
  public static func facts(of path: String) throws(SystemCallFailure) -> FileFacts {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw SystemCallFailure(call: "stat", errno: errno) }
    let kind: FileFacts.Kind =
      switch facts.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    return FileFacts(
      kind: kind,
      mode: Int(facts.st_mode & 0o7777),
      isOwn: facts.st_uid == geteuid(),
      size: Int(facts.st_size)
    )
  }

  /// Whether this user may write what is at a path, or into it (`access`).
  public static func canBeWritten(at path: String) -> Bool { access(path, W_OK) == 0 }

  /// The bytes that this user can still write to the disk of a path (`statvfs`); `nil` where that is not known.
  public static func freeSpace(at path: String) -> Int? {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return nil }
    let (bytes, isTooMuch) = Int(clamping: facts.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: facts.f_frsize))
    return isTooMuch ? .max : bytes
  }

  /// The names of what is in a folder, sorted; none where it cannot be read.
  public static func names(in folder: String) -> [String] {
    FolderListing.entries(of: folder).map(\.name).sorted()
  }

  /// Whether a program of that name is found, in `PATH` unless the name is a path.
  public static func isProgram(_ name: String, environment: [String: String]) -> Bool {
    func isThere(_ path: String) -> Bool {
      (try? facts(of: path))?.kind == .file && access(path, X_OK) == 0
    }
    if name.utf8.contains(UInt8(ascii: "/")) { return isThere(name) }
    return (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains {
      isThere("\($0)/\(name)")
    }
  }
}

extension HostProcess {
  /// The system that the program runs on, such as `Linux 6.1.0 x86_64` (`uname`).
  public static var platform: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "an unknown system" }
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(names.sysname)) \(text(names.release)) \(text(names.machine))"
  }

  /// The date where this machine is, such as `2026-02-17` (`localtime_r`).
  public static func localDate() -> String {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil else { return "today" }
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
  }
}
