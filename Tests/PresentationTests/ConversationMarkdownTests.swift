import Conversation
import Testing

@testable import Presentation

@Suite struct ConversationMarkdownTests {
  private func turn(_ prompt: String, _ change: (inout Reply) -> Void) -> Turn {
    var reply = Reply()
    change(&reply)
    return Turn(prompt: prompt, api: "glean", reply: reply)
  }

  @Test func `writes prompts as quotes, answers as they came, and sources below`() {
    let first = turn("How much?\n> really") { reply in
      reply.apply(.text("**Twenty** days."))
      reply.apply(
        .citations([
          Citation(
            number: 1,
            title: "Leave [policy]",
            url: "https://docs.example.com/a)b",
            source: "gdrive",
            page: 2
          ),
          Citation(number: 2, title: "No address"),
        ])
      )
    }
    let second = turn("Who?") { reply in
      reply.apply(.text("Me"))
      reply.isIncomplete = true
    }
    #expect(
      ConversationMarkdown.text(of: [first, second]) == """
        > How much?
        > > really

        **Twenty** days.

        Sources:

        - [1] [Leave [policy]](<https://docs.example.com/a)b>), gdrive, p. 2
        - [2] No address

        > Who?

        Me

        *The answer is incomplete.*

        """
    )
  }

  @Test func `quotes each line, however it ends`() {
    let text = ConversationMarkdown.text(of: [turn("a\r\n# b\r\rc\nd") { $0.apply(.text("e")) }])
    #expect(text == "> a\n> # b\n> \n> c\n> d\n\ne\n")
  }
}
