/// Builds blocks from the elements and texts of HTML in the order of the document.
struct HTMLTreeBuilder {
  /// A block that is open while its content is gathered.
  private struct Frame {
    let role: HTMLRole
    let firstLine: Int
    var blocks: [LocatedBlock] = []
    var items: [Block.Item] = []
    var rows: [[[Block]]] = []
    var cells: [[Block]] = []
    var start: Int?
    var isChecked: Bool?
    var info = ""
    var code = ""
  }

  private var frames = [Frame(role: .container, firstLine: 1)]
  private var paragraph = ParagraphBuilder()
  private var paragraphStart = 1
  private var styles: [ParagraphBuilder.Style] = []
  private var styleCount = 0
  /// The last line on which something was seen.
  private var line = 1

  // MARK: - Content

  /// Adds text that begins on a line.
  mutating func add(_ text: String, line first: Int) {
    let isBlank = text.utf8.allSatisfy(\.isHTMLSpace)
    if isInCode {
      frames[frames.count - 1].code += text
    } else {
      let leading = text.utf8.prefix { $0.isHTMLSpace }.count { $0 == UInt8(ascii: "\n") }
      if paragraph.isEmpty { paragraphStart = first + leading }
      paragraph.add(text, in: styles[...])
    }
    guard !isBlank else { return }
    let trailing = text.utf8.reversed().prefix { $0.isHTMLSpace }.count { $0 == UInt8(ascii: "\n") }
    reach(first + text.utf8.count { $0 == UInt8(ascii: "\n") } - trailing)
  }

  /// Adds an image; without a source it is its description.
  mutating func addImage(source: String, description: String, line: Int) {
    let words = description.collapsed
    if source.isEmpty || isInCode { return add(words, line: line) }
    if paragraph.isEmpty { paragraphStart = line }
    paragraph.add(.image(source: source, words.isEmpty ? [] : [.text(words)]), in: styles[...])
    reach(line)
  }

  /// Ends the line; two ends are the end of the paragraph, where there can be another.
  mutating func addBreak() {
    if isInCode {
      frames[frames.count - 1].code += "\n"
    } else if isInHeading {
      paragraph.add(" ", in: [])
    } else if paragraph.endsInBreak {
      endParagraph()
    } else {
      paragraph.addBreak()
    }
  }

  /// Adds a rule between blocks.
  mutating func addThematicBreak(line: Int) {
    guard !isInHeading, !isInCode else { return addBreak() }
    endParagraph()
    append(.thematicBreak, from: line)
    reach(line)
  }

  /// Ticks the box of a list item that has no text yet.
  mutating func addCheckbox(isChecked: Bool) {
    guard case .item = frames[frames.count - 1].role, paragraph.isEmpty,
      frames[frames.count - 1].blocks.isEmpty
    else { return }
    frames[frames.count - 1].isChecked = isChecked
  }

  /// Tells the language of the code that is open.
  mutating func setInfo(_ info: String) {
    if isInCode && frames[frames.count - 1].info.isEmpty { frames[frames.count - 1].info = info }
  }

  /// Tells that something reached to this line.
  mutating func reach(_ last: Int) {
    line = max(line, last)
  }

  /// The blocks, once all is closed.
  mutating func finish() -> [LocatedBlock] {
    while frames.count > 1 { closeFrame() }
    endParagraph()
    return frames[0].blocks
  }

  // MARK: - Styles

  /// Opens a style; false where it adds nothing, and then it is not to be closed.
  mutating func open(_ kind: HTMLRole.Kind) -> Bool {
    let isNew = !styles.contains { $0.kind.isSame(as: kind) || $0.kind == .code }
    guard isNew, !isInCode, frames.count + styles.count < MarkdownParser.maximumDepth else {
      return false
    }
    styleCount += 1
    styles.append(ParagraphBuilder.Style(number: styleCount, kind: kind))
    return true
  }

  /// Closes the style that was opened last.
  mutating func closeStyle() {
    _ = styles.popLast()
  }

  // MARK: - Blocks

