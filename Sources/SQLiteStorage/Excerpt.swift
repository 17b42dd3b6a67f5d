internal import Session

/// What stands around the first place where a text holds one of the words that are looked for.
enum Excerpt {
  /// How many characters are shown in front of that place and behind it.
  private static let surroundings = (before: 40, behind: 100)

  /// The pieces of the first text that holds a word, with that word marked; none where no text does.
  static func pieces(of texts: [String], holding words: SearchWords) -> [FoundTurn.Piece] {
    for text in texts {
      // As LIKE compares: letters of ASCII in either case.
      let folded = text.unicodeScalars.map(lowercased)
      for term in words.terms {
        let sought = term.text.unicodeScalars.map(lowercased)
        if let place = place(of: sought, in: folded) {
          return pieces(of: Array(text.unicodeScalars), around: place)
        }
      }
    }
    return []
  }

  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    "A"..."Z" ~= scalar ? Unicode.Scalar(scalar.value + 32) ?? scalar : scalar
  }

  private static func place(of sought: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Range<Int>? {
    guard !sought.isEmpty, sought.count <= text.count else { return nil }
    let starts = 0...(text.count - sought.count)
    return starts.first { text[$0..<($0 + sought.count)].elementsEqual(sought) }
      .map { $0..<($0 + sought.count) }
  }

  private static func pieces(
    of text: [Unicode.Scalar],
    around place: Range<Int>
  ) -> [FoundTurn.Piece] {
    let start = max(0, place.lowerBound - surroundings.before)
    let end = min(text.count, place.upperBound + surroundings.behind)
    func piece(_ range: Range<Int>) -> String {
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: text[range])
      return String(piece)
    }
    let pieces: [FoundTurn.Piece] = [
      .init((start > 0 ? "…" : "") + piece(start..<place.lowerBound)),
      .init(piece(place), isFound: true),
      .init(piece(place.upperBound..<end) + (end < text.count ? "…" : "")),
    ]
    return pieces.filter { !$0.text.isEmpty }
  }
}
