public import Conversation
internal import SQLiteAccess
public import Session

extension SQLiteConversationStore {
  /// The conversations that are asked for, the last used one first.
  public func conversations(
    _ query: ConversationQuery
  ) throws(StorageFailure) -> [ConversationSummary] {
    try reading { try summaries(query, orderedBy: "useNumber DESC") }
  }

  /// How many there are, counted.
  public func count(_ query: ConversationQuery) throws(StorageFailure) -> Int {
    try reading {
      try statement("SELECT count(*) FROM conversation WHERE \(Self.condition)")
        .first(
          SQLiteValue(query.backend),
          SQLiteValue(query.usedSince),
          SQLiteValue(query.usedBefore),
          SQLiteValue(query.idPrefix)
        ) { $0.integer(0) } ?? 0
    }
  }

  /// A conversation with all its turns.
  public func record(named id: String) throws(StorageFailure) -> ConversationRecord {
    let summary = try summary(named: id)
    return try reading { try record(summary) }
  }

  /// The prompts alone, without reading the replies.
  public func prompts(of id: String) throws(StorageFailure) -> [String] {
    try reading {
      try statement(
        """
        SELECT prompt FROM turn
        WHERE conversation = (SELECT row FROM conversation WHERE id = ?) ORDER BY row
        """
      ).rows(.text(id)) { $0.text(0) }
    }
  }

  /// A conversation by its id or the beginning of it.
  public func summary(named id: String) throws(StorageFailure) -> ConversationSummary {
    try reading {
      // Ids are in lower case; a person may read them out as capitals.
      let id = id.trimmed.lowercased()
      let found = try statement(
        "SELECT \(Self.columns) FROM conversation WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 5"
      ).rows(.text(id), read: ConversationSummary.init)
      guard let first = found.first, !id.isEmpty else { throw StorageFailure.unknown(id: id) }
      guard found.count == 1 || first.id == id else {
        throw StorageFailure.ambiguous(id: id, ids: found.map(\.id))
      }
      return first
    }
  }

  /// The last conversation with all its turns.
  public func lastRecord(session: String?) throws(StorageFailure) -> ConversationRecord {
    try reading {
      let condition = session == nil ? "?1 IS NULL" : "session = ?1"
      let last = try statement(
        """
        SELECT \(Self.columns) FROM conversation WHERE \(condition)
        ORDER BY useNumber DESC LIMIT 1
        """
      ).first(SQLiteValue(session), read: ConversationSummary.init)
      guard let last else { throw StorageFailure.none(session: session) }
      return try record(last)
    }
  }

  private func record(_ summary: ConversationSummary) throws -> ConversationRecord {
    let turns = try statement(
      """
      SELECT prompt, answer, reply, sentAt, isRetried FROM turn
      WHERE conversation = (SELECT row FROM conversation WHERE id = ?) ORDER BY row
      """
    ).rows(.text(summary.id)) { row in
      StoredReply.turn(
        prompt: row.text(0),
        answer: row.text(1),
        reply: row.textIfAny(2),
        api: summary.place.api,
        sentAt: row.text(3),
        isRetried: row.integer(4) == 1
      )
    }
    return ConversationRecord(summary: summary, turns: turns)
  }

  private func summaries(
    _ query: ConversationQuery,
    orderedBy order: String
  ) throws(SQLiteError) -> [ConversationSummary] {
    try statement(
      """
      SELECT \(Self.columns) FROM conversation WHERE \(Self.condition)
      ORDER BY \(order) LIMIT ?5
      """
    ).rows(
      SQLiteValue(query.backend),
      SQLiteValue(query.usedSince),
      SQLiteValue(query.usedBefore),
      SQLiteValue(query.idPrefix),
      .integer(query.limit ?? -1),
      read: ConversationSummary.init
    )
  }

  /// What a summary is read from.
  static let columns = """
    conversation.id, title, backend, api, url, documents, model, createdAt, usedAt,
    (SELECT count(*) FROM turn WHERE turn.conversation = conversation.row)
    """

  private static let condition = """
    (?1 IS NULL OR backend = ?1 OR api = ?1) AND (?2 IS NULL OR usedAt >= ?2)
    AND (?3 IS NULL OR usedAt < ?3 AND usedAt GLOB '[0-9][0-9][0-9][0-9]-*') AND (?4 IS NULL OR substr(id, 1, length(?4)) = ?4)
    """
}

extension ConversationSummary {
  /// The summary in the columns that ``SQLiteConversationStore/columns`` names.
  init(_ row: Statement.Row) {
    self.init(
      id: row.text(0),
      title: row.text(1),
      place: ConversationPlace(
        backend: row.textIfAny(2),
        api: row.text(3),
        url: row.textIfAny(4),
        documents: row.textIfAny(5),
        model: row.textIfAny(6)
      ),
      createdAt: row.text(7),
      usedAt: row.text(8),
      turnCount: row.integer(9)
    )
  }
}
