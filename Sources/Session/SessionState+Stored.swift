internal import Conversation
internal import Presentation
internal import TerminalText

// Stored conversations in a conversation.

extension SessionState {
  /// Looks for words in all conversations.
  func search(_ operand: String) -> [SessionEffect] {
    guard let words = SearchWords(operand) else {
      return refuse("'/search' needs the words to look for")
    }
    return [.find(words)]
  }

  /// Lists stored conversations.
  func list(_ conversations: [ConversationSummary], more: Int, now: Int) -> [SessionEffect] {
    guard !conversations.isEmpty else { return refuse("there is no stored conversation yet") }
    var text = ConversationListing(conversations).table(width: width, now: now)
    if more > 0 {
      text.append("  and \(more) more: 'chat conversations --limit 0'\n", role: .aside)
    }
    return say(text)
  }

  /// Lists what was found in stored conversations.
  func list(_ turns: [FoundTurn], now: Int) -> [SessionEffect] {
    guard !turns.isEmpty else { return refuse("nothing like that is in the stored conversations") }
    return say(SearchListing(turns).text(layout: layout, now: now))
  }
}
