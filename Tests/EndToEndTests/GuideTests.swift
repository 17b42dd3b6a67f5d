import TestSupport
import Testing
import WireFormats

/// The program as it is without any configuration, in an empty home.
@Suite struct GuideTests {
  @Test func `one question shows every part of a reply`() throws {
    let chat = try ChatProcess(["ask", "--json", "How do I stop an answer?"])
    let result = try chat.waitForExit()
    #expect(result.ending == .exited(0))
    let reply = try JSONView(parsing: result.stdoutBytes)
    #expect(reply["api"]?.string == "embedded" && reply["finishReason"]?.string == "stop")
    #expect(reply["citations"]?[0]?["source"]?.string == "guide")
    #expect(reply["citations"]?[0]?["lines"]?["start"] != nil)
    #expect(["high", "very_high"].contains(reply["confidence"]?["level"]?.string))
    #expect(reply["followUps"]?[0]?["prompt"] != nil)
    #expect(reply["steps"]?[0]?["kind"]?.string == "searching")
    #expect(reply["content"]?.string?.contains("Ctrl-C") == true)
    #expect(names(in: chat.home.path) == ["data"], "nothing but the conversation is written")
  }

  @Test func `a conversation goes from one section to the next by numbers`() throws {
    let chat = try ChatTerminal()
    try chat.enter("How do I stop an answer?")
    try chat.waitFor("Follow-ups")
    try chat.waitForPrompt()
    let greeting = "chat 0.1.0 · user's guide (embedded) · /help for commands, Ctrl-D to leave"
    #expect(chat.lines.first == greeting)
    #expect(
      chat.lines.dropFirst().prefix(2).joined(separator: " ").contains("set CHAT_URL"),
      "\(chat.lines)"
    )
    #expect(chat.lines.contains { $0.hasPrefix("Confidence ●●●●") })
    #expect(chat.lines.contains { $0.hasPrefix("  [1] Holding a conversation › ") })
    let first = try #require(chat.lines.first { $0.hasPrefix("  1  ") }?.dropFirst(5))
    try chat.terminal.type("1\r")
    try chat.waitForPrompt()
    #expect(chat.lines.contains("> \(first)"))
    #expect(chat.lines.contains { $0.hasPrefix("  [1]") && $0.contains(first.prefix(40)) })
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
  }

  @Test func `lines of a pipe are one conversation`() throws {
    let result = try ChatProcess.run(
      [],
      input: .text("Is the output colored?\nand in a pipe?\n")
    )
    #expect(result.ending == .exited(0))
    #expect(result.stdout.contains("NO_COLOR"))
    #expect(!result.stdout.contains("Nothing was found"), "\(result.stdout)")
  }

  @Test(arguments: [
    "\"", "*", "AND", "a AND", "NEAR(", "NEAR(a b, 3)", "title:", "title : x", "^stop", "(", "- x",
    "a\"b",
    "'; DROP TABLE passage; --", "{headings} : stop", "NOT", "\\", "%", "stop OR", "💥", "\u{301}",
    "___",
  ])
  func `nothing in a question means anything special`(question: String) throws {
    let result = try ChatProcess.run(["ask", "--", question])
    #expect(result.ending == .exited(0))
    for word in ["SQL", "fts5", "syntax", "unterminated", "malformed"] {
      #expect(!result.stderr.contains(word), "\(result.stderr)")
    }
    #expect(!result.stdout.isEmpty)
  }
}
