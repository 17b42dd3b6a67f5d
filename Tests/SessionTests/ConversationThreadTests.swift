import Conversation
import Session
import Testing
import WireFormats

/// What the next prompt carries of the turns before it.
@Suite struct ConversationThreadTests {
  @Test func `an id of the backend goes along from the next turn on`() {
    var conversation = Transcript()
    #expect(conversation.enter("a").last == "send a")
    _ = conversation.reply(.started(MessageFacts(conversationId: "c1")), .text("A"))
    #expect(conversation.enter("b").last == "send b in c1")
    _ = conversation.reply(.text("B"))
    #expect(conversation.enter("c").last == "send c in c1")
    _ = conversation.reply(.started(MessageFacts(conversationId: "c2")), .text("C"))
    #expect(conversation.enter("d").last == "send d in c2")
  }

  @Test func `an id that is the last message's does not name a conversation with more`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    _ = conversation.reply(.started(MessageFacts(id: "r1", conversationId: "r1")), .text("A"))
    #expect(conversation.enter("b").last == "send b in r1")
    _ = conversation.reply(.started(MessageFacts(id: "r2")), .text("B"))
    #expect(conversation.enter("c").last == "send c after a → A after b → B")
    _ = conversation.reply(.started(MessageFacts(id: "r3", conversationId: "r3")), .text("C"))
    #expect(conversation.enter("d").last == "send d in r3")
  }

  @Test func `the id of a reply that failed counts too`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    _ = conversation.reply(
      .started(MessageFacts(conversationId: "c1")),
      failure: .wire(.incomplete)
    )
    #expect(conversation.enter("b").last == "send b in c1")
  }

  @Test func `without an id all answered turns go along`() {
    var conversation = Transcript()
    conversation.turn("a", "A")
    conversation.turn("b", "B")
    #expect(conversation.enter("c").last == "send c after a → A after b → B")
  }

  @Test(arguments: [
    ExchangeFailure.transport(.noAnswer), .wire(.empty), .transport(.cancelled(signal: 2)),
    .backend(BackendError(message: "busy", status: 503)),
  ])
  func `a turn without an answer does not go along`(failure: ExchangeFailure) {
    var conversation = Transcript()
    conversation.turn("a", "A")
    _ = conversation.enter("b")
    _ = conversation.reply(failure: failure)
    #expect(conversation.enter("c").last == "send c after a → A")
  }

  @Test func `nor does one whose answer is empty`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    _ = conversation.reply(.finished(.stop))
    #expect(conversation.enter("b").last == "send b")
  }

  @Test func `a new conversation carries nothing`() {
    var conversation = Transcript()
    conversation.turn("a", "A")
    #expect(
      conversation.enter("/new") == [
        "remember /new", "write [faint]A new conversation.⏎[/]", "read",
      ]
    )
    #expect(conversation.enter("b").last == "send b")
  }
}
