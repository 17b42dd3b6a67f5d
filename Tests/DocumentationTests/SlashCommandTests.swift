import Session
import Testing

/// The manual has the commands of a conversation, in the same order, and no others.
@Suite struct SlashCommandTests {
  @Test func `the manual has every slash command`() throws {
    let items = try ManualPage().items(in: "CONVERSATION").map(\.head.rendered)
    let written = items.filter { $0.hasPrefix("/") }
    #expect(written == SlashCommand.allCases.map(\.usage))
  }
}
