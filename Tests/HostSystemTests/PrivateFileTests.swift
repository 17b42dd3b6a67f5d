import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Folders and files for their owner alone.
///
/// The modes that are asked for allow nobody else anything, so that they hold whatever the umask is.
@Suite struct PrivateFileTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  /// The permissions of what is below the home.
  private func permissions(_ name: String) -> mode_t? {
    var facts = stat()
    guard lstat("\(home.path)/\(name)", &facts) == 0 else { return nil }
    return facts.st_mode & 0o7777
  }

  @Test func `a new folder is its owner's alone, and so are those on the way`() throws {
    try HostFile.makePrivateFolder(at: home.path + "/one/two/three")
    for name in ["one", "one/two", "one/two/three"] {
      #expect(permissions(name) == 0o700, "\(name)")
    }
    try home.write("x", to: "one/two/three/file")
  }

  @Test(arguments: ["one/", "one/two/", "one//two", "one/\u{301}two/three"])
  func `it may be written in every way`(name: String) throws {
    try HostFile.makePrivateFolder(at: "\(home.path)/\(name)")
    #expect(permissions(name) == 0o700)
  }

  @Test func `a folder that exists stays with all that is in it`() throws {
    try HostFile.makePrivateFolder(at: home.path + "/one/two")
    try home.write("kept", to: "one/two/file")
    try HostFile.makePrivateFolder(at: home.path + "/one/two")
    try HostFile.makePrivateFolder(at: home.path + "/one")
    try HostFile.makePrivateFolder(at: home.path)
    let kept = try HostFile.bytes(of: home.path + "/one/two/file", limit: 10)
    #expect(kept == Array("kept".utf8))
  }

  @Test func `folders on the way that exist keep their permissions`() throws {
    let shared = try home.makeFolder("shared")
    #expect(chmod(shared, 0o755) == 0)
    try HostFile.makePrivateFolder(at: shared + "/own")
    #expect(permissions("shared") == 0o755)
    #expect(permissions("shared/own") == 0o700)
  }

  @Test func `a link to a folder will do`() throws {
    try home.makeFolder("elsewhere")
    #expect(symlink("elsewhere", home.path + "/link") == 0)
    try HostFile.makePrivateFolder(at: home.path + "/link/own")
    try HostFile.makePrivateFolder(at: home.path + "/link")
    #expect(permissions("elsewhere/own") == 0o700)
  }

  @Test func `a file in place of the folder is a failure`() throws {
    let file = try home.write("x", to: "file")
    #expect(throws: SystemCallFailure.self) { try HostFile.makePrivateFolder(at: file) }
    #expect(symlink("nowhere", home.path + "/link") == 0)
    #expect(throws: SystemCallFailure.self) {
      try HostFile.makePrivateFolder(at: home.path + "/link")
    }
  }

  @Test func `a file on the way is a failure`() throws {
    let file = try home.write("x", to: "file")
    #expect(throws: SystemCallFailure(call: "mkdir", errno: ENOTDIR)) {
      try HostFile.makePrivateFolder(at: file + "/one/two")
    }
  }

  @Test func `an empty path is a failure`() {
    #expect(throws: SystemCallFailure(call: "mkdir", errno: ENOENT)) {
      try HostFile.makePrivateFolder(at: "")
    }
  }

  @Test func `a new file is empty and its owner's alone`() throws {
    try HostFile.makePrivateFile(at: home.path + "/file")
    #expect(permissions("file") == 0o600)
    #expect(try HostFile.bytes(of: home.path + "/file", limit: 10).isEmpty)
  }

  @Test(arguments: [0o644, 0o666, 0o600, 0o777] as [mode_t])
  func `a file that exists becomes its owner's alone and keeps its bytes`(mode: mode_t) throws {
    let file = try home.write("kept", to: "file")
    #expect(chmod(file, mode) == 0)
    try HostFile.makePrivateFile(at: file)
    #expect(permissions("file") == 0o600)
    #expect(try HostFile.bytes(of: file, limit: 10) == Array("kept".utf8))
  }

  @Test func `a symbolic link is refused, and what it points to stays as it is`() throws {
    let file = try home.write("x", to: "file")
    #expect(chmod(file, 0o644) == 0)
    for target in ["file", "nowhere"] {
      #expect(symlink(target, "\(home.path)/to-\(target)") == 0)
      #expect(throws: SystemCallFailure(call: "open", errno: ELOOP)) {
        try HostFile.makePrivateFile(at: "\(home.path)/to-\(target)")
      }
    }
    #expect(permissions("file") == 0o644)
    #expect(permissions("nowhere") == nil)
  }

  @Test func `a folder is no file, and none is made on the way`() throws {
    #expect(throws: SystemCallFailure(call: "open", errno: EISDIR)) {
      try HostFile.makePrivateFile(at: home.path)
    }
    #expect(throws: SystemCallFailure(call: "open", errno: ENOENT)) {
      try HostFile.makePrivateFile(at: home.path + "/none/file")
    }
    #expect(names(in: home.path).isEmpty)
  }
}
