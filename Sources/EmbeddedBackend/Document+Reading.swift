internal import Conversation
internal import Markup

extension Document {
  /// Reads a document; `name` stands in for a title where it has none.
  init(_ text: String, format: DocumentFormat, name: String) {
    switch format {
    case .markdown: self.init(markdown: text, name: name)
    case .html: self.init(html: text, name: name)
    case .plainText: self.init(plainText: text, name: name)
    }
  }

  /// Markdown is cut at its headings and otherwise kept as it stands.
  private init(markdown source: String, name: String) {
    let lines = source.lines
    let frontMatter = FrontMatter(lines)
    let headings = Self.headings(of: lines, frontMatter.lineCount..<lines.count)
    var builder = SectionBuilder(
      title: frontMatter.title ?? headings.first { $0.level == 1 }?.text
    )
    var next = frontMatter.lineCount
    for heading in headings {
      builder.add(lines, next..<(heading.lines.lowerBound - 1))
      builder.enter(heading.level, heading.text)
      next = heading.lines.upperBound
    }
    builder.add(lines, next..<lines.count)
    self.init(title: builder.title ?? name, sections: builder.sections, isMarkdown: true)
  }

  /// The headings of a part of a document, by the lines of the document.
  private static func headings(of lines: [Substring], _ range: Range<Int>) -> [Heading] {
    MarkdownPiece.pieces(of: lines, range).flatMap { piece -> [Heading] in
      let text = lines[piece].joined(separator: "\n")
      guard text.utf8.count <= MarkdownPiece.longest else { return [] }
      return MarkdownParser.headings(of: text).map { heading in
        var heading = heading
        let lines = heading.lines
        heading.lines = piece.lowerBound + lines.lowerBound...piece.lowerBound + lines.upperBound
        return heading
      }
    }
  }

  /// HTML becomes Markdown first, so that it is quoted like everything else.
  private init(html source: String, name: String) {
    let page = HTMLParser.document(of: source)
    var builder = SectionBuilder(title: page.title ?? Self.firstHeading(of: page.blocks))
    var run: [LocatedBlock] = []
    for block in page.blocks {
      guard case .heading(let level, let inlines) = block.block else {
        run.append(block)
        continue
      }
      builder.add(run)
      run = []
      builder.enter(level, inlines.plainText)
    }
    builder.add(run)
    self.init(title: builder.title ?? name, sections: builder.sections)
  }

  private static func firstHeading(of blocks: [LocatedBlock]) -> String? {
    for case .heading(1, let inlines) in blocks.map(\.block) { return inlines.plainText }
    return nil
  }

  /// Text has paragraphs only; what would be markup in Markdown is escaped.
  private init(plainText text: String, name: String) {
    let lines = text.lines
    var builder = SectionBuilder(title: nil)
    builder.add(PlainTextLines.escaped(lines).map { $0[...] }, 0..<lines.count)
    self.init(title: name, sections: builder.sections)
  }
}

/// The block of settings in front of a Markdown document, between two lines of three dashes.
private struct FrontMatter {
  /// How many lines it takes; 0 when there is none.
  private(set) var lineCount = 0
  /// The title it gives.
  private(set) var title: String?

  private static let longest = 200

  init(_ lines: [Substring]) {
    guard lines.first == "---",
      let end = lines.prefix(Self.longest).dropFirst().firstIndex(of: "---")
    else { return }
    lineCount = end + 1
    for line in lines[1..<end] where line.hasPrefix("title:") {
      let value = line.dropFirst("title:".count).trimmed
      let isQuoted =
        value.count > 1 && ["\"\"", "''"].contains("\(value.prefix(1))\(value.suffix(1))")
      title = isQuoted ? String(value.dropFirst().dropLast()) : value
    }
    if title?.isEmpty == true { title = nil }
  }
}
