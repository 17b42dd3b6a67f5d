public import Conversation
internal import SQLiteAccess
public import Session

extension SQLiteConversationStore {
  /// Gives a conversation another title.
  public func rename(_ id: String, to title: String) throws(StorageFailure) {
    try writing {
      try statement("UPDATE conversation SET title = ?2 WHERE id = ?1").run(.text(id), .text(title))
    }
  }

  /// Takes conversations out, and what the index still holds of their words; then makes the file smaller.
  ///
  /// What is freed is overwritten with zeros (`PRAGMA secure_delete`). The index only notes that something is deleted, until
  /// its parts are merged.
  public func delete(_ ids: [String]) throws(StorageFailure) {
    try writing {
      for id in ids {
        try statement("DELETE FROM conversation WHERE id = ?").run(.text(id))
      }
      try database.connection.execute("INSERT INTO turnText (turnText) VALUES ('optimize')")
    }
    // Without space for a copy the file keeps its size, with zeros in it.
    try? database.connection.execute("VACUUM")
  }

  private static let earlierUse = "(SELECT coalesce(min(useNumber), 1) - 1 FROM conversation)"

  /// Puts conversations in, in one transaction, as used before all that are there, and among themselves as their times say.
  public func add(_ records: [ConversationRecord]) throws(StorageFailure) -> [String?] {
    try writing {
      var ids = [String?](repeating: nil, count: records.count)
      let newestFirst = records.indices.sorted {
        (records[$0].summary.usedAt, $1) > (records[$1].summary.usedAt, $0)
      }
      for index in newestFirst { ids[index] = try add(records[index]) }
      return ids
    }
  }

  private func add(_ record: ConversationRecord) throws -> String? {
    if try isTaken(record.summary.id), try self.record(named: record.summary.id) == record {
      return nil
    }
    let (row, id) = try insert(record.summary, useNumber: Self.earlierUse)
    for turn in record.turns {
      try statement(
        """
        INSERT INTO turn (conversation, sentAt, prompt, answer, reply, isRetried)
        VALUES (?, ?, ?, ?, ?, ?)
        """
      ).run(
        .integer(row),
        .text(turn.sentAt ?? ""),
        .text(turn.prompt),
        .text(turn.reply.content),
        .text(StoredReply.text(of: turn)),
        .integer(turn.isRetried ? 1 : 0)
      )
    }
    return id
  }

  /// What is wrong with the file and with the index in it, in SQLite's words; empty where nothing is.
  public func damages() throws(StorageFailure) -> [String] {
    try reading {
      let words = try statement("PRAGMA integrity_check(20)").rows { $0.text(0) }
      guard words == ["ok"] else { return words }
      guard obstacle == nil else { return [] }
      do throws(SQLiteError) {
        try statement("INSERT INTO turnText (turnText, rank) VALUES ('integrity-check', 1)").run()
        return []
      } catch  where error.isDamage {
        return ["the index for search does not fit the conversations"]
      }
    }
  }
}
