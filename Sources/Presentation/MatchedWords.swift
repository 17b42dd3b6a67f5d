internal import TerminalText

/// The words of a text that a question has too, so that a person sees at once why a source was used.
struct MatchedWords {
  /// English words that are in most sentences and say nothing of what a question is about.
  private static let common: Set<String> = [
    "all", "and", "any", "are", "been", "but", "can", "could", "did", "does", "for", "from", "had",
    "has", "have",
    "her", "his", "how", "into", "its", "may", "much", "not", "one", "our", "should", "than",
    "that", "the", "their",
    "them", "then", "there", "they", "this", "was", "were", "what", "when", "where", "which", "who",
    "why", "will",
    "with", "would", "you", "your",
  ]

  private let words: [String]

  /// The words of a question.
  init(of question: String) {
    words = Self.runs(of: question).filter(\.isWord).map { $0.text.lowercased() }
      .filter { $0.count > 2 && !Self.common.contains($0) }
  }

  /// The text with its matched words marked.
  func marked(_ text: String) -> StyledText {
    guard !words.isEmpty else { return StyledText(text) }
    var marked = StyledText()
    for run in Self.runs(of: text) {
      marked.append(String(run.text), role: run.isWord && matches(run.text) ? .match : .plain)
    }
    return marked
  }

  /// Whether a word is one of the question's, but for its ending: `days` and `day`, `booking` and `book`.
  private func matches(_ text: Substring) -> Bool {
    let word = text.lowercased()
    return words.contains { other in
      let (short, long) = word.count < other.count ? (word, other) : (other, word)
      return long.count - short.count < 4 && long.hasPrefix(short) && (short.count > 2)
    }
  }

  /// The text cut into words and what stands between them.
  private static func runs(of text: String) -> [(text: Substring, isWord: Bool)] {
    var runs: [(text: Substring, isWord: Bool)] = []
    var rest = text[...]
    while let first = rest.first {
      let isWord = first.isLetter || first.isNumber
      let run = rest.prefix { ($0.isLetter || $0.isNumber) == isWord }
      runs.append((run, isWord))
      rest = rest[run.endIndex...]
    }
    return runs
  }
}