  /// Begins a block; false where only its content stays, and then it is not to be closed but ended.
  mutating func open(_ role: HTMLRole, line: Int, start: Int? = nil) -> Bool {
    boundary()
    guard !isInHeading, !isInCode, frames.count + styles.count < MarkdownParser.maximumDepth,
      hasPlace(for: role)
    else { return false }
    var frame = Frame(role: role, firstLine: line)
    frame.start = start
    frames.append(frame)
    reach(line)
    return true
  }

  /// Ends a paragraph where a block begins or ends.
  mutating func boundary() {
    if isInHeading {
      paragraph.add(" ", in: [])
    } else if isInCode {
      let code = frames[frames.count - 1].code
      if !code.isEmpty && code.utf8.last != UInt8(ascii: "\n") {
        frames[frames.count - 1].code += "\n"
      }
    } else {
      endParagraph()
    }
  }

  /// Ends the block that was begun last.
  mutating func closeFrame() {
    if case .heading(let level) = frames[frames.count - 1].role {
      let inlines = paragraph.finish()
      let frame = frames.removeLast()
      if !inlines.isEmpty { append(.heading(level: level, inlines), from: frame.firstLine) }
      return
    }
    endParagraph()
    close(frames.removeLast())
  }

  private mutating func close(_ frame: Frame) {
    let top = frames.count - 1
    switch frame.role {
    case .list:
      let items = frame.items
      if !items.isEmpty {
        append(.list(Block.List(start: frame.start, items: items)), from: frame.firstLine)
      }
    case .item:
      frames[top].items.append(
        Block.Item(isChecked: frame.isChecked, blocks: frame.blocks.map(\.block))
      )
    case .quote:
      let blocks = frame.blocks.map(\.block)
      if !blocks.isEmpty { append(.blockQuote(blocks), from: frame.firstLine) }
    case .code:
      guard frame.code.utf8.contains(where: { !$0.isHTMLSpace }) else { return }
      let end = frame.code.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
      append(.codeBlock(info: frame.info, code: frame.code + end), from: frame.firstLine)
    case .table:
      frames[top].blocks += frame.blocks
      closeTable(frame)
    case .row:
      frames[top].blocks += frame.blocks
      if !frame.cells.isEmpty { frames[top].rows.append(frame.cells) }
    case .cell:
      frames[top].cells.append(frame.blocks.map(\.block))
    default:
      frames[top].blocks += frame.blocks
    }
  }

  /// A table whose cells hold more than a line can say arranges a page: what stands in it is shown in order.
  private mutating func closeTable(_ frame: Frame) {
    let cells = frame.rows.joined()
    if cells.count > 1, cells.allSatisfy({ $0.inOneLine != nil }) {
      let rows = frame.rows.map { $0.map { $0.inOneLine ?? [] } }
      append(.table(Block.Table(rows: rows)), from: frame.firstLine)
    } else {
      for block in cells.joined() { append(block, from: frame.firstLine) }
    }
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else {
      paragraph = ParagraphBuilder()
      return
    }
    append(.paragraph(paragraph.finish()), from: paragraphStart)
  }

  private mutating func append(_ block: Block, from first: Int) {
    let top = frames.count - 1
    // What stands between the items of a list belongs to the item before it.
    if case .list = frames[top].role {
      if frames[top].items.isEmpty { frames[top].items.append(Block.Item(blocks: [])) }
      frames[top].items[frames[top].items.count - 1].blocks.append(block)
      return
    }
    let first = max(first, frames[top].blocks.last?.lines.lowerBound ?? 1)
    frames[top].blocks.append(LocatedBlock(block: block, lines: first...max(first, line)))
  }

  // MARK: - Where we are

  private var isInHeading: Bool {
    if case .heading = frames[frames.count - 1].role { true } else { false }
  }

  private var isInCode: Bool {
    if case .code = frames[frames.count - 1].role { true } else { false }
  }

  /// Items stand in lists, cells in rows, and rows in tables.
  private func hasPlace(for role: HTMLRole) -> Bool {
    switch (role, frames[frames.count - 1].role) {
    case (.item, .list), (.row, .table), (.cell, .row): true
    case (.item, _), (.row, _), (.cell, _): false
    default: true
    }
  }
}
