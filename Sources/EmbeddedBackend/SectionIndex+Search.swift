internal import SQLiteAccess

/// A section as it was put in.
struct IndexedSection: Equatable {
  var id: Int
  var documentName: String
  var documentTitle: String
  /// Whether the body is Markdown in the document itself.
  var isMarkdown: Bool
  /// The headings that lead to it in one line; empty in front of the first one.
  var headings: String
  /// The last of these headings, or else the document's title.
  var heading: String
  var body: String
  var lines: ClosedRange<Int>
}

extension SectionIndex {
  /// The sections that match an expression of FTS5, best first, each with its rank by BM25: the higher, the better.
  ///
  /// A word in a heading counts as much as four in the text.
  func sections(matching expression: String, limit: Int) throws(SQLiteError) -> [(
    id: Int, rank: Double
  )] {
    try statement(
      """
      SELECT rowid, -bm25(passage, 1, 4, 1) AS rank FROM passage
      WHERE passage MATCH ? ORDER BY rank DESC, rowid LIMIT ?
      """
    ).rows(.text(expression), .integer(limit)) { ($0.integer(0), $0.real(1)) }
  }

  /// How many sections match an expression, counted up to a limit.
  func count(matching expression: String, limit: Int) throws(SQLiteError) -> Int {
    try statement("SELECT count(*) FROM (SELECT 1 FROM passage WHERE passage MATCH ? LIMIT ?)")
      .first(.text(expression), .integer(limit)) { $0.integer(0) } ?? 0
  }

  /// Whether one section matches an expression.
  func section(_ id: Int, matches expression: String) throws(SQLiteError) -> Bool {
    try statement("SELECT 1 FROM passage WHERE rowid = ? AND passage MATCH ?")
      .first(.integer(id), .text(expression)) { _ in true } ?? false
  }

  /// Where in the body of a section the words of an expression are: offsets of their first bytes.
  func places(of expression: String, in id: Int) throws(SQLiteError) -> [Int] {
    let marked = try statement(
      """
      SELECT highlight(passage, 2, char(1), char(2)) FROM passage
      WHERE rowid = ? AND passage MATCH ?
      """
    ).first(.integer(id), .text(expression)) { $0.text(0) }
    var places: [Int] = []
    var offset = 0
    for byte in (marked ?? "").utf8 {
      switch byte {
      case UInt8(ascii: Self.foundStart): places.append(offset)
      case UInt8(ascii: Self.foundEnd): break
      default: offset += 1
      }
    }
    return places
  }

  func section(_ id: Int) throws(SQLiteError) -> IndexedSection? {
    try sections("section.id = ?", .integer(id)).first
  }

  /// The sections that a topic names, in any case of its letters: by their heading, by the title of their document, or
  /// by the way that leads to them from either its title or its name.
  func sections(on topic: String) throws(SQLiteError) -> [IndexedSection] {
    var conditions = ["section.heading = ? COLLATE NOCASE", "document.title = ? COLLATE NOCASE"]
    if topic.contains(Self.headingSeparator) {
      // In front, because a heading may hold the separator itself; no index helps, so for these only.
      for name in ["document.name", "document.title"] {
        let path = "\(name) || '\(Self.headingSeparator)' || headings"
        conditions.append("\(path) = ? COLLATE NOCASE")
      }
    }
    for condition in conditions {
      let found = try sections(condition, .text(topic))
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What names a section: its heading where no other has it, or else the way that leads to it.
  func topic(of section: IndexedSection) throws(SQLiteError) -> String {
    // Parts of a long section are one.
    let isAmbiguous = try isMany(
      """
      SELECT DISTINCT document, headings FROM section JOIN passage ON passage.rowid = section.id
      WHERE section.heading = ? COLLATE NOCASE
      """,
      section.heading
    )
    guard isAmbiguous else { return section.heading }
    let title = section.documentTitle
    let isNamesake = try isMany("SELECT 1 FROM document WHERE title = ? COLLATE NOCASE", title)
    let name = isNamesake ? section.documentName : title
    return section.headings.isEmpty ? name : name + Self.headingSeparator + section.headings
  }

  private func isMany(_ query: String, _ value: String) throws(SQLiteError) -> Bool {
    let count = try statement("SELECT count(*) FROM (\(query) LIMIT 2)")
      .first(.text(value)) { $0.integer(0) }
    return count == 2
  }

  /// The sections in front of and behind one in its document, where parts of the same one do not count.
  func neighbours(of section: IndexedSection) throws(SQLiteError) -> [IndexedSection] {
    // Ids are given in order, and a document's all at once.
    let others = """
      SELECT other.id FROM section AS own
      JOIN passage AS ownText ON ownText.rowid = own.id
      JOIN section AS other ON other.document = own.document
      JOIN passage AS text ON text.rowid = other.id
      WHERE own.id = ?1 AND text.headings <> ownText.headings
      """
    return try sections(
      """
      section.id IN (
        SELECT * FROM (\(others) AND other.id < ?1 ORDER BY other.id DESC LIMIT 1)
        UNION SELECT * FROM (\(others) AND other.id > ?1 ORDER BY other.id LIMIT 1)
      )
      """,
      .integer(section.id)
    )
  }

  /// The titles of documents that have anything to say, in the order in which they were put in.
  func titles(limit: Int) throws(SQLiteError) -> [String] {
    try statement(
      """
      SELECT DISTINCT title FROM document
      WHERE EXISTS (SELECT 1 FROM section WHERE section.document = document.id) ORDER BY id LIMIT ?
      """
    ).rows(.integer(limit)) { $0.text(0) }
  }

  private func sections(
    _ condition: String,
    _ value: SQLiteValue
  ) throws(SQLiteError) -> [IndexedSection] {
    try statement(
      """
      SELECT section.id, name, document.title, headings, heading, body, firstLine, lastLine,
        isMarkdown
      FROM section
      JOIN document ON document.id = section.document
      JOIN passage ON passage.rowid = section.id
      WHERE \(condition) ORDER BY section.id LIMIT 20
      """
    ).rows(value) { row in
      IndexedSection(
        id: row.integer(0),
        documentName: row.text(1),
        documentTitle: row.text(2),
        isMarkdown: row.integer(8) == 1,
        headings: row.text(3),
        heading: row.text(4),
        body: row.text(5),
        lines: row.integer(6)...max(row.integer(6), row.integer(7))
      )
    }
  }
}
