public import Conversation

/// Where conversations are kept.
///
/// Whatever it has confirmed by returning is on the disk. Reading changes nothing.
public protocol ConversationStore: AnyObject {
  /// Keeps a prompt that is about to be sent, at the end of a conversation, which is begun where there is none.
  func begin(_ prompt: String, sentAt: String, in start: ConversationStart) throws(StorageFailure)
    -> TurnKey

  /// Keeps the reply to a prompt that was kept; nothing where the conversation was deleted meanwhile.
  func finish(_ key: TurnKey, with turn: Turn) throws(StorageFailure)

  /// Marks a turn as one whose prompt was sent again.
  func markRetried(_ key: TurnKey) throws(StorageFailure)

  /// Marks the last turn of a conversation as one whose prompt was sent again.
  func markLastRetried(in conversation: String) throws(StorageFailure)

  /// The conversations that are asked for, the last used one first.
  func conversations(_ query: ConversationQuery) throws(StorageFailure) -> [ConversationSummary]

  /// How many conversations there are of those that are asked for, whatever the limit.
  func count(_ query: ConversationQuery) throws(StorageFailure) -> Int

  /// What is known of a conversation beside its turns; by its id, or by the beginning of it if no other begins so.
  func summary(named id: String) throws(StorageFailure) -> ConversationSummary

  /// The prompts of a conversation, oldest first.
  func prompts(of id: String) throws(StorageFailure) -> [String]

  /// A conversation, found as ``summary(named:)`` finds it.
  func record(named id: String) throws(StorageFailure) -> ConversationRecord

  /// The conversation that was used last, in the terminal session of that name if there is one.
  func lastRecord(session: String?) throws(StorageFailure) -> ConversationRecord

  /// The turns that hold all words of a text, best first.
  func turns(holding words: SearchWords, limit: Int) throws(StorageFailure) -> [FoundTurn]

  /// Gives a conversation another title.
  func rename(_ id: String, to title: String) throws(StorageFailure)

  /// Takes conversations out so that nothing of their text is left in the store's files.
  func delete(_ ids: [String]) throws(StorageFailure)

  /// Puts conversations in, all of them or none; one whose id is another's, or cannot be typed, gets a new id.
  ///
  /// - Returns: The id of each, in their order; `nil` for one that was there already, turn by turn.
  func add(_ records: [ConversationRecord]) throws(StorageFailure) -> [String?]
}

/// The conversations that are kept, as a conversation sees them that can go over to one of them.
public protocol ConversationArchive: AnyObject {
  /// The moment, in milliseconds since 1970.
  var now: Int { get }

  /// The store; `nil` where nothing is kept yet.
  func store() throws(StorageFailure) -> (any ConversationStore)?

  /// A conversation by its id, and the way to what answers it, unless that is what answers at `place`.
  func resume(
    _ id: String,
    from place: ConversationPlace
  ) -> Result<(ConversationRecord, Connection?), ConnectionFailure>
}

/// Where a prompt is kept: in a conversation that is there, or in a new one.
public struct ConversationStart: Equatable, Sendable {
  /// The conversation's id; `nil` begins one.
  public var id: String?
  /// What answers the prompt.
  public var place: ConversationPlace
  /// The name of the terminal session, if it has one.
  public var session: String?

  /// A start with all its parts.
  public init(id: String? = nil, place: ConversationPlace, session: String? = nil) {
    self.id = id
    self.place = place
    self.session = session
  }
}

/// What names a turn that is kept.
public struct TurnKey: Equatable, Sendable {
  /// The id of its conversation.
  public var conversation: String
  /// The store's own number for it.
  public var row: Int

  /// The turn of that number.
  public init(conversation: String, row: Int) {
    self.conversation = conversation
    self.row = row
  }
}

/// Which conversations are asked for.
public struct ConversationQuery: Equatable, Sendable {
  /// Those with a backend of this name, or with this API.
  public var backend: String?
  /// Those that were used at this moment or later, ISO 8601 in UTC.
  public var usedSince: String?
  /// Those that were used before this moment, ISO 8601 in UTC.
  public var usedBefore: String?
  /// Those whose id begins like this.
  public var idPrefix: String?
  /// At most so many; `nil` is all.
  public var limit: Int?

  /// A query for all, or for some of them.
  public init(
    backend: String? = nil,
    usedSince: String? = nil,
    usedBefore: String? = nil,
    idPrefix: String? = nil,
    limit: Int? = nil
  ) {
    self.backend = backend
    self.usedSince = usedSince
    self.usedBefore = usedBefore
    self.idPrefix = idPrefix
    self.limit = limit
  }
}

/// A turn in which something was looked for and found.
public struct FoundTurn: Equatable, Sendable {
  /// The conversation that it is in.
  public var conversation: ConversationSummary
  /// Its number there, from 1.
  public var number: Int
  /// What was sent.
  public var prompt: String
  /// A few words around what was found, in pieces that were found and pieces that were not.
  public var excerpt: [Piece]

  /// A stretch of text.
  public struct Piece: Equatable, Sendable {
    /// The text.
    public var text: String
    /// Whether this is what was looked for.
    public var isFound: Bool

    /// A stretch of text.
    public init(_ text: String, isFound: Bool = false) {
      self.text = text
      self.isFound = isFound
    }
  }

  /// A turn with all its parts.
  public init(
    conversation: ConversationSummary,
    number: Int,
    prompt: String,
    excerpt: [Piece]
  ) {
    self.conversation = conversation
    self.number = number
    self.prompt = prompt
    self.excerpt = excerpt
  }
}
