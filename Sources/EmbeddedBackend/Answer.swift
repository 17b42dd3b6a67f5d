internal import Conversation
internal import SQLiteAccess

/// An answer put together from what was found.
struct Answer: Equatable {
  /// A passage with the section it is from.
  struct Quote: Equatable {
    var passage: Passage
    var section: IndexedSection
    var score: Double
  }

  /// What is quoted, best first; empty when nothing was found.
  let quotes: [Quote]
  /// How sure it is that this answers the question, 0 to 1.
  let confidence: Double
  /// Prompts that lead further.
  let followUps: [String]

  /// The most sections that are quoted.
  private static let mostQuotes = 3
  /// The most follow-ups.
  private static let mostFollowUps = 4
  /// A section that covers less of the question does not answer it.
  private static let leastCoverage = 0.5
  /// The most confidence for a single word that is in no heading.
  private static let singleWord = 0.6
  /// What a further section needs of the best one's score to be quoted too.
  private static let leastShare = 0.3

  /// The answer of an index to a question.
  init(to question: Question, from index: SectionIndex) throws {
    let hits = try Retrieval(index).hits(for: question)
    confidence = Self.confidence(in: hits, question)
    guard let best = hits.first, best.coverage >= Self.leastCoverage else {
      quotes = []
      let closest = try hits.prefix(1).map { try index.topic(of: $0.section) }
      followUps = try Self.unique(
        closest + index.titles(limit: Self.mostFollowUps),
        but: [question.text]
      )
      return
    }
    let quoted = hits.prefix(Self.mostQuotes).filter { $0.score >= Self.leastShare * best.score }
    var quotes: [Quote] = []
    for (number, hit) in quoted.enumerated() {
      var places: [[Int]] = []
      for term in hit.terms {
        places.append(try index.places(of: term.expression, in: hit.section.id))
      }
      let quoting = Quoting(hit.section, terms: hit.terms, places: places)
      guard let passage = quoting.passage(isLong: number == 0) else { continue }
      quotes.append(Quote(passage: passage, section: hit.section, score: hit.score))
    }
    self.quotes = quotes
    let neighbours = try index.neighbours(of: best.section).reversed()
    let next = hits.dropFirst(quoted.count).prefix(Self.mostFollowUps).map(\.section)
    followUps = Self.unique(
      try (neighbours + next).map(index.topic),
      but: try [question.text] + quoted.map { try index.topic(of: $0.section) }
    )
  }

  /// How much of the question the best section covers.
  ///
  /// It is lowered by up to a quarter the closer the second one comes: then which of them answers is a guess. That a single word stands somewhere in a text is no great sign either.
  private static func confidence(in hits: [Hit], _ question: Question) -> Double {
    guard let best = hits.first, best.score > 0 else { return 0 }
    let second = hits.dropFirst().first?.score ?? 0
    let lead = 1 - max(0, min(1, second / best.score))
    let confidence = best.coverage * (0.75 + 0.25 * lead)
    guard question.terms.count == 1, let word = question.terms.first?.word,
      !best.section.path.lowercased().contains(word)
    else { return confidence }
    return min(confidence, singleWord)
  }

  /// Each of the topics once, in any case of its letters, and none of `others`.
  private static func unique(_ topics: [String], but others: [String]) -> [String] {
    var known = Set(others.map { $0.lowercased() })
    return Array(topics.filter { known.insert($0.lowercased()).inserted }.prefix(mostFollowUps))
  }
}

extension IndexedSection {
  /// The title of the document and the headings that lead here, in one line.
  var path: String {
    headings.isEmpty ? documentTitle : documentTitle + SectionIndex.headingSeparator + headings
  }
}
