internal import Conversation
internal import WireFormats

/// A question as it is searched for: its words without those that stand in every text.
struct Question: Equatable {
  /// A word that is searched for.
  struct Term: Equatable {
    /// Letters and digits only, in lower case.
    var word: String
    /// How much it counts: 1, or less for a word of the question before.
    var share: Double
  }

  /// What was asked, on one line.
  let text: String
  /// Its words, each once, in order; then those of the question before, where this one goes on from it.
  let terms: [Term]

  /// The most words that are searched for.
  static let mostTerms = 24
  /// What a word of the question before counts.
  static let earlierShare = 0.3

  /// A question with those that came before it.
  ///
  /// One that is short, or begins as people go on ("and ..."), is taken together with the question before.
  init(_ prompt: String, after history: [PastTurn] = []) {
    var earlier: [String] = []
    for turn in history {
      let words = Self.words(of: turn.prompt)
      earlier = Self.goesOn(turn.prompt, words) ? Self.united(words, earlier) : words
    }
    let words = Self.words(of: prompt)
    text = prompt.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let added = Self.goesOn(prompt, words) ? Self.united(words, earlier).dropFirst(words.count) : []
    terms =
      words.map { Term(word: $0, share: 1) }
      + added.map { Term(word: $0, share: Self.earlierShare) }
  }

  private static func united(_ words: [String], _ earlier: [String]) -> [String] {
    Array((words + earlier.filter { !words.contains($0) }).prefix(mostTerms))
  }

  /// The words worth searching for, each once.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in split(text) where !CommonWords.all.contains(word) && !words.contains(word) {
      words.append(word)
      if words.count == mostTerms { break }
    }
    return words
  }

  /// Whether a question makes sense only with the one before it.
  private static func goesOn(_ text: String, _ words: [String]) -> Bool {
    words.count <= 2 || split(text).first.map(CommonWords.continuing.contains) == true
  }

  /// The words in lower case, cut where FTS5's `unicode61` cuts them: at whatever is no letter, digit or mark.
  private static func split(_ text: String) -> [String] {
    text.lowercased().unicodeScalars.split { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark,
        .privateUse:
        false
      default: true
      }
    }.map { String($0) }
  }
}

extension Question.Term {
  /// The ways to find the word, the surest first: itself, and other words for it.
  var variants: [WeighedTerm.Variant] {
    let synonyms = Synonyms.synonyms(of: word).map(Self.quoted).joined(separator: " OR ")
    return [WeighedTerm.Variant(expression: Self.quoted(word), certainty: 1)]
      + (synonyms.isEmpty ? [] : [WeighedTerm.Variant(expression: synonyms, certainty: 0.6)])
  }

  /// Longer words that begin with it: a guess, for short words only.
  var beginning: WeighedTerm.Variant? {
    guard (2...4).contains(word.count) else { return nil }
    return WeighedTerm.Variant(expression: Self.quoted(word) + " *", certainty: 0.5)
  }

  /// A word in the language of FTS5, where inside of quotes only quotes mean anything; words hold none.
  private static func quoted(_ word: String) -> String { "\"\(word)\"" }
}
