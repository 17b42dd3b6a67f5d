internal import SQLiteAccess

/// A section that was found for a question.
struct Hit: Equatable {
  let section: IndexedSection
  /// The rank by BM25, raised by how much of the question the section covers.
  let score: Double
  /// How much of the question it covers, 0 to 1: the weights of the words it has, of those of all words.
  let coverage: Double
  /// The words that were searched for.
  let terms: [WeighedTerm]
}

/// A word of a question with what it counts in these documents.
struct WeighedTerm: Equatable {
  /// A way to find it.
  struct Variant: Equatable {
    /// What finds it, in the language of FTS5.
    var expression: String
    /// How much of the weight a section gets in which it is found like this.
    var certainty: Double
  }

  /// The ways to find it, the surest first; none when nothing has it.
  let variants: [Variant]
  /// 0 to 1: the rarer the word, the more; words that are nowhere count most.
  let weight: Double
  /// Whether the word is of the question itself and not of the one before.
  let isAsked: Bool
  /// How many sections have it, as far as they were counted.
  let count: Int

  /// What finds it in any way.
  var expression: String { variants.map(\.expression).joined(separator: " OR ") }
}

/// Finds the sections that answer a question.
struct Retrieval {
  private let index: SectionIndex
  private let sectionCount: Int

  /// How many sections are looked at more closely.
  private static let candidates = 24
  /// What of a rank counts that is by other words than those of the question: of the same meaning, or asked before.
  private static let shareOfOtherWords = 0.3
  /// How many sections are ranked for all words together, and counted for each of them.
  private static let mostRanked = 10_000

  init(_ index: SectionIndex) throws(SQLiteError) {
    self.index = index
    sectionCount = try index.sectionCount()
  }

  /// The sections for a question, best first.
  ///
  /// One whose heading is the question, as follow-ups offer them, is first and covers all of it.
  func hits(for question: Question) throws -> [Hit] {
    let terms = try weighed(question.terms)
    let hits = try ranked(terms)
    guard let named = try index.sections(on: question.text).first else { return hits }
    let best = Hit(
      section: named,
      score: 2 * (hits.first?.score ?? 1),
      coverage: 1,
      terms: terms.filter { !$0.variants.isEmpty }
    )
    return [best] + hits.filter { $0.section.id != named.id }
  }

  private func ranked(_ terms: [WeighedTerm]) throws(SQLiteError) -> [Hit] {
    let known = terms.filter { !$0.variants.isEmpty }
    var hits: [Hit] = []
    for (id, rank) in try ranks(for: Self.telling(known)) {
      guard let section = try index.section(id) else { continue }
      let coverage = try coverage(of: terms, by: id)
      hits.append(
        Hit(section: section, score: rank * (0.25 + coverage), coverage: coverage, terms: known)
      )
    }
    return hits.sorted { ($0.score, $1.section.id) > ($1.score, $0.section.id) }
  }

  /// The ranks of the best sections by their ids: what the words of the question give, and a part of what other words
  /// give.
  private func ranks(for terms: [WeighedTerm]) throws(SQLiteError) -> [Int: Double] {
    var ranks: [Int: Double] = [:]
    for isSure in [true, false] {
      let expressions = terms.flatMap { term in
        term.variants.filter { (term.isAsked && $0.certainty == 1) == isSure }.map(\.expression)
      }
      guard !expressions.isEmpty else { continue }
      let expression = expressions.joined(separator: " OR ")
      for (id, rank) in try index.sections(matching: expression, limit: Self.candidates) {
        ranks[id, default: 0] += isSure ? rank : Self.shareOfOtherWords * rank
      }
    }
    return ranks
  }

  /// The weights of the words that a section has, of those of all words.
  private func coverage(of terms: [WeighedTerm], by id: Int) throws(SQLiteError) -> Double {
    var covered = 0.0
    for term in terms {
      for variant in term.variants where try index.section(id, matches: variant.expression) {
        covered += term.weight * variant.certainty
        break
      }
    }
    return covered / terms.reduce(0) { $0 + $1.weight }
  }

  /// The rarest words, as many as can be ranked without making anybody wait: what is everywhere tells little.
  private static func telling(_ terms: [WeighedTerm]) -> [WeighedTerm] {
    var sections = 0
    return terms.sorted { $0.count < $1.count }.filter { term in
      defer { sections += term.count }
      return sections == 0 || sections + term.count <= mostRanked
    }
  }

  private func weighed(_ terms: [Question.Term]) throws -> [WeighedTerm] {
    var result: [WeighedTerm] = []
    for term in terms {
      var variants = try term.variants.filter { try count($0.expression) > 0 }
      if variants.isEmpty, let guess = term.beginning, try count(guess.expression) > 0 {
        variants = [guess]
      }
      let expression = variants.map(\.expression).joined(separator: " OR ")
      let sections = variants.isEmpty ? 0 : try count(expression)
      result.append(
        WeighedTerm(
          variants: variants,
          weight: term.share * rarity(sections),
          isAsked: term.share == 1,
          count: sections
        )
      )
    }
    return result
  }

  private func count(_ expression: String) throws(SQLiteError) -> Int {
    try index.count(matching: expression, limit: Self.mostRanked)
  }

  /// From 1 for a word that no section has down to nearly 0 for one that they all have.
  private func rarity(_ count: Int) -> Double {
    1 - 0.95 * (Double(count) / Double(max(sectionCount, 1))).squareRoot()
  }
}
