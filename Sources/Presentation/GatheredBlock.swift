/// A block that is handed out whole, when it has ended: a list's item, a quote, a table, HTML and others.
///
/// May take in a line too many where only a parser could tell that the block is over; the source is parsed in the
/// end, and nothing is lost by it but some promptness.
struct GatheredBlock {
  private let kind: MarkdownLine
  private(set) var source: [UInt8] = []
  private var endsWithBlankLine = false
  /// Whether a paragraph inside may be open, with which a line can go on that lacks the sign of the block.
  private var endsInText = false
  /// Whether the last line was the last one of the block, whatever follows.
  private(set) var isOver = false
  /// The first line of HTML that blank lines do not end.
  private var htmlHead: [UInt8] = []
  /// Whether its last line that is not blank is text, behind which more can stand.
  private var hasTextLast = false
  /// Whether there is HTML or a table inside, until a blank line.
  private var isInOtherBlock = false
  /// The fence of the code that is open inside.
  private var fence: MarkdownLine.Fence?

  /// A block that begins with a line of this kind.
  init(kind: MarkdownLine) {
    self.kind = kind
  }

  /// The block as it is handed out.
  var piece: MarkdownPiece {
    let text = String(decoding: source, as: UTF8.self)
    return switch kind {
    case .listItem(_, let marker): .listItem(text, marker: marker)
    case .footnote: .footnote(text)
    default: .block(text)
    }
  }

  /// Takes in a line.
  mutating func add(_ line: [UInt8]) {
    let line = withoutFootnote(line)
    if kind == .html { lookAtHTML(line) }
    if hasSign(line) { lookInside(inside(line)) } else { hasTextLast = true }
    source += line
    source.append(.lineFeed)
    endsWithBlankLine = line.allSatisfy(\.isMarkdownSpace)
  }

  /// Whether the line is in the block by itself, and not only because a paragraph inside goes on.
  private func hasSign(_ line: [UInt8]) -> Bool {
    switch kind {
    case .listItem(let content, _):
      source.isEmpty || line.allSatisfy(\.isMarkdownSpace)
        || MarkdownLine.indentation(of: line[...]) >= content
    case .footnote:
      source.isEmpty || line.allSatisfy(\.isMarkdownSpace)
        || MarkdownLine.indentation(of: line[...]) >= Footnote.indentation
    case .blockQuote: line.first { !$0.isMarkdownSpace } == UInt8(ascii: ">")
    default: true
    }
  }

  private mutating func lookInside(_ line: ArraySlice<UInt8>) {
    if let fence {
      if MarkdownLine.closes(fence, line) { self.fence = nil }
      return
    }
    let kind = MarkdownLine(whole: Array(line), inParagraph: endsInText)
    switch kind {
    case .blank, .heading, .thematicBreak: isInOtherBlock = false
    case .fence(let fence): self.fence = fence
    case .html: isInOtherBlock = !MarkdownLine.isWhole(html: Array(line))
    case .table where MarkdownLine.isDelimiterRow(line) && line.contains(UInt8(ascii: "-")):
      isInOtherBlock = true
    default: break
    }
    switch kind {
    case .blank: endsInText = false
    case .heading, .thematicBreak, .fence, .html:
      endsInText = false
      hasTextLast = kind == .heading
    default:
      endsInText = !isInOtherBlock
      hasTextLast = kind != .table && !isInOtherBlock
    }
  }

  private mutating func lookAtHTML(_ line: [UInt8]) {
    if !source.isEmpty {
      isOver = !htmlHead.isEmpty && MarkdownLine.ends(line, html: htmlHead)
    } else if MarkdownLine.staysOpen(html: line) {
      htmlHead = line
    } else {
      isOver = MarkdownLine.isWhole(html: line)
    }
  }

  /// Whether the block contains this line too, of which the beginning may be all that is known.
  func goesOn(with line: ArraySlice<UInt8>, _ lineKind: MarkdownLine) -> Bool {
    switch (kind, lineKind) {
    case (.html, _) where !htmlHead.isEmpty: true
    case (_, .blank): true
    case (.listItem(let content, _), _) where MarkdownLine.indentation(of: line) >= content: true
    case (.footnote, _) where MarkdownLine.indentation(of: line) >= Footnote.indentation: true
    case (.indentedCode, _): lineKind == .indentedCode
    case _ where endsWithBlankLine: false
    case (.html, _), (.blockQuote, .blockQuote), (.linkReference, .linkReference): true
    case (.linkReference, _): false
    case (_, .text), (_, .table), (_, .indentedCode), (_, .linkReference):
      endsInText || kind == .table
    default: false
    }
  }

  /// Puts source behind the last word of the block.
  mutating func insert(_ text: String) {
    source.insert(contentsOf: text.utf8, at: source.endOfWords)
  }

  /// Whether other text can stand behind what has come of the block, `line` last, without breaking it.
  func admitsText(behind line: [UInt8]) -> Bool {
    switch kind {
    case .listItem, .blockQuote, .footnote: break
    default: return false
    }
    let inner = inside(line)
    guard !inner.isEmpty else { return hasTextLast }
    return fence == nil && isText(inner) && OpenInlines.admitText(behind: inner)
  }

  /// Whether a line of the block begins HTML, in which a marker would be source.
  func beginsHTML(_ line: [UInt8]) -> Bool {
    MarkdownLine(whole: Array(inside(line).prefix(500)), inParagraph: false) == .html
  }

  /// A line without the signs of the containers around it, or nearly so.
  private func inside(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var rest = line.drop(while: \.isMarkdownSpace)
    switch kind {
    case .listItem where source.isEmpty, .footnote where source.isEmpty:
      rest = rest.drop { !$0.isMarkdownSpace }
    default: break
    }
    return rest.drop { $0.isMarkdownSpace || $0 == UInt8(ascii: ">") }
  }

  /// The line of a container, in which the definition of a footnote is to be text: a parser that knows only links
  /// would take it for one's, and show it where it is not written, if at all.
  private func withoutFootnote(_ line: [UInt8]) -> [UInt8] {
    let inner = inside(line)
    switch kind {
    case .listItem, .blockQuote, .footnote: break
    default: return line
    }
    guard inner.starts(with: "[^".utf8), fence == nil, !isInOtherBlock,
      MarkdownLine(inner, isComplete: true, inParagraph: false) == .footnote
    else { return line }
    return line[..<inner.startIndex] + [UInt8(ascii: "\\")] + inner
  }

  private func isText(_ line: ArraySlice<UInt8>) -> Bool {
    switch MarkdownLine(line, isComplete: true, inParagraph: true) {
    case .text, .heading, .listItem: !isInOtherBlock
    default: false
    }
  }
}
