internal import Conversation
internal import WireFormats

/// Where a conversation stands: what the next prompt has to carry, and the last reply with its follow-ups.
///
/// A stored conversation is taken up again by giving its thread to a new ``SessionState``.
public struct ConversationThread: Equatable, Sendable {
  private var conversationId: String?
  private var turns: [PastTurn] = []
  private(set) var lastTurn: Turn?

  /// A conversation in which nothing was said.
  public init() {}

  var lastReply: Reply? { lastTurn?.reply }

  var lastPrompt: String? { lastTurn?.prompt }

  /// The follow-up of the last reply that a bare number names.
  func followUp(named number: String) -> FollowUp? {
    lastReply?.followUps.first { String($0.number) == number }
  }

  /// The request that sends the next prompt.
  ///
  /// Turns go along only while the backend has given no id by which it knows them.
  func request(for prompt: String, stream: Bool) -> PromptRequest {
    PromptRequest(
      prompt: prompt,
      conversationId: conversationId,
      history: conversationId == nil ? turns : [],
      stream: stream
    )
  }

  /// Adds a turn that has ended, in whatever way; a turn without an answer is not sent along later.
  mutating func append(_ turn: Turn) {
    lastTurn = turn
    conversationId = turn.reply.facts.conversationId ?? conversationId
    guard !turn.reply.content.isEmpty else { return }
    turns.append(PastTurn(prompt: turn.prompt, answer: turn.reply.content))
  }
}
