import HostSystem
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What a folder holds, and what of it is passed over.
@Suite struct FileTreeTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  /// The paths of all files, sorted.
  private func paths(
    wants: (String) -> Bool = { _ in true }
  ) throws -> [String] {
    try FileTree(at: home.path, wants: wants).files.map(\.path).sorted()
  }

  @Test func `an empty folder has no files`() throws {
    let tree = try FileTree(at: home.path, wants: { _ in true })
    #expect(tree.files.isEmpty && tree.unreadableFolders.isEmpty && tree.unreadableNames == 0)
  }

  @Test func `files lie at their paths below the folder`() throws {
    let names = ["a.md", "one/a.md", "one/two/a.md", "one/two/three/four/b", "z/a.md"]
    for name in names { try home.write("x", to: name) }
    try home.makeFolder("empty/inside")
    #expect(try paths() == names)
  }

  @Test func `names that begin with a dot are passed over with all that is below`() throws {
    try home.write("x", to: ".hidden")
    try home.write("x", to: "..twice")
    try home.write("x", to: ".git/config")
    try home.write("x", to: "seen/.hidden/a.md")
    try home.write("x", to: "seen/a.b.md")
    #expect(try paths() == ["seen/a.b.md"])
  }

  @Test func `also where the dot melts with what follows it`() throws {
    try home.write("x", to: ".\u{301}hidden")
    #expect(try paths().isEmpty)
  }

  @Test func `only what is wanted is listed, by its name alone`() throws {
    for name in ["a.md", "a.txt", "deep.md/b.txt", "deep.md/b.md"] {
      try home.write("x", to: name)
    }
    try home.write("x", to: ".c.md")
    var asked: Set<String> = []
    let wanted = try paths { name in
      asked.insert(name)
      return name.hasSuffix(".md")
    }
    #expect(wanted == ["a.md", "deep.md/b.md"])
    #expect(asked == ["a.md", "a.txt", "b.txt", "b.md"])
  }

  @Test func `names that would move a terminal are kept as they are`() throws {
    let names = ["a\nb", "esc\u{1B}[2J", "tab\t", "\u{202E}right", "👩‍👩‍👧/👍🏽", "é", "back\\slash", " "]
    for name in names { try home.write("x", to: name) }
    #expect(Set(try paths()) == Set(names))
  }

  #if os(Linux)
  @Test func `names that are equal to a reader but not to the system are two`() throws {
    try home.write("1", to: "\u{E9}")
    try home.write("22", to: "e\u{301}")
    let files = try FileTree(at: home.path, wants: { _ in true }).files
    #expect(files.map { Array($0.path.utf8).count }.sorted() == [2, 3])
    #expect(files.map(\.size).sorted() == [1, 2])
  }

  @Test func `names that are not UTF-8 are counted and passed over`() throws {
    for name in [[0xFF], Array("caf".utf8) + [0xE9], [0xC0, 0x80], [0xED, 0xA0, 0x80]] {
      let descriptor = open(Self.path(home.path, name), O_WRONLY | O_CREAT, 0o600)
      #expect(descriptor >= 0)
      close(descriptor)
    }
    #expect(mkdir(Self.path(home.path, [0x66, 0xFE]), 0o700) == 0)
    try home.write("x", to: "good")
    let tree = try FileTree(at: home.path, wants: { _ in true })
    #expect(tree.files.map(\.path) == ["good"])
    #expect(tree.unreadableNames == 5)
  }

  private static func path(_ folder: String, _ name: [UInt8]) -> [CChar] {
    (Array(folder.utf8) + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
  }
  #endif

  @Test func `the size counts bytes`() throws {
    for size in [0, 1, 4096, 100_000] {
      try home.write([UInt8](repeating: 7, count: size), to: "file")
      let tree = try FileTree(at: home.path, wants: { _ in true })
      #expect(tree.files.map(\.size) == [size])
    }
  }

  @Test(arguments: [(1_600_000_000, 123_456_789), (1_600_000_000, 123_456_790), (1, 0), (0, 1)])
  func `the time of the last change is exact`(seconds: Int, nanoseconds: Int) throws {
    let file = try home.write("x", to: "file")
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    #expect(utimensat(AT_FDCWD, file, [time, time], 0) == 0)
    let found = try FileTree(at: home.path, wants: { _ in true }).files
    let expected = seconds * 1_000_000_000 + nanoseconds
    #expect(found == [FileTree.File(path: "file", size: 1, modified: expected)])
  }

  @Test func `a folder that is not there is a failure`() {
    #expect(throws: SystemCallFailure(call: "opendir", errno: ENOENT)) {
      try FileTree(at: home.path + "/none", wants: { _ in true })
    }
    #expect(throws: SystemCallFailure(call: "opendir", errno: ENOENT)) {
      try FileTree(at: "", wants: { _ in true })
    }
  }

  @Test func `a file is no folder`() throws {
    let file = try home.write("x", to: "file")
    #expect(throws: SystemCallFailure(call: "opendir", errno: ENOTDIR)) {
      try FileTree(at: file, wants: { _ in true })
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every folder"))
  func `a folder that cannot be read is told, and the others are listed`() throws {
    try home.write("x", to: "open/a.md")
    let locked = try home.makeFolder("deep/locked")
    #expect(chmod(locked, 0) == 0)
    defer { chmod(locked, 0o700) }
    let tree = try FileTree(at: home.path, wants: { _ in true })
    #expect(tree.files.map(\.path) == ["open/a.md"])
    #expect(tree.unreadableFolders == ["deep/locked"])
    #expect(throws: SystemCallFailure(call: "opendir", errno: EACCES)) {
      try FileTree(at: locked, wants: { _ in true })
    }
  }

  @Test func `nothing is looked at when it should not proceed`() throws {
    try home.write("x", to: "a.md")
    let tree = try FileTree(at: home.path, wants: { _ in true }, shouldProceed: { false })
    #expect(tree.files.isEmpty)
  }

  @Test func `it stops in front of the next folder when it should not proceed`() throws {
    for number in 0..<10 { try home.write("x", to: "\(number)/a.md") }
    var asked = 0
    let tree = try FileTree(
      at: home.path,
      wants: { _ in true },
      shouldProceed: {
        asked += 1
        return asked <= 4
      }
    )
    // The folder itself and three of those in it.
    #expect(tree.files.count == 3)
    #expect(asked == 5)
  }
}
