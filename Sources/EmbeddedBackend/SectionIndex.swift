internal import SQLiteAccess

/// Sections of documents in a database with full-text search (SQLite FTS5).
///
/// Words are matched by their stem (the Porter stemmer of FTS5), without regard to case and accents.
final class SectionIndex {
  let connection: Connection
  private let hasPrefixes: Bool
  /// The statements that were needed so far, by their SQL.
  private var statements: [String: Statement] = [:]

  /// The scalars around what was found in a text; no body holds them.
  static let foundStart: Unicode.Scalar = "\u{1}"
  static let foundEnd: Unicode.Scalar = "\u{2}"

  /// Says which database is one of ours (`PRAGMA application_id`): "chat" in ASCII.
  static let applicationId = 0x6368_6174
  /// The version of the tables and of what is put into them (`PRAGMA user_version`).
  static let version = 1

  /// The index in a database; whatever else is in it, also an index of another version, is emptied.
  ///
  /// Beginnings of words are found without `prefixes` too. With those of two letters, at which very many words begin, a
  /// large index is asked ten times faster; those of three and four would double the time of making it for nothing.
  init(_ connection: Connection, prefixes: Bool = true) throws {
    self.connection = connection
    hasPrefixes = prefixes
    // What can be made again need not outlive a power failure.
    try connection.execute(
      "PRAGMA temp_store = MEMORY; PRAGMA synchronous = OFF; PRAGMA journal_mode = TRUNCATE"
    )
    guard try !isCurrent() else { return }
    if try !isEmpty() { try connection.reset() }
    try connection.transaction {
      if try !isCurrent() { try connection.execute(schema) }
    }
  }

  /// Takes everything out, also of a damaged database.
  func reset() throws {
    statements = [:]
    try connection.reset()
    try connection.transaction { try connection.execute(schema) }
  }

  private func isEmpty() throws(SQLiteError) -> Bool {
    try connection.prepare("SELECT 1 FROM sqlite_schema").first { _ in false } ?? true
  }

  /// Whether the database holds an index of this version.
  private func isCurrent() throws(SQLiteError) -> Bool {
    let id = try connection.prepare("PRAGMA application_id").first { $0.integer(0) }
    let version = try connection.prepare("PRAGMA user_version").first { $0.integer(0) }
    return id == Self.applicationId && version == Self.version
  }

  private var schema: String {
    """
    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      isMarkdown INTEGER NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL
    );
    CREATE TABLE section (
      id INTEGER PRIMARY KEY,
      document INTEGER NOT NULL,
      heading TEXT NOT NULL COLLATE NOCASE,
      firstLine INTEGER NOT NULL,
      lastLine INTEGER NOT NULL
    );
    CREATE INDEX sectionOfDocument ON section (document);
    CREATE INDEX sectionByHeading ON section (heading);
    CREATE INDEX documentByTitle ON document (title COLLATE NOCASE);
    CREATE VIRTUAL TABLE passage USING fts5 (
      title, headings, body, tokenize = 'porter unicode61 remove_diacritics 2'
      \(hasPrefixes ? ", prefix = '2'" : "")
    );
    PRAGMA application_id = \(Self.applicationId);
    PRAGMA user_version = \(Self.version);
    """
  }

  /// A statement, prepared once.
  func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let known = statements[sql] { return known }
    let statement = try connection.prepare(sql)
    statements[sql] = statement
    return statement
  }
}

// MARK: - What is in it

extension SectionIndex {
  /// What identifies a state of a file.
  struct Version: Equatable {
    var size: Int
    var modified: Int
  }

  /// The versions of all documents by the bytes of their names: to Swift, names are equal that are different files.
  func versions() throws(SQLiteError) -> [[UInt8]: Version] {
    let rows = try statement("SELECT name, size, modified FROM document").rows { row in
      (Array(row.text(0).utf8), Version(size: row.integer(1), modified: row.integer(2)))
    }
    return Dictionary(rows) { first, _ in first }
  }

  func version(of name: String) throws(SQLiteError) -> Version? {
    try statement("SELECT size, modified FROM document WHERE name = ?").first(.text(name)) {
      Version(size: $0.integer(0), modified: $0.integer(1))
    }
  }

  /// How many documents have anything to say.
  func documentCount() throws(SQLiteError) -> Int {
    try statement("SELECT count(DISTINCT document) FROM section").first { $0.integer(0) } ?? 0
  }

  func sectionCount() throws(SQLiteError) -> Int {
    try statement("SELECT count(*) FROM section").first { $0.integer(0) } ?? 0
  }

  /// Puts a document in, in place of an earlier version of it.
  func add(_ document: Document, name: String, _ version: Version) throws(SQLiteError) {
    try remove(name)
    try statement(
      "INSERT INTO document (name, title, isMarkdown, size, modified) VALUES (?, ?, ?, ?, ?)"
    ).run(
      .text(name),
      .text(document.title),
      .integer(document.isMarkdown ? 1 : 0),
      .integer(version.size),
      .integer(version.modified)
    )
    let id = connection.lastInsertedRow
    for section in document.sections {
      let heading = section.headings.last ?? document.title
      try statement(
        "INSERT INTO section (document, heading, firstLine, lastLine) VALUES (?, ?, ?, ?)"
      ).run(
        .integer(id),
        .text(heading),
        .integer(section.lines.lowerBound),
        .integer(section.lines.upperBound)
      )
      try statement("INSERT INTO passage (rowid, title, headings, body) VALUES (?, ?, ?, ?)").run(
        .integer(connection.lastInsertedRow),
        .text(document.title),
        .text(section.headings.joined(separator: Self.headingSeparator)),
        .text(section.body)
      )
    }
  }

  /// Takes a document out, if it is there.
  func remove(_ name: String) throws(SQLiteError) {
    let find = "SELECT id FROM document WHERE name = ?"
    guard let id = try statement(find).first(.text(name), read: { $0.integer(0) }) else { return }
    try statement("DELETE FROM passage WHERE rowid IN (SELECT id FROM section WHERE document = ?)")
      .run(.integer(id))
    try statement("DELETE FROM section WHERE document = ?").run(.integer(id))
    try statement("DELETE FROM document WHERE id = ?").run(.integer(id))
  }

  /// Stands between the headings of a path, and between a document's title and them.
  static let headingSeparator = " › "
}
