import CommandLine
import Conversation
import Testing

@testable import Session

/// The commands that show what stands behind an answer, and the one that judges it.
@Suite struct DetailCommandTests {
  private var conversation = Transcript()

  private mutating func answer(_ events: [ReplyEvent]) {
    _ = conversation.enter("Why?")
    _ = conversation.reply(events + [.finished(.stop)])
  }

  @Test(arguments: ["/reasoning", "/tools"])
  mutating func `says so where there is nothing to show`(command: String) {
    let before = conversation.enter(command)
    answer([.text("Because.")])
    let after = conversation.enter(command)
    for lines in [before, after] {
      #expect(lines.contains { $0.contains("chat: the last answer ") })
      #expect(lines.last == "read")
    }
  }

  @Test mutating func `shows reasoning and tools`() {
    answer([
      .reasoning(Reasoning(text: "Hm.")), .toolCall(ToolCall(id: "t", name: "Glob", result: "a")),
      .text("Because."),
    ])
    #expect(conversation.enter("/reasoning").contains { $0.contains("Hm.") })
    #expect(conversation.enter("/tools").contains { $0.contains("Glob") && $0.contains("│ [/]a") })
  }

  @Test mutating func `mean the last turn, also one that was stopped before any text`() {
    answer([.reasoning(Reasoning(text: "First.")), .text("Because.")])
    _ = conversation.enter("And?")
    _ = conversation.reply(
      .reasoning(Reasoning(text: "Second.")),
      .toolCall(ToolCall(name: "Glob")),
      failure: .transport(.cancelled(signal: 2))
    )
    #expect(conversation.enter("/reasoning").contains { $0.contains("Second.") })
    #expect(conversation.enter("/tools").contains { $0.contains("Glob") })
    #expect(!conversation.enter("/status").contains { $0.contains("stop") })
  }

  @Test mutating func `shows what is being done while nothing has been said`() {
    _ = conversation.enter("Why?")
    #expect(conversation.on(.reply(.reasoning(Reasoning(text: "Hm.")))) == ["status thinking …"])
    #expect(conversation.on(.reply(.toolCall(ToolCall(name: "Glob")))) == ["status Glob …"])
    _ = conversation.on(.reply(.text("Because.\n\n")))
    #expect(conversation.on(.reply(.reasoning(Reasoning(text: "Hm.")))).isEmpty)
  }

  @Test(arguments: [
    ("/feedback up", "give up"), ("/feedback down  Too  long. ", "give down Too  long."),
    ("/fe up", "give up"),
  ])
  mutating func `feedback is given on the last answer`(line: String, effect: String) {
    answer([.text("Because.")])
    #expect(conversation.enter(line).contains(effect))
  }

  @Test(arguments: ["/feedback", "/feedback great", "/feedback upwards"])
  mutating func `feedback is up or down`(line: String) {
    answer([.text("Because.")])
    #expect(conversation.enter(line).contains { $0.contains("needs 'up' or 'down'") })
  }

  @Test mutating func `feedback needs an answer`() {
    #expect(conversation.enter("/feedback up").contains { $0.contains("there is no answer yet") })
  }

  @Test mutating func `tells how the feedback went`() {
    let failure = Diagnostic("not let in", exitStatus: .notLetIn)
    #expect(
      conversation.on(.feedbackEnded(.sent)) == ["write [faint]The feedback was sent.⏎[/]", "read"]
    )
    #expect(conversation.on(.feedbackEnded(.notTaken)).first?.contains("takes no feedback") == true)
    #expect(conversation.on(.feedbackEnded(.failed(failure))).first?.contains("not let in") == true)
  }

  @Test mutating func `status tells of the conversation`() {
    #expect(conversation.enter("/status").contains { $0.contains("chat.example.com (glean)") })
    answer([.started(MessageFacts(conversationId: "c1", model: "large")), .text("Because.")])
    let lines = conversation.enter("/status").joined()
    #expect(lines.contains("c1") && lines.contains("large") && lines.contains("stop"))
  }

  @Test(arguments: [
    (FinishReason.length, "the limit of its length"), (.contentFilter, "content filter"),
    (.toolCalls, "waits for the outcome of tools"), (.cancelled, "the backend stopped it"),
  ])
  mutating func `an answer that the backend cut is told`(reason: FinishReason, words: String) {
    _ = conversation.enter("Why?")
    let lines = conversation.reply([.text("Because."), .finished(reason)])
    #expect(lines.contains { $0.hasPrefix("notify") && $0.contains(words) })
  }

  @Test mutating func `an answer is shown in the format that the backend names`() {
    _ = conversation.enter("Why?")
    let lines = conversation.reply([
      .started(MessageFacts(contentFormat: .html)), .text("<p>Because</p>"), .finished(.stop),
    ])
    #expect(lines.contains("write Because⏎"), "\(lines)")
  }

  @Test mutating func `a message of the system is shown as one`() {
    _ = conversation.enter("Why?")
    let lines = conversation.reply([
      .started(MessageFacts(type: .system)), .started(MessageFacts(id: "m")), .text("Closed."),
      .finished(.stop),
    ])
    #expect(lines.count { $0 == "write [faint]── a message of the system ──⏎[/]" } == 1)
  }
}
