/// Blocks to Markdown source.
///
/// `MarkdownParser` reads the same blocks from it, as far as Markdown can say them. It cannot say: white space at
/// the ends of lines and styles, a style that begins or ends within a word before punctuation or inside its own kind,
/// line breaks in headings and tables, rows longer than a table is wide, and a mail address that is no link.
public enum MarkdownWriter {
  /// The source of a document.
  public static func text(of blocks: [Block]) -> String {
    let text = source(of: blocks)
    return text.isEmpty ? "" : text + "\n"
  }

  /// Text with a backslash in front of each character that would be markup in its place.
  ///
  /// At the start of a line that includes what would begin a block, and white space there is left out.
  public static func escaped(_ text: String, atLineStart: Bool) -> String {
    MarkdownEscaping.escaped(text, atLineStart: atLineStart)
  }

  /// Without a line end behind the last line.
  private static func source(of blocks: [Block]) -> String {
    var pieces: [String] = []
    var isOther = false
    var previous: Block.List?
    for block in blocks {
      if case .list(let list) = block {
        // Two lists that follow each other would be one, were their marks the same.
        isOther = previous.map { ($0.start == nil) == (list.start == nil) && !isOther } ?? false
        pieces.append(source(of: list, isOther: isOther))
        previous = list
      } else if let piece = source(of: block), !piece.isEmpty {
        pieces.append(piece)
        previous = nil
      }
    }
    return pieces.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func source(of block: Block) -> String? {
    switch block {
    case .paragraph(let inlines): InlineWriter.text(of: inlines, in: .paragraph)
    case .heading(let level, let inlines): heading(level, inlines)
    case .codeBlock(let info, let code): fenced(code, info: info)
    case .blockQuote(let blocks): indented(source(of: blocks), first: "> ", rest: "> ")
    case .list(let list): source(of: list, isOther: false)
    case .table(let table): source(of: table)
    // Hyphens and asterisks would be read with the marks of a list.
    case .thematicBreak: "___"
    case .htmlBlock(let source): source.last == "\n" ? String(source.dropLast()) : source
    }
  }

  private static func heading(_ level: Int, _ inlines: [Inline]) -> String {
    var text = InlineWriter.text(of: inlines, in: .heading)
    if text.last == "#" { text = text.dropLast() + "\\#" }
    return String(repeating: "#", count: min(max(level, 1), 6)) + (text.isEmpty ? "" : " ") + text
  }

  private static func fenced(_ code: String, info: String) -> String {
    let info = info.replacing("\n", with: " ")
    let mark: Character = info.contains("`") ? "~" : "`"
    let fence = String(repeating: mark, count: max(3, code.longestRun(of: mark) + 1))
    return fence + info + "\n" + code + (code.isEmpty || code.last == "\n" ? "" : "\n") + fence
  }

  private static func source(of list: Block.List, isOther: Bool) -> String {
    let isTight = list.items.allSatisfy(\.isTight)
    var number = min(max(list.start ?? 0, 0), 999_999_999)
    let items = list.items.map { item in
      let mark = list.start == nil ? (isOther ? "*" : "-") : "\(number)" + (isOther ? ")" : ".")
      number = min(number + 1, 999_999_999)
      let box = item.isChecked.map { $0 ? "[x] " : "[ ] " } ?? ""
      let text = box + source(of: item, isTight: isTight)
      guard !text.isEmpty else { return mark }
      return indented(text, first: mark + " ", rest: String(repeating: " ", count: mark.count + 1))
    }
    return items.joined(separator: isTight ? "\n" : "\n\n")
  }

  private static func source(of item: Block.Item, isTight: Bool) -> String {
    guard isTight, item.blocks.count == 2 else { return source(of: item.blocks) }
    return item.blocks.map { source(of: [$0]) }.joined(separator: "\n")
  }

  private static func source(of table: Block.Table) -> String? {
    guard let columns = table.rows.lazy.map(\.count).max(), columns > 0 else { return nil }
    var lines = table.rows.map { row in
      "|" + row.map { " " + InlineWriter.text(of: $0, in: .cell) + " |" }.joined()
    }
    lines[0] += String(repeating: " |", count: columns - table.rows[0].count)
    let rule = (0..<columns).map { " " + delimiter(table.alignment(ofColumn: $0)) + " |" }
    lines.insert("|" + rule.joined(), at: 1)
    return lines.joined(separator: "\n")
  }

  private static func delimiter(_ alignment: Block.Table.Alignment?) -> String {
    switch alignment {
    case nil: "---"
    case .left: ":--"
    case .center: ":-:"
    case .right: "--:"
    }
  }

  private static func indented(_ text: String, first: String, rest: String) -> String {
    let isQuote = rest.utf8.first == UInt8(ascii: ">")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      if index == 0 { return first + line }
      return line.isEmpty ? (isQuote ? ">" : "") : rest + line
    }.joined(separator: "\n")
  }
}

extension Block.Item {
  /// Whether nothing in it needs an empty line: it is a paragraph, and at most a list behind it that may follow one.
  fileprivate var isTight: Bool {
    guard case .paragraph? = blocks.first, blocks.count < 3 else { return blocks.isEmpty }
    guard blocks.count == 2 else { return true }
    guard case .list(let list) = blocks[1], let first = list.items.first else { return false }
    return (list.start ?? 1) == 1 && !first.blocks.isEmpty && list.items.allSatisfy(\.isTight)
  }
}

extension String {
  /// How often the character stands in a row, at most.
  func longestRun(of character: Character) -> Int {
    var (longest, run) = (0, 0)
    for other in self {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
