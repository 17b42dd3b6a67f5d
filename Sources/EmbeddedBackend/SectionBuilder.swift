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
    for piece in MarkdownPiece.pieces(of: lines, range) { add(long: lines, piece) }
  }

  /// Adds blocks that were not Markdown.
  mutating func add(_ blocks: [LocatedBlock]) {
    var run: [LocatedBlock] = []
    var bytes = 0
    for block in blocks {
      let text = MarkdownWriter.text(of: [block.block])
      if bytes + text.utf8.count > Self.sectionBytes {
        append(run)
        run = []
        bytes = 0
      }
      guard text.utf8.count <= Self.sectionBytes else {
        add(LongBlock(block.block, text.trimmed.lines[...]), block.lines)
        continue
      }
      run.append(block)
      bytes += text.utf8.count
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

  /// Adds lines that are too long for one section: runs of blocks, each short enough unless it is a single block, which
  /// is then cut by itself.
  private mutating func add(long lines: [Substring], _ range: Range<Int>) {
    var ends = [0]
    for line in lines[range] { ends.append(ends[ends.count - 1] + line.utf8.count + 1) }
    var run: ClosedRange<Int>?
    for block in blocks(of: lines, range) {
      let first = run?.lowerBound ?? block.lines.lowerBound
      if ends[block.lines.upperBound] - ends[first - 1] <= Self.sectionBytes {
        run = first...block.lines.upperBound
        continue
      }
      if let run { add(lines, run, below: range) }
      run = block.lines
      guard ends[block.lines.upperBound] - ends[block.lines.lowerBound - 1] > Self.sectionBytes
      else { continue }
      let own = range.lowerBound + block.lines.lowerBound - 1
      let cut = lines[own..<own + block.lines.count]
      add(LongBlock(block.block, cut), own + 1...own + block.lines.count)
      run = nil
    }
    if let run { add(lines, run, below: range) }
  }

  private mutating func add(_ lines: [Substring], _ run: ClosedRange<Int>, below range: Range<Int>)
  {
    let own = range.lowerBound + run.lowerBound - 1..<range.lowerBound + run.upperBound
    append(lines[own].joined(separator: "\n"), own.lowerBound + 1...own.upperBound)
  }

  private mutating func add(_ block: LongBlock, _ lines: ClosedRange<Int>) {
    for part in block.parts(ofAtMost: Self.sectionBytes, lines) { append(part.body, part.lines) }
  }

  /// The blocks of some lines, counted from 1 at their beginning; lines too long to be read as Markdown are one block.
  private func blocks(of lines: [Substring], _ range: Range<Int>) -> [LocatedBlock] {
    let body = lines[range].joined(separator: "\n")
    guard body.utf8.count <= MarkdownPiece.longest else {
      return [LocatedBlock(block: .paragraph([]), lines: 1...range.count)]
    }
    return MarkdownParser.locatedBlocks(of: body)
  }
}

extension String {
  /// The lines, without their line feeds.
  ///
  /// Cut by bytes, which costs a fifth of a search for characters.
  var lines: [Substring] {
    var lines: [Substring] = []
    var rest = self[...]
    while let end = rest.utf8.firstIndex(of: 0x0A) {
      lines.append(rest[..<end])
      rest = rest[rest.utf8.index(after: end)...]
    }
    lines.append(rest)
    return lines
  }
}

extension Substring {
  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
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
