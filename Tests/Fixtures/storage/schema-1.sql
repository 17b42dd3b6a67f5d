-- A store as version 0.2.0 wrote it, its first form.
PRAGMA application_id = 1667785826;
PRAGMA user_version = 1;
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
INSERT INTO conversation
  (id, title, backend, api, url, documents, session, createdAt, usedAt, useNumber)
VALUES
  ('k3f9ab', 'How much leave do I have?', 'work', 'glean', 'https://chat.example.com/chat', NULL, 'tty1',
   '2026-02-17T08:00:00.000Z', '2026-02-17T08:01:00.000Z', 1);
INSERT INTO turn (conversation, sentAt, prompt, answer, reply, isRetried) VALUES
  (1, '2026-02-17T08:00:00.000Z', 'How much leave do I have?', 'Leave is 20 days [1].',
   '{"conversationId":"c1","backend":"work","api":"glean","role":"assistant","type":"bot_response","contentFormat":"markdown","citations":[{"number":1,"title":"Leave policy","ranges":[{"start":0,"end":20}]}],"followUps":[{"number":1,"prompt":"How do I book it?"}],"finishReason":"stop","elapsedMillis":12}',
   0);
INSERT INTO turn (conversation, sentAt, prompt) VALUES (1, '2026-02-17T08:01:00.000Z', 'How do I book it?');
