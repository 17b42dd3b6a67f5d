internal import Conversation
internal import Markup

/// The text of a section by its lines, and where in it something was found.
struct SectionText {
  private let lines: [Substring]
  private let isMarkdown: Bool
  /// The offset of each line's first byte.
  private let starts: [Int]
  /// The offsets of all that was found, in order.
  private let places: [Int]

  /// A paragraph longer than this is cut to the sentences around what was found; in bytes.
  static let longParagraph = 700
  /// Other blocks longer than this are cut to what was found; in lines.
  static let longBlock = 16
  /// The longest excerpt, in characters.
  static let longExcerpt = 300

  /// The text of a body; `isMarkdown` says whether its marks stand in the document too.
  init(_ body: String, isMarkdown: Bool, places: [Int]) {
    self.isMarkdown = isMarkdown
    lines = body.lines
    self.places = places
    var start = 0
    var starts: [Int] = []
    for line in lines {
      starts.append(start)
      start += line.utf8.count + 1
    }
    self.starts = starts
  }

  /// The line, from 1, of a byte.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(low, 1)
  }

  /// The source of a block.
  func source(of block: LocatedBlock) -> String {
    source(block.lines)
  }

  /// A block as it is quoted, with the lines that it takes, from 1.
  func piece(of block: LocatedBlock) -> (text: String, lines: ClosedRange<Int>) {
    switch block.block {
    case .paragraph: paragraph(block.lines)
    case .table: table(block.lines)
    case .codeBlock: code(block.lines)
    default: window(block.lines)
    }
  }

  /// The sentence or line of a block that matches best, on one line.
  func excerpt(of block: LocatedBlock) -> String {
    let words: String
    if case .paragraph = block.block {
      let sentences = sentences(of: block.lines)
      words = sentences.isEmpty ? "" : sentences[best(of: sentences)].text
    } else {
      let line = bestLine(of: block)
      words = source(line...line)
    }
    let line = plain(words, of: block.block).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return line.count > Self.longExcerpt ? line.prefix(Self.longExcerpt) + "…" : line
  }

  /// The words as they stand in the document: without marks that only we have made.
  private func plain(_ words: String, of block: Block) -> String {
    if case .codeBlock = block { return words }
    guard !isMarkdown else { return words }
    let plain = MarkdownParser.blocks(of: words.trimmed).plainText
    return plain.isEmpty ? words : plain
  }

  private func source(_ range: ClosedRange<Int>) -> String {
    lines[range.lowerBound - 1...range.upperBound - 1].joined(separator: "\n")
  }

  /// The first line of a block in which anything was found, or else its first.
  private func firstFound(in range: ClosedRange<Int>) -> Int {
    places.lazy.map(line(at:)).first(where: range.contains) ?? range.lowerBound
  }

  /// The line of a block in which most was found, or else its first; of a table, a row below its head.
  private func bestLine(of block: LocatedBlock) -> Int {
    var range = block.lines
    if case .table = block.block, range.count > 2 {
      range = range.lowerBound + 2...range.upperBound
    }
    var counts: [Int: Int] = [:]
    for line in places.map(line(at:)) where range.contains(line) { counts[line, default: 0] += 1 }
    let most = counts.values.max()
    return counts.keys.filter { counts[$0] == most }.min() ?? range.lowerBound
  }

  private func count(of range: Range<Int>) -> Int {
    places.count(where: range.contains)
  }
}

extension SectionText {
  /// A sentence of a paragraph and where it stands.
  private struct Sentence {
    var text: String
    var bytes: Range<Int>
  }

  private func paragraph(_ range: ClosedRange<Int>) -> (text: String, lines: ClosedRange<Int>) {
    let whole = source(range)
    guard whole.utf8.count > Self.longParagraph else { return (whole, range) }
    let sentences = sentences(of: range)
    guard !sentences.isEmpty else { return (whole, range) }
    let best = best(of: sentences)
    let near = sentences[max(0, best - 1)...min(sentences.count - 1, best + 1)]
    let text = near.map(\.text).joined().trimmed
    let first = near.first?.bytes.lowerBound ?? 0
    let last = (near.last?.bytes.upperBound ?? 1) - 1
    return (text, line(at: first)...max(line(at: first), line(at: last)))
  }

  private func sentences(of range: ClosedRange<Int>) -> [Sentence] {
    var start = starts[range.lowerBound - 1]
    return SentenceSplitter.sentences(of: source(range)).map { sentence in
      let end = start + sentence.utf8.count
      defer { start = end }
      return Sentence(text: String(sentence), bytes: start..<end)
    }
  }

  /// The sentence in which most was found; the first of equals.
  private func best(of sentences: [Sentence]) -> Int {
    let counts = sentences.map { count(of: $0.bytes) }
    return counts.firstIndex(of: counts.max() ?? 0) ?? 0
  }

  /// The head of a table and the rows in which anything was found; all of them where it is short.
  private func table(_ range: ClosedRange<Int>) -> (text: String, lines: ClosedRange<Int>) {
    let head = 2
    guard range.count > head + 4 else { return (source(range), range) }
    let rows = range.lowerBound + head...range.upperBound
    let chosen = Set(places.map(line(at:))).filter(rows.contains).sorted().prefix(Self.longBlock)
    guard let first = chosen.first, let last = chosen.last else { return window(range) }
    let text = [source(range.lowerBound...range.lowerBound + 1)] + chosen.map { source($0...$0) }
    return (text.joined(separator: "\n"), first...last)
  }

  /// Code, with its fences also where it is cut.
  private func code(_ range: ClosedRange<Int>) -> (text: String, lines: ClosedRange<Int>) {
    guard range.count > Self.longBlock + 2 else { return (source(range), range) }
    let fence = lines[range.lowerBound - 1]
    guard fence.fence != nil else { return window(range, isCode: true) }
    let isClosed = lines[range.upperBound - 1].fence != nil
    let content = range.lowerBound + 1...range.upperBound - (isClosed ? 1 : 0)
    let (text, inner) = window(content, isCode: true)
    return ("\(fence)\n\(text)\n\(fence.fence ?? fence)", inner)
  }

  /// Lines around the first one in which anything was found; of a list, from the beginning of an item, which then stands
  /// at the margin so that it is not taken for code.
  private func window(
    _ range: ClosedRange<Int>,
    isCode: Bool = false
  ) -> (text: String, lines: ClosedRange<Int>) {
    guard range.count > Self.longBlock else { return (source(range), range) }
    let found = firstFound(in: range)
    var start = max(range.lowerBound, found - 2)
    let marker = (range.lowerBound...found).last { lines[$0 - 1].startsListItem }
    if let marker, found - marker < Self.longBlock / 2 { start = marker }
    let end = min(range.upperBound, start + Self.longBlock / 2)
    let chosen = lines[start - 1...end - 1]
    let indent = isCode ? 0 : chosen.first?.indent ?? 0
    let text = chosen.map { $0.dropFirst(min(indent, $0.indent)) }.joined(separator: "\n")
    return (text, start...end)
  }
}

extension Substring {
  /// How many spaces it begins with.
  fileprivate var indent: Int { utf8.prefix { $0 == 0x20 }.count }

  /// Whether an item of a list begins here.
  fileprivate var startsListItem: Bool {
    let rest = drop { $0 == " " }
    if let first = rest.first, "-*+".contains(first) { return rest.dropFirst().first == " " }
    let digits = rest.prefix(while: \.isNumber)
    return !digits.isEmpty && [". ", ") "].contains(rest.dropFirst(digits.count).prefix(2))
  }
}
