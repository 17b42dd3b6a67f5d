import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Files that hold a secret.
@Suite struct SecretFileTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  @Test(arguments: [0o400, 0o600, 0o700])
  func `what its owner alone can read is a secret`(mode: UInt32) throws {
    let file = try home.write("secret", to: "file")
    try home.setMode(mode, of: "file")
    #expect(try HostFile.secret(at: file, limit: 3) == .kept(Array("sec".utf8)))
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620, 0o602, 0o610, 0o601, 0o666])
  func `what others can get at is none`(mode: UInt32) throws {
    let file = try home.write("secret", to: "file")
    try home.setMode(mode, of: "file")
    #expect(try HostFile.secret(at: file, limit: 9) == .openToOthers)
    #expect(symlink(file, home.path + "/link") == 0)
    #expect(try HostFile.secret(at: home.path + "/link", limit: 9) == .openToOthers)
  }

  @Test(.enabled(if: geteuid() == 0), arguments: [0o600, 0o644])
  func `what belongs to another user is none`(mode: UInt32) throws {
    let file = try home.write("secret", to: "file")
    try home.setMode(mode, of: "file")
    #expect(chown(file, 65_534, 65_534) == 0)
    #expect(try HostFile.secret(at: file, limit: 9) == .ownedByAnother)
  }

  @Test func `a pipe or a folder is none, and is not waited for`() throws {
    #expect(mkfifo(home.path + "/pipe", 0o600) == 0)
    for path in ["/pipe", "", "/none"] {
      #expect(throws: SystemCallFailure.self) {
        try HostFile.secret(at: home.path + path, limit: 9)
      }
    }
  }

  @Test(arguments: [0o644, 0o600])
  func `a secret takes the place of a file for its owner alone`(mode: UInt32) throws {
    let file = try home.write("old", to: "file")
    try home.setMode(mode, of: "file")
    try HostFile.write([0x78], to: file, mayReplace: true, isSecret: true)
    #expect(try home.mode(of: "file") == 0o600)
    #expect(try home.text(of: "file") == "x")
  }
}
