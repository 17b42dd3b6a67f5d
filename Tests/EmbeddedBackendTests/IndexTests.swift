import CommandLine
import Conversation
import EmbeddedBackend
import HostSystem
import SQLiteAccess
import Session
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The index of a folder: kept, brought up to date, and made again when it is damaged.
@Suite struct IndexTests {
  private let home: TemporaryHome
  private let folder: String
  private var cache: String { "\(home.path)/cache/chat" }

  init() throws {
    home = try TemporaryHome()
    folder = try home.makeFolder("documents")
    for number in 1...20 {
      _ = try home.write(
        "# Animal \(number)\n\nThe animal with number n\(number) sleeps.\n\n## Food\n\nIt eats leaves.\n",
        to: "documents/animal-\(number).md"
      )
    }
  }

  private func ask(_ question: String) throws -> Asking {
    Asking(question, of: try .documents(in: folder, cache: cache))
  }

  private func index() throws -> String {
    let name = try #require(names(in: cache).first { $0.hasSuffix(".db") })
    return "\(cache)/\(name)"
  }

  private func steps(_ asking: Asking) -> [String] {
    asking.reply.steps.filter { $0.kind == "indexing" }.map(\.text)
  }

  @Test func `is made once and used again`() throws {
    let first = try ask("animal n7")
    #expect(steps(first) == ["0 of 20 files"] && first.titles.first == "Animal 7")
    let second = try ask("animal n7")
    #expect(steps(second).isEmpty && second.reply.citations == first.reply.citations)
  }

  @Test func `can be read by nobody else`() throws {
    _ = try ask("animal")
    var facts = stat()
    #expect(stat(cache, &facts) == 0 && facts.st_mode & 0o777 == 0o700)
    for name in names(in: cache) {
      #expect(stat("\(cache)/\(name)", &facts) == 0 && facts.st_mode & 0o777 == 0o600, "\(name)")
    }
  }

  @Test func `takes in what changed, and only that`() throws {
    _ = try ask("animal")
    _ = try home.write("# Bird\n\nThe heron stands in the water.\n", to: "documents/animal-3.md")
    _ = try home.write("# New\n\nThe newt is new.\n", to: "documents/new.md")
    #expect(unlink("\(folder)/animal-4.md") == 0)
    let asking = try ask("where does the heron stand")
    #expect(steps(asking) == ["0 of 2 files"] && asking.titles == ["Bird"])
    #expect(try ask("newt").titles == ["New"])
    #expect(try ask("n3").reply.citations.isEmpty && ask("n4").reply.citations.isEmpty)
  }

  @Test func `each folder has its own`() throws {
    _ = try ask("animal")
    _ = try home.write("# Stone\n\nA stone has no animal in it.\n", to: "others/stone.md")
    let backend = try EmbeddedBackend.documents(in: "\(home.path)/others", cache: cache)
    #expect(Asking("animal", of: backend).titles == ["Stone"])
    #expect(names(in: cache).count { $0.hasSuffix(".db") } == 2)
  }

  @Test(arguments: 1...60)
  func `is made again when it is damaged`(seed: UInt64) throws {
    _ = try ask("animal")
    let path = try index()
    var bytes = try HostFile.bytes(of: path, limit: 1 << 24)
    var random = SeededGenerator(seed: seed)
    switch seed % 4 {
    case 0: bytes = Array(bytes.prefix(Int.random(in: 1..<bytes.count, using: &random)))
    case 1: bytes = Array("This is no database, but a text that stands in its place.\n".utf8)
    default:
      let start = seed % 4 == 2 ? 0 : 100
      for _ in 0..<Int.random(in: 1...400, using: &random) {
        bytes[Int.random(in: start..<bytes.count, using: &random)] = .random(
          in: 0...255,
          using: &random
        )
      }
    }
    _ = try home.write(bytes, to: "cache/chat/\(path.split(separator: "/").last ?? "")")
    let asking = try ask("what does the animal with number n7 do")
    // What SQLite cannot see, such as a letter that is another one, may change what is found; nothing may fail.
    #expect(asking.end == AnswerEnd(), "\(asking.end)")
    #expect(asking.reply.finishReason == .stop)
    if seed % 4 == 1 { #expect(asking.titles.first == "Animal 7") }
  }

  @Test func `of another version is made again`() throws {
    let first = try ask("n7")
    try change(sql: "PRAGMA user_version = 99; DROP TABLE section")
    let second = try ask("n7")
    #expect(steps(second) == ["0 of 20 files"] && second.reply.citations == first.reply.citations)
  }

  @Test func `that cannot be kept is made for the one time`() throws {
    _ = try home.write("in the way", to: "file")
    for cache in [nil, "\(home.path)/file", "\(home.path)/file/below"] {
      let asking = Asking("n7", of: try .documents(in: folder, cache: cache))
      #expect(asking.titles.first == "Animal 7" && asking.end == AnswerEnd())
      #expect(asking.reply.notices.count == 1)
      #expect(
        asking.reply.notices.first?.hasPrefix("the index of the documents cannot be kept: ") == true
      )
    }
  }

  @Test func `a folder that goes away in between is told`() throws {
    let backend = try EmbeddedBackend.documents(in: folder, cache: cache)
    #expect(Asking("n7", of: backend).end == AnswerEnd())
    #expect(rename(folder, "\(home.path)/elsewhere") == 0)
    let lines = Asking("n7", of: backend).end.failure?.diagnostic(url: "").lines
    #expect(lines?.first?.hasSuffix("No such file or directory") == true)
  }

  @Test func `a signal ends it, and what was done stays`() throws {
    for number in 21...600 {
      _ = try home.write("# Animal \(number)\n\nIt sleeps.\n", to: "documents/animal-\(number).md")
    }
    var polls = 0
    let backend = try EmbeddedBackend.documents(in: folder, cache: cache) {
      polls += 1
      return polls == 6 ? SIGINT : nil
    }
    let asking = Asking("animal", of: backend)
    #expect(asking.end.failure == .transport(.cancelled(signal: SIGINT)))
    #expect(!asking.events.contains(.finished(.stop)))
    let rest = try ask("n7")
    #expect(rest.titles.first == "Animal 7" && steps(rest) != ["0 of 600 files"])
    #expect(!steps(rest).isEmpty)
  }

  private func change(sql: String) throws {
    let connection = try Connection(.file(index()))
    try connection.execute(sql)
  }
}
