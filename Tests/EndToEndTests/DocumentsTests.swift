import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// `--docs`, with the built program.
@Suite struct DocumentsTests {
  private let home: TemporaryHome
  private let folder: String

  init() throws {
    home = try TemporaryHome()
    folder = try home.makeFolder("documents")
  }

  /// Starts the program in this home, so that several of them share an index.
  private func start(_ arguments: [String]) throws -> ChatProcess {
    try ChatProcess(arguments, environment: home.environment)
  }

  private func ask(_ question: String, _ options: [String] = []) throws -> ChatProcess.Result {
    try start(["ask", "--docs", folder] + options + [question]).waitForExit()
  }

  private func makeDocuments(_ count: Int) throws {
    for number in 0..<count {
      _ = try home.write(
        "# Document \(number)\n\nThis is about n\(number) and what belongs to it.\n",
        to: "documents/folder \(number % 10)/\(number).md"
      )
    }
  }

  @Test func `answers from a folder and keeps an index for the next time`() throws {
    _ = try home.write("# Leave\n\n## How much\n\nLeave is 20 days a year.\n", to: "documents/a.md")
    for _ in 1...2 {
      let result = try ask("How many days of leave?")
      #expect(result.ending == .exited(0) && result.stderr == "")
      #expect(result.stdout == "Leave is 20 days a year. [1]\n")
    }
    #expect(names(in: "\(home.path)/cache/chat").contains { $0.hasPrefix("documents-") })
    #expect(names(in: home.path).sorted() == ["cache", "data", "documents"])
  }

  @Test func `in a folder that is named without its path`() throws {
    _ = try home.write("Leave is 20 days a year.\n", to: "documents/a.txt")
    let chat = try start(["ask", "--json", "--docs", "\(folder)/../documents//", "days of leave"])
    let result = try chat.waitForExit()
    let reply = try JSONView(parsing: result.stdoutBytes)
    let url = reply["citations"]?[0]?["url"]?.string
    #expect(url?.hasPrefix("file:///") == true && url?.hasSuffix("/documents/a.txt") == true)
  }

  @Test func `what a document says cannot drive the terminal`() throws {
    let attack = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{202E}zebra &#27;[31m <b>\u{9B}31m</b>"
    _ = try home.write("# \(attack)\n\nThe zebra \(attack) here.\n", to: "documents/\u{1B}[31mz.md")
    _ = try home.write("<h1>\(attack)</h1><p>A zebra \(attack)</p>", to: "documents/b.html")
    let chat = try ChatTerminal(["--docs", folder], environment: home.environment)
    try chat.enter("zebra")
    try chat.waitFor("Sources")
    try chat.enter("/sources 1")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    #expect(chat.lines.contains { $0.contains("^[") })
  }

  @Test func `two programs at once make one index`() throws {
    try makeDocuments(700)
    let chats = try (1...3).map { _ in
      try start(["ask", "--docs", folder, "n123"])
    }
    for chat in chats {
      let result = try chat.waitForExit(within: .seconds(60))
      #expect(result.ending == .exited(0), "\(result.stderr)")
      #expect(result.stdout == "This is about n123 and what belongs to it. [1]\n")
    }
    #expect(names(in: "\(home.path)/cache/chat").count { $0.hasSuffix(".db") } == 1)
  }

  @Test func `says how far it is, and can be stopped`() throws {
    try makeDocuments(3_000)
    let chat = try ChatTerminal(["--docs", folder], environment: home.environment)
    try chat.enter("n2999")
    try chat.waitFor("indexing: ")
    try chat.terminal.type("\u{3}")
    try chat.waitForPrompt()
    #expect(chat.lines.contains { $0.contains("── stopped ──") }, "\(chat.lines)")
    try chat.terminal.type("n17\r")
    try chat.waitFor("This is about n17 ")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `the program ends by the signal that stops it`() throws {
    try makeDocuments(3_000)
    let chat = try start(["ask", "--docs", folder, "n2999"])
    let cache = "\(home.path)/cache/chat"
    #expect(try waitUntil { names(in: cache).contains { $0.hasSuffix(".db") } })
    chat.send(SIGINT)
    #expect(try chat.waitForExit().ending == .signaled(SIGINT))
    // Whatever was half done is put right by the next one.
    let result = try start(["ask", "--docs", folder, "n2999"]).waitForExit(within: .seconds(60))
    #expect(result.stdout == "This is about n2999 and what belongs to it. [1]\n")
  }

  @Test func `a limit of time holds for the index too`() throws {
    try makeDocuments(3_000)
    let result = try ask("n2999", ["--timeout", "0.01"])
    #expect(result.ending == .exited(6))
    #expect(result.stderr.hasPrefix("chat: timed out: no complete answer within 0.01 s\n"))
  }

  /// Waits for a condition, at most ten seconds.
  private func waitUntil(_ condition: () -> Bool) throws -> Bool {
    let deadline = ContinuousClock.now.advanced(by: .seconds(10))
    while !condition() {
      guard ContinuousClock.now < deadline else { return false }
      usleep(2_000)
    }
    return true
  }
}
