import TestSupport
import Testing

/// Every recipe of the guide's page on scripting, run as it stands.
@Suite struct RecipeTests {
  /// A recipe: its heading, and what stands in its block of code.
  struct Recipe: CustomTestStringConvertible, Sendable {
    var title: String
    var script: String
    var testDescription: String { title }
  }

  /// What a recipe prints, or leaves in a file, beginning with a part of its heading.
  private static let results: [(title: String, file: String?, text: String)] = [
    ("The sources", nil, "- ["), ("An answer with", "report.md", "# How do I leave?\n\n"),
    ("A chain", nil, "## 2. "), ("Choosing", nil, ""), ("Only answers", nil, ""),
    ("A digest", "digest.md", "## What is a follow-up?\n\n"), ("One question", nil, ""),
    ("Four questions", nil, "What is a follow-up? "),
    ("A draft", ".git/hooks/prepare-commit-msg", "#!"),
    ("A rule", "notes.summary", ""), ("A table", "answers.csv", "\"What is a follow-up?\",\""),
    ("The answer word", nil, ""), ("A record", "answers.jsonl", "{\"at\":\"20"),
    ("How long", nil, "\"slowest\""),
    ("A question about", nil, "leave.md:"), ("The words", nil, "[1]\n  "),
    ("Waiting", "answer.txt", ""), ("A function", nil, ""), ("Words", nil, "answered\n"),
    ("The keys", nil, "content\n"),
  ]

  private static let recipes: [Recipe] = {
    guard let bytes = try? RepositoryFile.bytes("docs/guide/scripting.md") else { return [] }
    let sections = String(decoding: bytes, as: UTF8.self).split(separator: "\n### ").dropFirst()
    return sections.compactMap { section in
      guard let start = section.firstRange(of: "```sh\n"),
        let end = section[start.upperBound...].firstRange(of: "\n```")
      else { return nil }
      let title = section.prefix { $0 != "\n" }
      return Recipe(
        title: String(title),
        script: String(section[start.upperBound..<end.lowerBound])
      )
    }
  }()

  @Test func `there are twenty, and what each gives is known`() {
    #expect(Self.recipes.count == 20)
    for recipe in Self.recipes {
      let known = Self.results.filter { recipe.title.hasPrefix($0.title) }
      #expect(known.count == 1, "\(recipe.title)")
    }
  }

  @Test(arguments: recipes)
  func `runs and gives what it says`(recipe: Recipe) throws {
    let home = try TemporaryHome()
    try prepare(home)
    let result = try run(recipe.script, in: home)
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let expected = try #require(Self.results.first { recipe.title.hasPrefix($0.title) })
    let output = try expected.file.map { try home.text(of: $0) } ?? result.stdout
    #expect(!output.isEmpty && output.contains(expected.text), "\(output)")
    #expect(!output.utf8.contains(0x1B))
  }

  @Test func `the hook puts a draft into the message of a commit`() throws {
    let home = try TemporaryHome()
    try prepare(home)
    let recipe = try #require(Self.recipes.first { $0.title.hasPrefix("A draft") })
    let commit = """
      git add notes.md
      GIT_EDITOR=true git -c user.name=n -c user.email=n@example.com commit -q
      git log -1 --format=%B
      """
    let result = try run(recipe.script + "\n" + commit, in: home)
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(!result.stdout.filter { !$0.isWhitespace }.isEmpty)
  }

  private func prepare(_ home: TemporaryHome) throws {
    try home.write("What is a follow-up?\nHow do I leave?\n", to: "questions.txt")
    try home.write("# Notes\n\nWe met and decided.\n", to: "notes.md")
    try home.write("# Leave\n\nStaff get 20 days of leave a year.\n", to: "handbook/leave.md")
    // What a person would choose in fzf, whose window needs a terminal.
    try home.write("#!/bin/sh\nhead -n 1\n", to: "bin/fzf")
    try home.setMode(0o755, of: "bin/fzf")
    try home.write("#!/bin/sh\nexec \"$CHAT\" \"$@\"\n", to: "bin/chat")
    try home.setMode(0o755, of: "bin/chat")
  }

  private func run(_ script: String, in home: TemporaryHome) throws -> ChatProcess.Result {
    try ChatProcess(
      ["-euo", "pipefail", "-c", "cd \(home.path); git init -q . 2> /dev/null; " + script],
      environment: home.environment.merging([
        "CHAT": PseudoTerminal.product("chat"),
        "PATH": home.path + "/bin:/usr/local/bin:/usr/bin:/bin",
      ]) { $1 },
      program: "/bin/bash"
    ).waitForExit(within: .seconds(60))
  }
}
