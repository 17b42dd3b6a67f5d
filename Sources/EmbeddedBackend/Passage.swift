/// A stretch of a section, word for word, as it is quoted.
struct Passage: Equatable {
  /// Whole blocks of Markdown, as they stand in the document.
  var text: String
  /// Where it stands in the document, in lines from 1.
  var lines: ClosedRange<Int>
  /// Where a citation marker belongs, in Unicode scalars: behind the last words that are not code or a table, if there
  /// are any.
  var markerOffset: Int
  /// The sentence that matches best.
  var excerpt: String
}
