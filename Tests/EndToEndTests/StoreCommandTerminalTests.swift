import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The commands about stored conversations on a terminal: a table, a pager, a question.
@Suite struct StoreCommandTerminalTests {
  private let home: TemporaryHome
  private static let long = (1...60).map { "Paragraph \($0).\n\n" }.joined()

  init() throws {
    home = try TemporaryHome()
    try home.keep(
      (id: "abc111", prompt: "Long?", answer: Self.long),
      (id: "abd222", prompt: "Short?", answer: "Yes, **carried** over.")
    )
  }

  private func run(
    _ arguments: [String],
    _ variables: [String: String] = ["PAGER": "cat"]
  ) throws -> ChatTerminal {
    let chat = try ChatTerminal(arguments, environment: variables, home: home)
    #expect(try chat.terminal.waitForExit() == .exited(0), "\(chat.lines)")
    #expect(chat.traces == [])
    return chat
  }

  @Test func `what is longer than the screen goes through the pager`() throws {
    let pager = [
      "PAGER": "env > \(home.path)/seen; cat > \(home.path)/paged", "CHAT_TOKEN": "canary",
    ]
    let long = try run(["show", "abc"], pager)
    #expect(!long.lines.contains { $0.contains("Paragraph") }, "\(long.lines)")
    let paged = try home.text(of: "paged")
    #expect(paged.contains("Paragraph 1.") && paged.contains("Paragraph 60."))
    #expect(try home.text(of: "seen").contains("LESS=RXF"))
    #expect(try !home.text(of: "seen").contains("canary"))
    try home.write("", to: "paged")
    let short = try run(["show", "abd"], pager)
    #expect(short.lines.contains("Yes, carried over."), "\(short.lines)")
    #expect(try home.text(of: "paged") == "")
  }

  @Test(arguments: ["cat", " ", "no-such-pager", "exit 3"])
  func `without a pager everything is written`(pager: String) throws {
    let chat = try run(["show", "abc"], ["PAGER": pager])
    #expect(chat.lines.contains("Paragraph 60.") == (pager != "exit 3"), "\(chat.lines)")
  }

  @Test(.enabled(if: access("/usr/bin/less", X_OK) == 0))
  func `less shows a screen at a time and is left with q`() throws {
    let chat = try ChatTerminal(["show", "abc"], home: home)
    try chat.waitFor("Paragraph 9.")
    #expect(!chat.lines.contains { $0.contains("Paragraph 20.") })
    try chat.terminal.type(" ")
    try chat.waitFor("Paragraph 12.")
    try chat.terminal.type("q")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.terminal.modes == chat.terminal.initialModes)
  }

  @Test func `a list is a table, and what was found is marked`() throws {
    let list = try run(["conversations"])
    let line = "  abd222  2026-02-17  1 turn  127.0.0.1:9  Short?"
    #expect(list.lines.contains(line), "\(list.lines)")
    let found = try run(["search", "CARRIED"])
    #expect(found.lines.contains { $0.hasPrefix("abd222  turn 1  2026-02-17  Short?") })
    let row = try #require(found.lines.firstIndex { $0.contains("carried") })
    let column = try #require(Array(found.lines[row]).firstIndex(of: "c"))
    #expect(found.screen.style(row: row, column: column) != Screen.Style())
    #expect(found.screen.style(row: row, column: column - 2) == Screen.Style())
  }

  @Test(arguments: [
    ("y\r", 1), ("Yes\r", 1), ("n\r", 2), ("\r", 2), ("yep\r", 2), ("\u{4}", 2),
  ])
  func `deleting asks first`(keys: String, left: Int) throws {
    let chat = try ChatTerminal(["delete", "abd"], home: home)
    try chat.waitFor("Delete 'Short?' for good? [y/N]")
    try chat.terminal.type(keys)
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    #expect(try home.records().count == left)
    let words = left == 1 ? "1 conversation is deleted" : "nothing was deleted"
    #expect(chat.lines.contains(words), "\(chat.lines)")
  }

  @Test func `ctrl-C at the question deletes nothing`() throws {
    let chat = try ChatTerminal(["delete", "--all"], home: home)
    try chat.waitFor("Delete 2 conversations for good?")
    try chat.terminal.type("\u{3}")
    #expect(try chat.terminal.waitForExit() == .signaled(SIGINT))
    #expect(chat.traces == [])
    #expect(try home.records().count == 2)
  }

  @Test func `nobody is asked with --yes`() throws {
    let chat = try run(["delete", "--all", "--yes"])
    #expect(chat.lines.contains("2 conversations are deleted"), "\(chat.lines)")
    #expect(try home.records().isEmpty)
  }
}
