/// A document as it is searched: its sections with the headings above them.
struct Document: Equatable {
  /// What it calls itself, or else its name.
  var title: String
  /// Its sections in order; none when it says nothing.
  var sections: [Section]
  /// Whether the sections are Markdown in the document itself, and not made of something else.
  var isMarkdown = false
}

/// A heading and the text up to the next one, or a part of it where that is long.
struct Section: Equatable {
  /// The headings that lead to it, outermost first, without the document's title.
  var headings: [String]
  /// Its text without the heading, as Markdown.
  var body: String
  /// Where the body stands in the document, in lines from 1.
  var lines: ClosedRange<Int>
}

/// The headings that are open at a place of a document.
struct HeadingPath {
  private var open: [(level: Int, text: String)] = []

  /// Their texts, outermost first.
  var texts: [String] { open.map(\.text) }

  mutating func enter(_ level: Int, _ text: String) {
    while let last = open.last, last.level >= level { open.removeLast() }
    open.append((level, text))
  }
}
