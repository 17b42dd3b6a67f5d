/// A step from one form of the store to the next.
///
/// Steps are only ever added behind the others: a store that has taken the first `n` of them says so in `PRAGMA user_version`.
struct Migration {
  /// What it brings, for messages.
  let name: String
  /// The statements.
  let sql: String

  /// All steps, the first of which makes the tables.
  ///
  /// The answer stands beside the rest of its reply, which is JSON without it, so that no text is there twice; the index
  /// (FTS5) takes the texts from the table. The order of turns, and of use, is by numbers, because clocks go
  /// back; and no number is given twice, because a program may come back to a turn that another has deleted.
  static let all = [
    Migration(
      name: "conversations, turns and their index",
      sql: """
        CREATE TABLE conversation (
          row INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          backend TEXT,
          api TEXT NOT NULL,
          url TEXT,
          documents TEXT,
          model TEXT,
          session TEXT,
          createdAt TEXT NOT NULL,
          usedAt TEXT NOT NULL,
          useNumber INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX conversationByUse ON conversation (useNumber);
        CREATE INDEX conversationBySession ON conversation (session, useNumber)
          WHERE session IS NOT NULL;
        CREATE TABLE turn (
          row INTEGER PRIMARY KEY AUTOINCREMENT,
          conversation INTEGER NOT NULL REFERENCES conversation (row) ON DELETE CASCADE,
          sentAt TEXT NOT NULL,
          prompt TEXT NOT NULL,
          answer TEXT NOT NULL DEFAULT '',
          reply TEXT,
          isRetried INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX turnByConversation ON turn (conversation);
        CREATE VIRTUAL TABLE turnText USING fts5 (
          prompt, answer, content = 'turn', content_rowid = 'row',
          tokenize = "unicode61 remove_diacritics 2"
        );
        CREATE TRIGGER turnAdded AFTER INSERT ON turn BEGIN
          INSERT INTO turnText (rowid, prompt, answer) VALUES (new.row, new.prompt, new.answer);
        END;
        CREATE TRIGGER turnRemoved AFTER DELETE ON turn BEGIN
          INSERT INTO turnText (turnText, rowid, prompt, answer)
            VALUES ('delete', old.row, old.prompt, old.answer);
        END;
        CREATE TRIGGER turnChanged AFTER UPDATE OF prompt, answer ON turn BEGIN
          INSERT INTO turnText (turnText, rowid, prompt, answer)
            VALUES ('delete', old.row, old.prompt, old.answer);
          INSERT INTO turnText (rowid, prompt, answer) VALUES (new.row, new.prompt, new.answer);
        END;
        """
    )
  ]
}
