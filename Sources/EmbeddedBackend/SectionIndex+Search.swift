internal import SQLiteAccess

/// A section as it was put in.
struct IndexedSection: Equatable {
  var id: Int
  var documentName: String
  var documentTitle: String
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

  /// The sections with a heading, in any case of its letters; or those of a document of that title.
  func sections(titled title: String) throws(SQLiteError) -> [IndexedSection] {
    let byHeading = try sections("section.heading = ? COLLATE NOCASE", .text(title))
    if !byHeading.isEmpty { return byHeading }
    return try sections("document.title = ? COLLATE NOCASE", .text(title))
  }

  /// The sections on both sides of one in its document.
  func neighbours(of id: Int) throws(SQLiteError) -> [IndexedSection] {
    // Ids are given in order, and a document's all at once.
    try sections(
      """
      section.id IN (?1 - 1, ?1 + 1)
      AND section.document = (SELECT document FROM section WHERE id = ?1)
      """,
      .integer(id)
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
      SELECT section.id, name, document.title, headings, heading, body, firstLine, lastLine
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
        headings: row.text(3),
        heading: row.text(4),
        body: row.text(5),
        lines: row.integer(6)...max(row.integer(6), row.integer(7))
      )
    }
  }
}
