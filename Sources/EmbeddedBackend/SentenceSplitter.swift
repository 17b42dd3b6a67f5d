internal import Conversation

/// Cuts a paragraph into its sentences.
enum SentenceSplitter {
  /// The sentences, each with the white space behind it, so that together they are the paragraph.
  ///
  /// A sentence ends with `.`, `!`, `?` or `…` and what closes quotes or brackets, before white space and something that is
  /// not in lower case. Inside of code spans nothing ends.
  static func sentences(of paragraph: String) -> [Substring] {
    var sentences: [Substring] = []
    var start = paragraph.startIndex
    var index = start
    var isCode = false
    while index < paragraph.endIndex {
      let character = paragraph[index]
      index = paragraph.index(after: index)
      if character == "`" { isCode.toggle() }
      guard !isCode, ends.contains(character) else { continue }
      while index < paragraph.endIndex, closers.contains(paragraph[index]) {
        index = paragraph.index(after: index)
      }
      let rest = paragraph[index...]
      let next = rest.drop(while: \.isWhitespace)
      guard rest.first?.isWhitespace == true, next.first?.isLowercase != true,
        !isAbbreviation(paragraph[start..<index])
      else { continue }
      sentences.append(paragraph[start..<next.startIndex])
      start = next.startIndex
      index = start
    }
    if start < paragraph.endIndex { sentences.append(paragraph[start...]) }
    return sentences
  }

  private static let ends: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  private static let closers: Set<Character> = ["\"", "'", ")", "]", "”", "’", "»", "*", "_"]

  /// Whether a full stop belongs to what is written in front of it.
  private static func isAbbreviation(_ text: Substring) -> Bool {
    ["e.g.", "i.e.", "cf.", "vs.", "approx.", "No.", "p.", "Mr.", "Mrs.", "Dr."].contains {
      text.hasSuffix($0) && text.dropLast($0.count).last?.isLetter != true
    }
  }
}
