/// What is looked for: words, in any order, and phrases in quotes; a word that ends with `*` stands for all that begin so.
///
/// Nothing that is typed means anything else: operators of a search language are words like others.
public struct SearchWords: Equatable, Sendable {
  /// A word, or several that follow each other.
  public struct Term: Equatable, Sendable {
    /// The words as they were typed.
    public var text: String
    /// Whether the last of them may go on.
    public var isPrefix: Bool
  }

  /// As many terms are looked for, and as many characters of each: a language of search has its limits.
  private static let (most, longest) = (50, 500)

  /// The terms, all of which have to be there.
  public let terms: [Term]

  /// Whether they are written in letters that have capitals, which stand in words with spaces between them.
  public var needSpaces: Bool {
    terms.allSatisfy { $0.text.allSatisfy { !$0.isLetter || $0.isCased } }
  }

  /// Reads what was typed; `nil` where there is no letter and no digit in it.
  public init?(_ typed: String) {
    var terms: [Term] = []
    // What stands between the first and the second quote is a phrase, and so on; an open one goes to the end.
    let typed = typed.split { $0 == "\0" }.joined(separator: " ")
    let parts = typed.split(separator: "\"", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isPhrase = index % 2 == 1
      let texts = isPhrase ? [part] : part.split(whereSeparator: \.isWhitespace)
      for text in texts where text.contains(where: { $0.isLetter || $0.isNumber }) {
        let isPrefix = !isPhrase && text.last == "*"
        let words = (isPrefix ? text.dropLast() : text).prefix(Self.longest)
        terms.append(Term(text: String(words), isPrefix: isPrefix))
      }
    }
    guard !terms.isEmpty else { return nil }
    self.terms = Array(terms.prefix(Self.most))
  }
}
