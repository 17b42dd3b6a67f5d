public import Conversation
internal import WireFormats

/// Where a conversation stands: what the next prompt has to carry, and the last reply with its follow-ups.
///
/// A stored conversation is taken up again by giving its thread to a new ``SessionState``.
public struct ConversationThread: Equatable, Sendable {
  /// The id under which the backend knows the conversation.
  private(set) var conversationId: String?
  /// The token that the last reply gave for the conversation's session.
  private var sessionToken: String?
  /// All turns in their order, however they ended.
  private(set) var turns: [Turn] = []
  /// The images that went along with turns, by the turns' places; a stored conversation does not keep them.
  private var images: [Int: [Attachment]] = [:]
  /// The images that went along with what was sent last.
  var lastImages: [Attachment] { images[turns.count - 1] ?? [] }
  /// What was sent last, whether it was answered or not.
  var lastPrompt: String? { turns.last?.prompt }
  /// The last turn, however it ended.
  var lastTurn: Turn? { turns.last }
  /// The last reply that said anything, which follow-ups and sources are of.
  private(set) var lastReply: Reply?

  /// A conversation in which nothing was said.
  public init() {}

  /// Where a stored conversation stands that is gone on with at `place`.
  ///
  /// Only who gave the id of the conversation knows it.
  public init(goingOnWith record: ConversationRecord, at place: ConversationPlace) {
    for turn in record.turns { append(turn) }
    if !place.isSame(as: record.summary.place) { (conversationId, sessionToken) = (nil, nil) }
  }

  /// The follow-ups of the last reply that said anything.
  public var followUps: [FollowUp] { lastReply?.followUps ?? [] }

  /// The request that sends the next prompt.
  ///
  /// Turns go along only where the backend does not know them by the id of the conversation, and of these the last
  /// `context`.
  func request(
    for prompt: String,
    with images: [Attachment] = [],
    stream: Bool,
    context: Int = .max,
    parameters: RequestParameters = RequestParameters()
  ) -> PromptRequest {
    let turns = needsTurns(with: parameters) ? history : []
    var request = PromptRequest(
      prompt: prompt,
      attachments: images,
      conversationId: conversationId,
      sessionToken: sessionToken,
      history: turns.suffix(context),
      stream: stream,
      parameters: parameters
    )
    request.omittedTurns = turns.count - request.history.count
    return request
  }

  /// Whether the backend does not know the turns so far.
  private func needsTurns(with parameters: RequestParameters) -> Bool {
    guard conversationId != nil else { return true }
    let api = turns.last.flatMap { KnownAPIs.named($0.api) }
    return api?.needsTurns(with: parameters) == true
  }

  /// Whether there are more turns than `context` for a backend without a memory to know.
  func exceeds(_ context: Int, with parameters: RequestParameters) -> Bool {
    needsTurns(with: parameters) && history.count > context
  }

  /// What a backend without a memory needs to know: the turns that have an answer.
  private var history: [PastTurn] {
    turns.enumerated().compactMap { place, turn in
      turn.reply.content.isEmpty || turn.isRetried
        ? nil
        : PastTurn(
          prompt: turn.prompt,
          attachments: images[place] ?? [],
          answer: turn.reply.content
        )
    }
  }

  /// Takes the last turn out of what is sent along, because its prompt is sent again.
  mutating func retryLast() {
    if !turns.isEmpty { turns[turns.count - 1].isRetried = true }
  }

  /// Adds a turn that has ended, in whatever way, and the images that went along with it.
  ///
  /// A turn without an answer is not sent along later, and leaves the answer before it, with its follow-ups, the last one.
  mutating func append(_ turn: Turn, with images: [Attachment] = []) {
    if !images.isEmpty { self.images[turns.count] = images }
    let reply = turn.reply
    if let id = reply.facts.conversationId {
      conversationId = id
    } else if let id = reply.facts.id, id != conversationId, !reply.content.isEmpty,
      turns.contains(where: { $0.reply.facts.id == conversationId })
    {
      // The id of a message names the conversation up to it, without this turn.
      conversationId = nil
    }
    sessionToken = reply.facts.sessionToken ?? sessionToken
    if !reply.content.isEmpty || !reply.followUps.isEmpty { lastReply = reply }
    turns.append(turn)
  }
}
