/// What is known of a conversation that is kept, beside its turns.
public struct ConversationSummary: Equatable, Sendable {
  /// A few letters and digits that name it; empty for one that has no name yet.
  public var id: String
  /// The first words of its first prompt, or what a person called it.
  public var title: String
  /// Where its prompts go.
  public var place: ConversationPlace
  /// When it began, ISO 8601 in UTC.
  public var createdAt: String
  /// When its last prompt was sent, ISO 8601 in UTC.
  public var usedAt: String
  /// How many prompts were sent.
  public var turnCount: Int

  /// A summary with all its parts.
  public init(
    id: String,
    title: String,
    place: ConversationPlace,
    createdAt: String,
    usedAt: String,
    turnCount: Int
  ) {
    self.id = id
    self.title = title
    self.place = place
    self.createdAt = createdAt
    self.usedAt = usedAt
    self.turnCount = turnCount
  }
}

/// What answers the prompts of a conversation, as far as it takes to ask it again.
///
/// Without a URL and without documents the program's own guide answers.
public struct ConversationPlace: Equatable, Sendable {
  /// The backend's name in the configuration, if it has one there.
  public var backend: String?
  /// The name of the wire format.
  public var api: String
  /// The backend's URL, without secrets.
  public var url: String?
  /// The folder of documents, from the root.
  public var documents: String?
  /// The model that was asked for where the configuration does not name it.
  public var model: String?

  /// A place with all its parts.
  public init(
    backend: String? = nil,
    api: String,
    url: String? = nil,
    documents: String? = nil,
    model: String? = nil
  ) {
    self.backend = backend
    self.api = api
    self.url = url
    self.documents = documents
    self.model = model
  }
}

extension ConversationPlace {
  /// Whether the same backend, by its name or else by its URL, or the same documents answer at both.
  public func isSame(as other: ConversationPlace) -> Bool {
    if backend != nil || other.backend != nil { return backend == other.backend }
    return url == other.url && documents == other.documents
  }
}

/// A conversation that is kept, whole.
public struct ConversationRecord: Equatable, Sendable {
  /// What is known of it.
  public var summary: ConversationSummary
  /// Its turns, oldest first.
  public var turns: [Turn]

  /// A conversation with its turns.
  public init(summary: ConversationSummary, turns: [Turn]) {
    self.summary = summary
    self.turns = turns
  }
}
