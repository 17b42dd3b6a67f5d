#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension TemporaryHome {
  /// Makes a symbolic link below the home.
  public func link(_ name: String, to target: String) throws {
    guard symlink(target, "\(path)/\(name)") == 0 else {
      throw PseudoTerminal.Failure(description: "cannot link \(name)")
    }
  }

  /// Whether something below the home is a symbolic link.
  public func isLink(_ name: String) -> Bool {
    var facts = stat()
    return lstat("\(path)/\(name)", &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
  }
}
