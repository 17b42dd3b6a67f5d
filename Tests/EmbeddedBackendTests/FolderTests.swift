import CommandLine
import Conversation
import EmbeddedBackend
import HostSystem
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What of a folder is read, and what is said of the rest.
@Suite struct FolderTests {
  private let home: TemporaryHome
  private let folder: String

  init() throws {
    home = try TemporaryHome()
    folder = try home.makeFolder("documents")
  }

  private func ask(_ question: String) throws -> Asking {
    Asking(question, of: try .documents(in: folder, cache: "\(home.path)/cache"))
  }

  @Test(arguments: [
    "a.md", "b.markdown", "c.MD", "d.txt", "e.html", "f.htm", "README", "deep/er/g.md", "h.rst",
    "na\nme \u{1b}[31m.md", "ä ö%?#.md",
  ])
  func `reads documents of all kinds and names`(name: String) throws {
    _ = try home.write("The zebra has stripes.\n", to: "documents/\(name)")
    let asking = try ask("zebra stripes")
    #expect(asking.end.failure == nil && asking.reply.content.contains("The zebra has stripes."))
    let citation = try #require(asking.reply.citations.first)
    #expect(citation.source == name && citation.lines == 1...1)
    let url = try #require(citation.url)
    #expect(url.hasPrefix("file:///") && url.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    #expect(percentDecoded(url).hasSuffix("/documents/\(name)"))
  }

  @Test(arguments: [
    ".hidden.md", ".git/a.md", "deep/.hidden/a.md", "program.swift", "picture.png", "a.json",
  ])
  func `passes over what is hidden or no document`(name: String) throws {
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    _ = try home.write("The zebra has stripes.\n", to: "documents/\(name)")
    #expect(try ask("zebra stripes").reply.citations.isEmpty)
  }

  @Test func `follows no link, so that what is outside stays outside`() throws {
    let outside = try home.write("The zebra has stripes.\n", to: "outside/a.md")
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    #expect(symlink(outside, "\(folder)/b.md") == 0)
    #expect(symlink("\(home.path)/outside", "\(folder)/c") == 0)
    #expect(symlink(folder, "\(folder)/loop") == 0)
    #expect(try ask("zebra stripes").reply.citations.isEmpty)
    #expect(try ask("whale sings").reply.citations.count == 1)
  }

  @Test func `the folder itself may be a link`() throws {
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    #expect(symlink(folder, "\(home.path)/link") == 0)
    let backend = try EmbeddedBackend.documents(in: "\(home.path)/link", cache: nil)
    #expect(Asking("whale sings", of: backend).reply.citations.count == 1)
  }

  @Test func `passes over binary files without a word`() throws {
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    _ = try home.write(Array("zebra stripes \0 zebra".utf8), to: "documents/b.txt")
    let asking = try ask("zebra stripes")
    #expect(asking.reply.citations.isEmpty && asking.reply.notices.isEmpty)
  }

  private static let texts: [(bytes: [UInt8], text: String)] = [
    ([0x5A, 0xFC, 0x72, 0x69, 0x63, 0x68, 0x20, 0x80, 0x20, 0x93], "Zürich € “"),
    ([0xFF, 0xFE] + "Zürich".utf16.flatMap { [UInt8($0), 0] }, "Zürich"),
    ([0xFE, 0xFF] + "Zürich".utf16.flatMap { [0, UInt8($0)] }, "Zürich"),
    ([0xEF, 0xBB, 0xBF] + Array("Zürich".utf8), "Zürich"),
  ]

  @Test(arguments: texts)
  func `reads text that is not plain UTF-8`(bytes: [UInt8], text: String) throws {
    _ = try home.write(bytes, to: "documents/a.txt")
    let asking = try ask("zurich")
    #expect(asking.reply.content == text)
  }

  @Test func `says what is too large and reads the rest`() throws {
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    let large = try home.write("zebra", to: "documents/b.txt")
    // A file with a hole, so that it takes no room.
    #expect(truncate(large, 1 << 30) == 0)
    for _ in 1...2 {
      let backend = try EmbeddedBackend.documents(in: folder, cache: "\(home.path)/cache")
      let first = Asking("whale sings", of: backend)
      #expect(first.reply.notices == ["left out a file that is larger than 4 MiB: b.txt"])
      #expect(first.reply.citations.count == 1)
      // In a conversation, what has been told is not told again.
      #expect(Asking("whale sings", of: backend).reply.notices.isEmpty)
    }
  }

  @Test(.enabled(if: getuid() != 0))
  func `says what it must not read and reads the rest`() throws {
    _ = try home.write("A whale sings.\n", to: "documents/a.md")
    let closed = try home.write("zebra", to: "documents/b.md")
    #expect(chmod(closed, 0) == 0)
    #expect(try ask("whale sings").reply.notices == ["left out b.md: Permission denied"])
  }

  @Test func `an empty folder is a failure, and one of only other files too`() throws {
    for _ in 1...2 {
      let failure = try ask("whale").end.failure
      #expect(failure?.diagnostic(url: "").lines.first?.contains("no documents in") == true)
      #expect(failure?.diagnostic(url: "").exitStatus == .failed)
      _ = try home.write("zebra", to: "documents/a.png")
      _ = try home.write("   \n\n", to: "documents/empty.md")
    }
  }

  @Test(arguments: [("missing", ENOENT), ("file.md", ENOTDIR), ("file.md/x", ENOTDIR)])
  func `needs a folder`(name: String, number: Int32) throws {
    _ = try home.write("A whale sings.\n", to: "file.md")
    let path = "\(home.path)/\(name)"
    let reason = SystemCallFailure(call: "", errno: number).reason
    #expect(throws: DocumentsFailure.noFolder(path, reason: reason)) {
      try EmbeddedBackend.documents(in: path, cache: nil)
    }
  }

  private func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(String(Substring(rest.prefix(2))), radix: 16) ?? 0)
      rest.removeFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
