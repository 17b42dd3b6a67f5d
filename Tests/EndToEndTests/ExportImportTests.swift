import Conversation
import SQLiteStorage
import Session
import TestSupport
import Testing

/// Conversations that leave the store, and come back.
@Suite struct ExportImportTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  private func run(
    _ arguments: [String],
    status: Int32 = 0,
    in home: TemporaryHome? = nil,
    input: ChatProcess.Input = .null
  ) throws -> ChatProcess.Result {
    let result = try (home ?? self.home).chat(arguments, input: input)
    #expect(result.ending == .exited(status), "\(arguments): \(result.stderr)")
    return result
  }

  /// Conversations of every shape, under ids as the program gives them.
  private func fill(_ count: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let records = (0..<count).map { index in
      var record = random.conversation()
      record.summary.id = "k\(10_000 + index)"
      for turn in record.turns.indices { record.turns[turn].sentAt = "2026-02-17T08:00:00.000Z" }
      return record
    }
    _ = try home.openStore().add(records)
  }

  private func sorted(_ home: TemporaryHome) throws -> [ConversationRecord] {
    try home.records().sorted { $0.summary.id < $1.summary.id }
  }

  @Test(arguments: ["json", "ndjson"])
  func `what was exported comes back as it was, once`(format: String) throws {
    try fill(20, seed: 9)
    let file = "\(home.path)/all.\(format)"
    #expect(try run(["export", "--all", "--format", format, "-o", file]).stdout == "")
    let other = try TemporaryHome()
    let first = try run(["import", file], in: other)
    #expect(first.stdout.split(separator: "\n").count == 20 && first.stderr == "")
    let (mine, theirs) = (try sorted(home), try sorted(other))
    #expect(mine == theirs)
    let second = try run(["import", file], in: other)
    #expect(second.stdout == "" && second.stderr == "20 conversations were there already\n")
    #expect(try sorted(other) == theirs)
    #expect(try run(["import", file]).stdout == "")
    #expect(try sorted(home) == mine)
    let piped = try TemporaryHome()
    let bytes = try run(["export", "--all", "--format", format]).stdoutBytes
    #expect(try bytes == home.bytes(of: "all.\(format)"))
    _ = try run(["import", "-"], in: piped, input: .bytes(bytes))
    #expect(try sorted(piped) == theirs)
  }

  @Test func `one whose id is another's gets a new one`() throws {
    try home.keep((id: "abc111", prompt: "one", answer: "1"))
    let file = try home.write(run(["export", "abc111", "--format=json"]).stdout, to: "one.json")
    _ = try run(["rename", "abc111", "Something else"])
    let id = try run(["import", file]).stdout.dropLast()
    #expect(id.count == 6 && id != "abc111")
    #expect(try home.records().map(\.summary.title).sorted() == ["Something else", "one"])
  }

  @Test(arguments: [
    ("", "it is empty"), ("{", "cut off"), ("[1]", "element 1"), ("{}", "no conversation"),
    ("# Title\n", "Markdown"), ("<!DOCTYPE html>", "HTML"), ("hello", "no JSON"),
    ("{\"id\":\"a\"}\n{", "line 2"), ("[{\"id\":\"abc\",\"turns\":7}]", "element 1"),
  ])
  func `a damaged file is told, and nothing of it is taken`(text: String, words: String) throws {
    try home.keep((id: "abc111", prompt: "one", answer: "1"))
    let good = try home.write(run(["export", "--all", "--format=json"]).stdout, to: "good.json")
    _ = try run(["delete", "--all", "--yes"])
    let bad = try home.write(text, to: "bad.json")
    let result = try run(["import", good, bad], status: 1)
    #expect(result.stderr.hasPrefix("chat: cannot import '\(bad)': "), "\(result.stderr)")
    #expect(result.stderr.contains(words) || words == "line 2", "\(result.stderr)")
    #expect(try home.records().isEmpty)
    #expect(try run(["import", home.path + "/none"], status: 1).stderr.contains("cannot read"))
  }

  @Test(arguments: ["markdown", "json", "ndjson", "html"])
  func `every format goes to the output, a file and a folder`(format: String) throws {
    try home.keep(
      (id: "abc111", prompt: "How much leave?", answer: "20 <b>days</b>."),
      (id: "abd222", prompt: "Who?", answer: "Your manager.")
    )
    let text = try run(["export", "abc111", "--format", format]).stdout
    #expect(text.contains("How much leave?") && text.hasSuffix("\n"))
    #expect(!text.contains("<b>") || format != "html")
    let file = "\(home.path)/one"
    #expect(
      try run(["export", "abc", "--format", format, "-o", file]).stderr == "written to \(file)\n"
    )
    #expect(try home.text(of: "one") == text && home.mode(of: "one") == 0o600)
    try home.write("mine", to: "one")
    let refused = try run(["export", "abc", "--format", format, "-o", file], status: 1)
    #expect(refused.stderr.contains("is there already") && refused.stderr.contains("--yes"))
    #expect(try home.text(of: "one") == "mine")
    _ = try run(["export", "abc", "--format", format, "-o", file, "--yes"])
    #expect(try home.text(of: "one") == text)
    _ = try run(["export", "--all", "--format", format, "-o", home.path + "/notes/"])
    let end = format == "markdown" ? "md" : format
    let files = names(in: home.path + "/notes")
    #expect(files == ["abc111-how-much-leave.\(end)", "abd222-who.\(end)"])
    #expect(try home.text(of: "notes/" + files[0]) == text)
    let none = try run(["export", "abc", "-o", home.path + "/no/such/folder"], status: 1)
    #expect(none.stderr.contains("cannot write"))
  }
}
