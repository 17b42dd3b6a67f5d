internal import Conversation
internal import Markup

/// Gathers the sections of a document on the way through it.
struct SectionBuilder {
  /// The document's title, which no section repeats.
  let title: String?
  private(set) var sections: [Section] = []
  private var path = HeadingPath()

  /// About the bytes of text that one section has at most: long ones are cut, so that what is found is near what was
  /// asked.
  static let sectionBytes = 3_000

  init(title: String?) {
    self.title = title
  }

  mutating func enter(_ level: Int, _ text: String) {
    path.enter(level, text)
  }

  /// Adds lines of Markdown, counted from 0.
  mutating func add(_ lines: [Substring], _ range: Range<Int>) {
    var range = range
    while let first = range.first, lines[first].isBlank { range.removeFirst() }
    while let last = range.last, lines[last].isBlank { range.removeLast() }
    guard !range.isEmpty else { return }
    let body = lines[range].joined(separator: "\n")
    guard body.utf8.count > Self.sectionBytes else {
      return append(body, range.lowerBound + 1...range.upperBound)
    }
    for part in parts(of: body, below: range.lowerBound) {
      add(part: lines[part.lowerBound - 1...part.upperBound - 1], part)
    }
  }

  /// Adds blocks that were not Markdown.
  mutating func add(_ blocks: [LocatedBlock]) {
    var run: [LocatedBlock] = []
    var bytes = 0
    for block in blocks {
      let size = MarkdownWriter.text(of: [block.block]).utf8.count
      if bytes + size > Self.sectionBytes, !run.isEmpty {
        append(run)
        run = []
        bytes = 0
      }
      run.append(block)
      bytes += size
    }
    append(run)
  }

  private mutating func append(_ blocks: [LocatedBlock]) {
    guard let first = blocks.first, let last = blocks.last else { return }
    let body = MarkdownWriter.text(of: blocks.map(\.block)).trimmed
    let end = max(first.lines.upperBound, last.lines.upperBound)
    append(body, first.lines.lowerBound...end)
  }

  private mutating func append(_ body: String, _ lines: ClosedRange<Int>) {
    guard !body.isEmpty else { return }
    var headings = path.texts
    if let title, headings.first == title { headings.removeFirst() }
    sections.append(Section(headings: headings, body: body.withoutMarks, lines: lines))
  }

  /// The lines of a long body in runs of blocks, each of them short enough unless it is a single block.
  private func parts(of body: String, below offset: Int) -> [ClosedRange<Int>] {
    var parts: [ClosedRange<Int>] = []
    var ends = [0]
    for line in body.lines {
      ends.append(ends[ends.count - 1] + line.utf8.count + 1)
    }
    for block in MarkdownParser.locatedBlocks(of: body) {
      let range = block.lines.lowerBound + offset...block.lines.upperBound + offset
      if let last = parts.last,
        ends[block.lines.upperBound] - ends[last.lowerBound - offset - 1] <= Self.sectionBytes
      {
        parts[parts.count - 1] = last.lowerBound...range.upperBound
      } else {
        parts.append(range)
      }
    }
    return parts
  }

  /// Adds a part of a long body; a single block that is far too long is cut between its lines, and a line between its
  /// words.
  private mutating func add(part lines: ArraySlice<Substring>, _ range: ClosedRange<Int>) {
    var run: [Substring] = []
    var bytes = 0
    var first = range.lowerBound
    for (number, line) in zip(range, lines) {
      for piece in line.pieces(ofAtMost: Self.sectionBytes) {
        if bytes + piece.utf8.count > 2 * Self.sectionBytes, !run.isEmpty {
          append(run.joined(separator: "\n"), first...max(first, number - 1))
          run = []
          bytes = 0
          first = number
        }
        run.append(piece)
        bytes += piece.utf8.count + 1
      }
    }
    append(run.joined(separator: "\n"), first...range.upperBound)
  }
}

extension String {
  /// The lines, without their line feeds.
  ///
  /// Cut by bytes, which costs a fifth of a search for characters.
  var lines: [Substring] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }
}

extension Substring {
  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// The text cut behind spaces, where there are any, into pieces of about so many bytes.
  fileprivate func pieces(ofAtMost limit: Int) -> [Substring] {
    guard utf8.count > limit else { return [self] }
    var pieces: [Substring] = []
    var rest = self
    while rest.utf8.count > limit {
      var end = rest.utf8.index(rest.startIndex, offsetBy: limit)
      while rest.utf8[end] & 0xC0 == 0x80 { end = rest.utf8.index(before: end) }
      let space = rest[..<end].utf8.lastIndex(of: 0x20).map { rest.utf8.index(after: $0) }
      pieces.append(rest[..<(space ?? end)])
      rest = rest[(space ?? end)...]
    }
    return pieces + [rest]
  }
}

extension String {
  /// The text without the two controls that mark what was found.
  fileprivate var withoutMarks: String {
    guard utf8.contains(where: { $0 == 1 || $0 == 2 }) else { return self }
    let marks = [SectionIndex.foundStart, SectionIndex.foundEnd]
    return String(
      String.UnicodeScalarView(unicodeScalars.map { marks.contains($0) ? "\u{FFFD}" : $0 })
    )
  }
}
