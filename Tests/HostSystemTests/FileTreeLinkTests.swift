import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What is neither a file nor a folder of its own.
@Suite struct FileTreeLinkTests {
  private let home: TemporaryHome
  private let root: String

  init() throws {
    home = try TemporaryHome()
    root = try home.makeFolder("root")
    try home.write("x", to: "root/folder/a.md")
    try home.write("x", to: "outside/secret.md")
  }

  private func paths() throws -> [String] {
    let tree = try FileTree(at: root, wants: { _ in true })
    #expect(tree.unreadableFolders.isEmpty)
    return tree.files.map(\.path).sorted()
  }

  @Test(arguments: [
    "folder/a.md", "folder", "../outside/secret.md", "../outside", ".", "..", "/", "nowhere",
    "link.md",
  ])
  func `a symbolic link is passed over, whatever it points to`(target: String) throws {
    #expect(symlink(target, root + "/link.md") == 0)
    #expect(symlink(target, root + "/folder/link.md") == 0)
    #expect(try paths() == ["folder/a.md"])
  }

  @Test func `links that lead back do not make it go round`() throws {
    #expect(symlink("..", root + "/folder/up") == 0)
    #expect(symlink(root, root + "/folder/root") == 0)
    #expect(symlink("two", root + "/one") == 0)
    #expect(symlink("one", root + "/two") == 0)
    #expect(try paths() == ["folder/a.md"])
  }

  @Test func `a second name of a file is a file`() throws {
    #expect(link(home.path + "/outside/secret.md", root + "/second.md") == 0)
    #expect(try paths() == ["folder/a.md", "second.md"])
  }

  @Test func `the folder itself may be a link`() throws {
    #expect(symlink("root", home.path + "/entrance") == 0)
    let tree = try FileTree(at: home.path + "/entrance", wants: { _ in true })
    #expect(tree.files.map(\.path) == ["folder/a.md"])
  }

  @Test func `a link to nothing is no folder`() throws {
    #expect(symlink("nowhere", home.path + "/entrance") == 0)
    #expect(throws: SystemCallFailure(call: "opendir", errno: ENOENT)) {
      try FileTree(at: home.path + "/entrance", wants: { _ in true })
    }
  }

  @Test func `pipes and sockets are passed over without waiting`() throws {
    #expect(mkfifo(root + "/pipe.md", 0o600) == 0)
    let descriptor = try LocalSocket(at: root + "/socket.md")
    #expect(try paths() == ["folder/a.md"])
    withExtendedLifetime(descriptor) {}
  }
}

/// A socket with a name in the file system.
final class LocalSocket {
  private let descriptor: Int32

  init(at path: String) throws {
    #if canImport(Darwin)
    descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #else
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      guard path.utf8.count < bytes.count else { return false }
      bytes.copyBytes(from: path.utf8)
      return true
    }
    try #require(fits)
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(code == 0)
  }

  deinit {
    close(descriptor)
  }
}
