#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension TemporaryHome {
  /// Writes a file below the home, in place of what it held, with the folders on the way to it.
  ///
  /// - Returns: The whole path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    makeFolders(onTheWayTo: file)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(file) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.write($0, to: descriptor) }
      guard count > 0 else { throw Self.failure(file) }
      rest.removeFirst(count)
    }
    return file
  }

  /// Writes a file of text below the home, with the folders on the way to it.
  ///
  /// - Returns: The whole path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Makes a folder below the home, with the folders on the way to it.
  ///
  /// - Returns: The whole path.
  @discardableResult
  public func makeFolder(_ name: String) throws -> String {
    let folder = "\(path)/\(name)"
    makeFolders(onTheWayTo: folder)
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw Self.failure(folder) }
    return folder
  }

  /// The text of a file below the home.
  public func text(of name: String) throws -> String {
    String(decoding: try RepositoryFile.bytes(at: "\(path)/\(name)"), as: UTF8.self)
  }

  /// Who can read and write a file or folder, such as `0o600`.
  public func mode(of name: String) throws -> UInt32 {
    var facts = stat()
    guard stat("\(path)/\(name)", &facts) == 0 else { throw Self.failure(name) }
    return UInt32(facts.st_mode & 0o777)
  }

  /// Sets who can read and write a file.
  public func setMode(_ mode: UInt32, of name: String) throws {
    let file = "\(path)/\(name)"
    guard chmod(file, mode_t(mode)) == 0 else { throw Self.failure(file) }
  }

  private func makeFolders(onTheWayTo name: String) {
    // By bytes: a mark behind a slash makes one character of both.
    let bytes = name.utf8
    for index in bytes.indices.dropFirst(path.utf8.count + 1) where bytes[index] == 0x2F {
      mkdir(String(name[..<index]), 0o755)
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    #if canImport(Darwin)
    Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func failure(_ path: String) -> PseudoTerminal.Failure {
    PseudoTerminal.Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))")
  }
}
