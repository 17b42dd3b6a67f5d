internal import Markup
internal import TerminalText

/// A table in columns as wide as their widest cell; where the page does not allow that, in narrower ones with wrapped
/// cells.
///
/// Where not even that fits, a row is a list of its cells, each behind the name of its column.
struct TableRenderer {
  private let layout: Layout

  /// A renderer for a page.
  init(_ layout: Layout) {
    self.layout = layout
  }

  private static let gap = "  "

  func text(of table: Block.Table) -> StyledText {
    var rows = table.rows.map { $0.map(cell) }
    guard let first = rows.first else { return StyledText() }
    // The rows of HTML differ in length.
    let missing = (rows.lazy.map(\.count).max() ?? 0) - first.count
    let header = first + repeatElement(StyledText(), count: missing)
    rows[0] = header
    let columns = header.indices.map { column in
      Column(rows.lazy.compactMap { column < $0.count ? $0[column] : nil })
    }
    let room = layout.width.map { ($0 > 0 ? $0 : 80) - Self.gap.count * (columns.count - 1) }
    guard let widths = Column.widths(of: columns, room: room) else {
      return list(header, rows.dropFirst())
    }
    let alignments = columns.indices.map(table.alignment)
    return grid(rows, zip(widths, alignments).map { Slot(width: $0, alignment: $1) })
      ?? list(header, rows.dropFirst())
  }

  /// The cell's text as it will be shown, so that its width is the true one, and on one line.
  private func cell(_ inlines: [Inline]) -> StyledText {
    let text = StyledText(
      InlineRenderer(layout).text(of: inlines).spans.map { span in
        let shown = Sanitizer.sanitized(span.text, in: .prose)
        let line = shown.map { $0 == "\n" || $0 == "\t" ? " " : $0 }
        return Span(String(line), role: span.role, link: span.link)
      }
    )
    return text.plainText.allSatisfy { $0 == " " } ? StyledText() : text
  }

  private func bold(_ text: StyledText) -> StyledText {
    StyledText(
      text.spans.map { Span($0.text, role: $0.role.union(.heading), link: $0.link) }
    )
  }
}

// MARK: - Columns

extension TableRenderer {
  /// Where a cell stands.
  private struct Slot {
    let width: Int
    let alignment: Block.Table.Alignment?
  }

  /// The rows in columns; `nil` where a word does not fit into its column and must not be broken.
  private func grid(_ rows: [[StyledText]], _ slots: [Slot]) -> StyledText? {
    let rules = slots.map { String(repeating: "─", count: $0.width) }
    let rule = StyledText(rules.joined(separator: Self.gap) + "\n", role: .aside)
    var text = StyledText()
    var wasTall = false
    for (index, row) in rows.enumerated() {
      guard let lines = lines(of: index == 0 ? row.map(bold) : row, slots) else { return nil }
      let isTall = lines.count > 1
      // Between wrapped rows a rule tells where one ends.
      if index == 1 || index > 1 && (isTall || wasTall) { text += rule }
      for line in lines { text += line }
      wasTall = isTall
    }
    return rows.count == 1 ? text + rule : text
  }

  /// The lines of a row of which each cell is wrapped by itself.
  private func lines(of row: [StyledText], _ slots: [Slot]) -> [StyledText]? {
    var cells: [[StyledText]] = []
    for (cell, slot) in zip(row, slots) {
      let lines = wrapped(cell, slot.width)
      guard lines.allSatisfy({ DisplayWidth.cells(of: $0) <= slot.width }) else { return nil }
      cells.append(lines)
    }
    let height = cells.lazy.map(\.count).max() ?? 1
    return (0..<height).map { number in
      line(cells.map { number < $0.count ? $0[number] : StyledText() }, slots)
    }
  }

  private func wrapped(_ cell: StyledText, _ width: Int) -> [StyledText] {
    guard DisplayWidth.cells(of: cell) > width else { return [cell] }
    var wrapper = LineWrapper(width: width)
    return (wrapper.add(cell) + wrapper.finish()).lines
  }

  /// The cells of one line, with no spaces behind the last that is not empty.
  private func line(_ cells: [StyledText], _ slots: [Slot]) -> StyledText {
    var text = StyledText()
    var missing = 0
    for (cell, slot) in zip(cells, slots) {
      let free = slot.width - DisplayWidth.cells(of: cell)
      let left =
        switch slot.alignment {
        case nil, .left: 0
        case .center: free / 2
        case .right: free
        }
      if cell.isEmpty {
        missing += slot.width
      } else {
        text += StyledText(String(repeating: " ", count: missing + left)) + cell
        missing = free - left
      }
      missing += Self.gap.count
    }
    return text + "\n"
  }
}

// MARK: - Lists

extension TableRenderer {
  private func list(_ header: [StyledText], _ rows: some Collection<[StyledText]>) -> StyledText {
    guard !rows.isEmpty else { return lines(header.map(bold)) }
    var text = StyledText()
    for (index, row) in rows.enumerated() {
      if index > 0 { text += "\n" }
      text += lines(zip(header, row).map { entry($0, $1) })
    }
    return text
  }

  private func entry(_ name: StyledText, _ cell: StyledText) -> StyledText {
    guard !name.isEmpty else { return cell }
    return bold(name) + ":" + (cell.isEmpty ? cell : " " + cell)
  }

  private func lines(_ entries: [StyledText]) -> StyledText {
    var text = StyledText()
    for entry in entries {
      var wrapper = LineWrapper(width: layout.proseWidth, nextPrefix: "  ")
      text += wrapper.add(entry)
      text += wrapper.finish() + "\n"
    }
    return text
  }
}

extension StyledText {
  /// The lines of the text without their ends.
  fileprivate var lines: [StyledText] {
    var lines = [StyledText()]
    for span in spans {
      let parts = span.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append(StyledText()) }
        lines[lines.count - 1].append(String(part), role: span.role, link: span.link)
      }
    }
    return lines
  }
}
