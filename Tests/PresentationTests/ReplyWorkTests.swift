import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

/// Reasoning, tools, feedback and the facts of an answer, for people.
@Suite struct ReplyWorkTests {
  private let commands = ReplyFooter.Commands(
    sources: "/sources",
    reasoning: "/reasoning",
    tools: "/tools"
  )

  private var reply: Reply {
    var reply = Reply()
    reply.reasoning = Reasoning(text: "First I look.\nThen I answer.", durationMillis: 840)
    reply.toolCalls = [
      ToolCall(
        id: "t1",
        name: "Bash",
        input: .object([
          .init("command", .string("ls -l\nwc -l a.txt")), .init("timeout", .number("5")),
        ]),
        status: "completed",
        result: "a.txt\n12 a.txt\n"
      ),
      ToolCall(id: "t2", name: "Read", isError: true),
    ]
    var result = CallbackResult(toolCallId: "t1", toolName: "Bash", type: "bash_script")
    result.exitCode = 1
    result.stderr = "no such file\u{1b}[31m"
    reply.callbackResults = [result]
    reply.confidence = Confidence(label: "High")
    reply.feedback = [
      Feedback(helpful: true, ratings: [.init("accuracy", 4)], comment: "Good\nwork."), Feedback(),
      Feedback(helpful: false, categories: ["poor_citations"]),
    ]
    return reply
  }

  @Test(arguments: [80, 30])
  func `stands below an answer`(width: Int) {
    let text = ReplyFooter(Layout(width: width)).text(of: reply, commands: commands)
    expectGolden(text.notation, named: "footer/work.\(width).txt")
    let details = ReplyFooter(Layout(width: width))
    let all = details.reasoning(
      Reasoning(text: "First I look.\nThen I answer.", durationMillis: 840)
    )
    expectGolden(
      (all + details.toolDetails(of: reply)).notation,
      named: "footer/work-details.\(width).txt"
    )
  }

  @Test func `says how long it thought only where that is known, and names no command in a pipe`() {
    let footer = ReplyFooter(Layout(width: 80))
    #expect(footer.foldedReasoning(Reasoning(text: "So.")).plainText == "thought about it\n")
    let told = footer.foldedReasoning(Reasoning(text: "So.", durationMillis: 12_400), command: "/r")
    #expect(told.plainText == "thought for 12 s · /r\n")
    let silent = footer.foldedReasoning(Reasoning(durationMillis: 0), command: "/r")
    #expect(silent.plainText == "thought for 0.0 s\n")
  }

  @Test(arguments: [
    (0, "0.0 s"), (49, "0.0 s"), (50, "0.1 s"), (840, "0.8 s"), (9_940, "9.9 s"), (9_960, "10 s"),
    (59_400, "59 s"), (59_600, "1 min 0 s"), (185_000, "3 min 5 s"), (-5, "0.0 s"),
  ])
  func `tells times as people do`(millis: Int, words: String) {
    #expect(ReplyFooter.seconds(millis) == words)
  }

  @Test func `counts the tools that are too many`() {
    var reply = Reply()
    reply.toolCalls = (1...12).map { ToolCall(id: "t\($0)", name: "Glob\($0)") }
    let short = ReplyFooter(Layout(width: 80)).tools(of: reply, hidesRestBehind: "/tools").plainText
    #expect(short.split(separator: "\n").count == 10)
    #expect(short.hasSuffix("  and 4 more: /tools\n"))
    #expect(ReplyFooter(Layout(width: 80)).tools(of: reply).plainText.contains("Glob12"))
  }

  @Test func `lists the facts that are known`() {
    var turn = Turn(prompt: "Why?", api: "mix", reply: reply, elapsedMillis: 2_130)
    turn.reply.facts = MessageFacts(
      id: "m1",
      model: "large",
      backendTimeMillis: 1_900,
      createdAt: "2026-02-17T08:00:00.000Z",
      updatedAt: "2026-02-17T08:00:00.000Z"
    )
    turn.reply.finishReason = .contentFilter
    turn.reply.usage = Usage(inputTokens: 12, totalTokens: 46, cachedTokens: 0, cost: 0.001)
    let text = ReplyStatus.text(
      of: turn,
      backend: "chat.example.com (mix)",
      url: "https://chat.example.com/api",
      conversationId: "s1"
    )
    expectGolden(text.plainText, named: "footer/status.txt")
    let narrow = ReplyStatus.text(
      of: turn,
      backend: "chat.example.com (mix)",
      url: "https://chat.example.com/api/that/is/long",
      conversationId: "s1",
      layout: Layout(width: 40)
    )
    expectGolden(narrow.plainText, named: "footer/status-narrow.txt")
    let bare = ReplyStatus.text(of: nil, backend: "guide", url: "", conversationId: nil)
    #expect(bare.plainText == "  backend  guide\n")
  }
}

extension ReplyWorkTests {
  @Test(arguments: [
    (49, "0.0 s"), (50, "0.1 s"), (.max, "153722867280912 min 56 s"), (.min, "0.0 s"),
  ])
  func `any time can be told`(millis: Int, words: String) {
    #expect(ReplyFooter.seconds(millis) == words)
  }

  @Test func `any lines of a source can be told`() {
    let citation = Citation(number: 1, title: "t", lines: .min ... .max)
    #expect(
      ReplyFooter(Layout()).sources([citation]).plainText.contains("lines -9223372036854775808–")
    )
  }
}
