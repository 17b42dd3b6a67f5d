internal import Conversation
internal import SQLiteAccess
public import Session

extension SQLiteConversationStore {
  /// The turns that hold all words, best first (BM25 of FTS5); where none does, those with words that begin so, and for
  /// writing without spaces, in which FTS5 sees no words, the newest that hold them anywhere.
  public func turns(
    holding words: SearchWords,
    limit: Int
  ) throws(StorageFailure) -> [FoundTurn] {
    try reading {
      for areBeginnings in [false, true] {
        let expression = Self.expression(for: words, areBeginnings: areBeginnings)
        let found = try turns(matching: expression, limit: limit)
        if !found.isEmpty { return found }
      }
      return words.needSpaces ? [] : try turns(containing: words, limit: limit)
    }
  }

  /// The terms in the language of FTS5, in which nothing in quotes has a meaning of its own.
  private static func expression(for words: SearchWords, areBeginnings: Bool) -> String {
    words.terms.map { "\"\($0.text)\"" + ($0.isPrefix || areBeginnings ? "*" : "") }
      .joined(separator: " ")
  }

  /// As many turns, the newest, are ranked: for a word that is in more of them, the time would be felt.
  private static let ranked = 10_000

  /// Stand around what was found: STX and ETX, which hardly any text holds, and which would do no harm in one.
  private static let marks: (start: Character, end: Character) = ("\u{2}", "\u{3}")

  private func turns(matching expression: String, limit: Int) throws -> [FoundTurn] {
    try statement(
      """
      SELECT \(Self.columns), \(Self.turnColumns),
        snippet(turnText, -1, '\(Self.marks.start)', '\(Self.marks.end)', '…', 24)
      FROM (
          SELECT row, rank FROM (
            SELECT rowid AS row, bm25(turnText) AS rank FROM turnText
            WHERE turnText MATCH ?1 ORDER BY rowid DESC LIMIT \(Self.ranked)
          ) ORDER BY rank LIMIT ?2
        ) AS best
        JOIN turnText ON turnText.rowid = best.row
        JOIN turn ON turn.row = best.row
        JOIN conversation ON conversation.row = turn.conversation
      WHERE turnText MATCH ?1 ORDER BY best.rank
      """
    ).rows(.text(expression), .integer(limit)) { row in
      FoundTurn(row, excerpt: Self.pieces(of: row.text(12)))
    }
  }

  private static func pieces(of marked: String) -> [FoundTurn.Piece] {
    var pieces: [FoundTurn.Piece] = []
    for (index, part) in marked.split(separator: marks.start, omittingEmptySubsequences: false)
      .enumerated()
    {
      let halves = part.split(separator: marks.end, maxSplits: 1, omittingEmptySubsequences: false)
      let isMarked = index > 0 && halves.count == 2
      if isMarked { pieces.append(.init(String(halves[0]), isFound: true)) }
      pieces.append(.init(String(isMarked ? halves[1] : part)))
    }
    return pieces.filter { !$0.text.isEmpty }
  }

  /// The number of a turn in its conversation, and its texts.
  private static let turnColumns = """
    (SELECT count(*) FROM turn AS other
      WHERE other.conversation = turn.conversation AND other.row <= turn.row), turn.prompt
    """

  private func turns(containing words: SearchWords, limit: Int) throws -> [FoundTurn] {
    let pattern = words.terms.map { _ in
      "(turn.prompt LIKE ? ESCAPE '\\' OR turn.answer LIKE ? ESCAPE '\\')"
    }.joined(separator: " AND ")
    let values = words.terms.flatMap { term in
      Array(repeating: SQLiteValue.text("%\(Self.escaped(term.text))%"), count: 2)
    }
    return try database.connection.prepare(
      """
      SELECT \(Self.columns), \(Self.turnColumns), turn.answer
      FROM turn JOIN conversation ON conversation.row = turn.conversation
      WHERE \(pattern) ORDER BY turn.row DESC LIMIT ?
      """
    ).rows(values + [.integer(limit)]) { row in
      FoundTurn(row, excerpt: Excerpt.pieces(of: [row.text(11), row.text(12)], holding: words))
    }
  }

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "%_\\".contains($0) ? ["\\", $0] : [$0] })
  }
}

extension FoundTurn {
  fileprivate init(_ row: Statement.Row, excerpt: [Piece]) {
    self.init(
      conversation: ConversationSummary(row),
      number: row.integer(10),
      prompt: row.text(11),
      excerpt: excerpt
    )
  }
}
