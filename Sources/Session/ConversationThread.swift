public import Conversation
internal import TerminalText
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
  /// What was sent in turns, by their places; of a stored conversation only the text is known.
  private var sent: [Int: ComposedPrompt] = [:]
  /// What was sent last, whether it was answered or not.
  var lastPrompt: ComposedPrompt? { turns.isEmpty ? nil : prompt(at: turns.count - 1) }
  /// The last turn, however it ended.
  var lastTurn: Turn? { turns.last }
  /// The last reply that said anything, which follow-ups and sources are of.
  private(set) var lastReply: Reply?

  // What was told, once in a conversation.
  private var hasToldOfContext = false
  private var imagesToldOf: Set<String> = []

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
    for prompt: ComposedPrompt,
    stream: Bool,
    context: Int = .max,
    parameters: RequestParameters = RequestParameters()
  ) -> PromptRequest {
    let past = past(context, before: prompt, with: parameters).turns
    var request = PromptRequest(
      prompt: prompt.text,
      attachments: prompt.files.images,
      conversationId: conversationId,
      sessionToken: sessionToken,
      history: past,
      stream: stream,
      parameters: parameters
    )
    request.omittedTurns = answeredPlaces.count - past.count
    return request
  }

  /// Whether the backend does not know the turns so far.
  private func needsTurns(with parameters: RequestParameters) -> Bool {
    guard conversationId != nil else { return true }
    let api = turns.last.flatMap { KnownAPIs.named($0.api) }
    return api?.needsTurns(with: parameters) == true
  }

  /// What does not go along with a prompt although it once did, for the person to know; each is told once.
  mutating func notices(
    before prompt: ComposedPrompt,
    context: Int,
    parameters: RequestParameters = RequestParameters(),
    takesTurns: Bool
  ) -> [StyledText] {
    var notices: [StyledText] = []
    let exceeds = needsTurns(with: parameters) && answeredPlaces.count > context
    if takesTurns, !hasToldOfContext, exceeds {
      hasToldOfContext = true
      notices.append(Notice.context(context))
    }
    let past = takesTurns ? past(context, before: prompt, with: parameters) : Past()
    let lost = tellable(past.lost + prompt.files.filter(isLost: true).files.map(\.name))
    if !lost.isEmpty { notices.append(Notice.lostImages(lost)) }
    let left = tellable(past.left)
    if !left.isEmpty { notices.append(Notice.leftImages(left)) }
    return notices
  }

  /// Those of the names that were not told of before.
  private mutating func tellable(_ names: [String]) -> [String] {
    names.filter { imagesToldOf.insert($0).inserted }
  }

  /// What a backend without a memory needs to know, and the names of the images that are missing there.
  private struct Past {
    var turns: [PastTurn] = []
    /// Those that are not stored.
    var lost: [String] = []
    /// Those for which there is no room.
    var left: [String] = []
  }

  /// The last answered turns; where all images would be too large together, the older ones stay behind.
  private func past(
    _ context: Int,
    before prompt: ComposedPrompt,
    with parameters: RequestParameters
  ) -> Past {
    guard needsTurns(with: parameters) else { return Past() }
    var past = Past()
    var room = AttachedFiles.mostOfImages - prompt.files.images.size
    for place in answeredPlaces.suffix(context).reversed() {
      let files = self.prompt(at: place).files
      var turn = PastTurn(
        prompt: turns[place].prompt,
        attachments: files.images,
        answer: turns[place].reply.content
      )
      room -= turn.attachments.size
      if room < 0 {
        past.left = turn.attachments.map(\.name) + past.left
        turn.attachments = []
      }
      past.lost = files.filter(isLost: true).files.map(\.name) + past.lost
      past.turns.append(turn)
    }
    past.turns.reverse()
    return past
  }

  /// The places of the turns that have an answer, and whose prompt was not sent again.
  private var answeredPlaces: [Int] {
    turns.indices.filter { !turns[$0].reply.content.isEmpty && !turns[$0].isRetried }
  }

  private func prompt(at place: Int) -> ComposedPrompt {
    sent[place] ?? ComposedPrompt(stored: turns[place].prompt)
  }

  /// Takes the last turn out of what is sent along, because its prompt is sent again.
  mutating func retryLast() {
    if !turns.isEmpty { turns[turns.count - 1].isRetried = true }
  }

  /// Adds a turn that has ended, in whatever way, and what was sent in it where more of that is known than its text.
  ///
  /// A turn without an answer is not sent along later, and leaves the answer before it, with its follow-ups, the last one.
  mutating func append(_ turn: Turn, of prompt: ComposedPrompt? = nil) {
    sent[turns.count] = prompt
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
