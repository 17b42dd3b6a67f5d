public import Conversation
internal import HostSystem
internal import Presentation
internal import SQLiteAccess
public import Session

/// Conversations in a file of SQLite, with full-text search.
///
/// For one thread. Several programs may use the file at once.
public final class SQLiteConversationStore: ConversationStore {
  let database: ConversationDatabase
  private var statements: [String: Statement] = [:]

  /// How long other programs are waited for, in milliseconds.
  public static let patience = 5_000

  /// Opens the store at a path, which is made where it is not there.
  ///
  /// Other programs are waited for up to `patience` milliseconds, as long as `isWanted` says so.
  public init(
    at path: String,
    patience: Int = patience,
    isWanted: @escaping () -> Bool = { true }
  ) throws(StorageFailure) {
    do {
      database = try ConversationDatabase(at: path, patience: patience, isWanted: isWanted)
    } catch {
      throw StorageFailure(error, at: path)
    }
  }

  init(_ database: ConversationDatabase) {
    self.database = database
  }

  /// Why nothing can be written; `nil` where it can.
  public var obstacle: StorageFailure? { database.obstacle }

  /// A statement, prepared once.
  func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try database.connection.prepare(sql)
    statements[sql] = statement
    return statement
  }

  /// Reads, with errors as the interface has them.
  func reading<Result>(_ body: () throws -> Result) throws(StorageFailure) -> Result {
    do {
      return try body()
    } catch {
      throw StorageFailure(error, at: database.path)
    }
  }

  /// Writes all or nothing.
  func writing<Result>(_ body: () throws -> Result) throws(StorageFailure) -> Result {
    if let obstacle { throw obstacle }
    return try reading { try database.connection.transaction(body) }
  }
}

// MARK: - Turns as they happen

extension SQLiteConversationStore {
  /// Keeps a prompt in one transaction, which also begins its conversation.
  public func begin(
    _ prompt: String,
    sentAt: String,
    in start: ConversationStart
  ) throws(StorageFailure) -> TurnKey {
    try writing {
      let summary = ConversationSummary(
        id: start.id ?? "",
        title: ConversationTitle.text(of: prompt),
        place: start.place,
        createdAt: sentAt,
        usedAt: sentAt,
        turnCount: 0
      )
      let (row, id) = try use(summary, session: start.session)
      try statement("INSERT INTO turn (conversation, sentAt, prompt) VALUES (?, ?, ?)")
        .run(.integer(row), .text(sentAt), .text(prompt))
      return TurnKey(conversation: id, row: database.connection.lastInsertedRow)
    }
  }

  /// The conversation, as the one that was used last; begun where it is not there, or no longer.
  private func use(
    _ summary: ConversationSummary,
    session: String?
  ) throws -> (row: Int, id: String) {
    let find = "SELECT row FROM conversation WHERE id = ?"
    guard let row = try statement(find).first(.text(summary.id), read: { $0.integer(0) }) else {
      return try insert(summary, session: session)
    }
    try statement(
      """
      UPDATE conversation SET backend = ?2, api = ?3, url = ?4, documents = ?5,
        model = ?6, session = coalesce(?7, session), usedAt = ?8, useNumber = \(Self.nextUse) WHERE row = ?1
      """
    ).run(
      .integer(row),
      SQLiteValue(summary.place.backend),
      .text(summary.place.api),
      SQLiteValue(summary.place.url),
      SQLiteValue(summary.place.documents),
      SQLiteValue(summary.place.model),
      SQLiteValue(session),
      .text(summary.usedAt)
    )
    return (row, summary.id)
  }

  static let nextUse = "(SELECT coalesce(max(useNumber), 0) + 1 FROM conversation)"

  /// Puts a conversation in, under its own id if that is free and can be typed, or else a new one.
  func insert(
    _ summary: ConversationSummary,
    session: String? = nil,
    useNumber: String = nextUse
  ) throws -> (row: Int, id: String) {
    var id = summary.id
    var generator = SystemRandomNumberGenerator()
    while try !ConversationID.isTypable(id) || isTaken(id) {
      id = ConversationID.random(using: &generator)
    }
    try statement(
      """
      INSERT INTO conversation
        (id, title, backend, api, url, documents, model, session, createdAt, usedAt, useNumber)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(useNumber))
      """
    ).run(
      .text(id),
      .text(summary.title),
      SQLiteValue(summary.place.backend),
      .text(summary.place.api),
      SQLiteValue(summary.place.url),
      SQLiteValue(summary.place.documents),
      SQLiteValue(summary.place.model),
      SQLiteValue(session),
      .text(summary.createdAt),
      .text(summary.usedAt)
    )
    return (database.connection.lastInsertedRow, id)
  }

  func isTaken(_ id: String) throws(SQLiteError) -> Bool {
    try statement("SELECT 1 FROM conversation WHERE id = ?").first(.text(id)) { _ in true } ?? false
  }

  /// Keeps a reply: its text, and the rest of it as JSON.
  public func finish(_ key: TurnKey, with turn: Turn) throws(StorageFailure) {
    try writing {
      try statement("UPDATE turn SET answer = ?2, reply = ?3 WHERE row = ?1")
        .run(.integer(key.row), .text(turn.reply.content), .text(StoredReply.text(of: turn)))
    }
  }

  /// Marks a turn whose prompt is sent again.
  public func markRetried(_ key: TurnKey) throws(StorageFailure) {
    try writing {
      try statement("UPDATE turn SET isRetried = 1 WHERE row = ?").run(.integer(key.row))
    }
  }

  /// Marks the last turn of a conversation as one whose prompt is sent again.
  public func markLastRetried(in conversation: String) throws(StorageFailure) {
    try writing {
      try statement(
        """
        UPDATE turn SET isRetried = 1 WHERE row = (
          SELECT max(row) FROM turn
          WHERE conversation = (SELECT row FROM conversation WHERE id = ?)
        )
        """
      ).run(.text(conversation))
    }
  }
}
