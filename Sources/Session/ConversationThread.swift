internal import Conversation
internal import WireFormats

/// Where a conversation stands: what the next prompt has to carry, and the last reply with its follow-ups.
///
/// A stored conversation is taken up again by giving its thread to a new ``SessionState``.
public struct ConversationThread: Equatable, Sendable {
  /// The id under which the backend knows the conversation.
  private(set) var conversationId: String?
  private var turns: [PastTurn] = []
  /// What was sent last, whether it was answered or not.
  private(set) var lastPrompt: String?
  /// The last turn, however it ended.
  private(set) var lastTurn: Turn?
  /// The last reply that said anything, which follow-ups and sources are of.
  private(set) var lastReply: Reply?

  /// A conversation in which nothing was said.
  public init() {}

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

  /// Adds a turn that has ended, in whatever way.
  ///
  /// A turn without an answer is not sent along later, and leaves the answer before it, with its follow-ups, the last one.
  mutating func append(_ turn: Turn) {
    let reply = turn.reply
    lastPrompt = turn.prompt
    lastTurn = turn
    conversationId = reply.facts.conversationId ?? conversationId
    if !reply.content.isEmpty || !reply.followUps.isEmpty { lastReply = reply }
    if !reply.content.isEmpty {
      turns.append(PastTurn(prompt: turn.prompt, answer: reply.content))
    }
  }
}
