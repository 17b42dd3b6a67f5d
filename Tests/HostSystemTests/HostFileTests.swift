import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The paths of folders and the bytes of files.
@Suite struct HostFileTests {
  private let home: TemporaryHome
  /// The home without symbolic links on the way to it.
  private let root: String

  init() throws {
    home = try TemporaryHome()
    root = try HostFile.folder(at: home.path)
  }

  @Test func `a folder has one path, however it is named`() throws {
    try home.makeFolder("one/two")
    #expect(symlink("one/two", root + "/link") == 0)
    #expect(symlink("link", root + "/second") == 0)
    for name in [
      "one/two", "one/two/", "one//two/.", "one/../one/two", "link", "link/", "second",
      "link/../two",
    ] {
      #expect(try HostFile.folder(at: "\(root)/\(name)") == root + "/one/two", "\(name)")
    }
    #expect(try HostFile.folder(at: "/") == "/")
  }

  @Test func `a relative path starts in the current folder`() throws {
    let here = try HostFile.folder(at: ".")
    #expect(here.hasPrefix("/"))
    #expect(try HostFile.folder(at: here) == here)
  }

  @Test func `a file is no folder, and neither is a link to one`() throws {
    let file = try home.write("x", to: "file")
    #expect(symlink("file", root + "/link") == 0)
    for path in [file, root + "/link", file + "/", file + "/below"] {
      let failure = #expect(throws: SystemCallFailure.self) { try HostFile.folder(at: path) }
      #expect(failure?.errno == ENOTDIR, "\(path)")
    }
  }

  @Test func `what is not there cannot be a folder`() throws {
    #expect(symlink("nowhere", root + "/link") == 0)
    for path in ["", root + "/none", root + "/none/below", root + "/link"] {
      #expect(throws: SystemCallFailure(call: "realpath", errno: ENOENT)) {
        try HostFile.folder(at: path)
      }
    }
  }

  @Test func `links that lead in a circle are no folder`() throws {
    #expect(symlink("link", root + "/link") == 0)
    #expect(throws: SystemCallFailure(call: "realpath", errno: ELOOP)) {
      try HostFile.folder(at: root + "/link")
    }
  }

  #if os(Linux)
  @Test func `a path that is not UTF-8 is not taken for another one`() throws {
    let name = (Array("\(root)/".utf8) + [0xFF, 0]).map(CChar.init(bitPattern:))
    #expect(mkdir(name, 0o700) == 0)
    #expect(symlink(name, root + "/link") == 0)
    #expect(throws: SystemCallFailure(call: "realpath", errno: EILSEQ)) {
      try HostFile.folder(at: root + "/link")
    }
  }
  #endif

  @Test func `the bytes of a file are read as they are`() throws {
    var generator = SeededGenerator(seed: 1)
    for size in [0, 1, 255, 65_536, 3_000_001] {
      let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let file = try home.write(bytes, to: "file")
      #expect(try HostFile.bytes(of: file, limit: 10_000_000) == bytes)
    }
  }

  @Test(arguments: [(-1, ""), (0, ""), (1, "a"), (5, "abcde"), (6, "abcdef"), (Int.max, "abcdef")])
  func `no more of them than the limit`(limit: Int, expected: String) throws {
    let file = try home.write("abcdef", to: "file")
    #expect(try HostFile.bytes(of: file, limit: limit) == Array(expected.utf8))
  }

  @Test func `the bytes behind a symbolic link are not read`() throws {
    try home.write("secret", to: "file")
    #expect(symlink("file", root + "/link") == 0)
    #expect(throws: SystemCallFailure(call: "open", errno: ELOOP)) {
      try HostFile.bytes(of: root + "/link", limit: 10)
    }
  }

  @Test func `a pipe is refused without waiting for anybody to write`() throws {
    #expect(mkfifo(root + "/pipe", 0o600) == 0)
    #expect(throws: SystemCallFailure(call: "open", errno: EINVAL)) {
      try HostFile.bytes(of: root + "/pipe", limit: 10)
    }
  }

  @Test func `folders, devices and sockets have no bytes`() throws {
    let socket = try LocalSocket(at: root + "/socket")
    for path in [root, "/dev/null", root + "/socket"] {
      #expect(throws: SystemCallFailure.self, "\(path)") {
        try HostFile.bytes(of: path, limit: 10)
      }
    }
    withExtendedLifetime(socket) {}
  }

  @Test func `a file that is not there is a failure`() {
    #expect(throws: SystemCallFailure(call: "open", errno: ENOENT)) {
      try HostFile.bytes(of: root + "/none", limit: 10)
    }
  }
}
