internal import Markup
internal import TerminalText

/// The blocks of an answer to HTML, each on lines of its own.
///
/// Recurses as deep as the parsers let blocks nest.
struct HTMLBlocks {
  /// What is written inside of blocks.
  let inlines: HTMLInlines
  /// The level of the heading that the answer stands below.
  let headingLevel: Int

  func html(of blocks: [Block]) -> String {
    blocks.map(html).joined(separator: "\n")
  }

  private func html(of block: Block) -> String {
    switch block {
    case .paragraph(let content): "<p>\(inlines.html(of: content))</p>"
    case .heading(let level, let content): heading(level, content)
    case .codeBlock(let info, let code): Self.code(code, info: info)
    case .blockQuote(let blocks): "<blockquote>\n\(html(of: blocks))\n</blockquote>"
    case .list(let list): self.list(list)
    case .table(let table): self.table(table)
    case .thematicBreak: "<hr>"
    case .htmlBlock(let source): Self.lines(source.withoutLineEnd)
    }
  }

  /// Text with its line ends and spaces as they are.
  static func lines(_ text: String) -> String {
    "<p class=\"lines\">\(HTMLText.escaped(text))</p>"
  }

  /// Lines of code; where they are too long they scroll, for which they can have the focus.
  static func code(_ code: String, info: String) -> String {
    let lines = Sanitizer.sanitized(code.withoutLineEnd, in: .exact)
    var highlighter = CodeHighlighter(info: info)
    let spans = highlighter?.highlight(lines + "\n").spans ?? StyledText(lines).spans
    let words = spans.map { span in
      let text = HTMLText.escaped(span.text, in: .exact)
      return span.role == .plain ? text : "<span class=\"\(names(of: span.role))\">\(text)</span>"
    }
    return "<pre tabindex=\"0\"><code>\(words.joined().withoutLineEnd)</code></pre>"
  }

  private static func names(of role: Role) -> String {
    Role.names.enumerated().filter { role.contains(Role(rawValue: 1 << UInt32($0.offset))) }
      .map(\.element).joined(separator: " ")
  }

  private func heading(_ level: Int, _ content: [Inline]) -> String {
    let name = "h\(min(headingLevel + level, 6))"
    return "<\(name)>\(inlines.html(of: content))</\(name)>"
  }

  private func list(_ list: Block.List) -> String {
    let items = list.items.map { item in
      let box = item.isChecked.map { $0 ? "☑ " : "☐ " } ?? ""
      return "<li>\(box)\(self.item(item))</li>\n"
    }
    guard let start = list.start else { return "<ul>\n\(items.joined())</ul>" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(items.joined())</ol>"
  }

  /// The blocks of an item, its first paragraph without a tag of its own.
  private func item(_ item: Block.Item) -> String {
    guard case .paragraph(let content)? = item.blocks.first else { return html(of: item.blocks) }
    let rest = item.blocks.dropFirst()
    let first = inlines.html(of: content)
    return rest.isEmpty ? first : first + "\n" + html(of: Array(rest))
  }

  private func table(_ table: Block.Table) -> String {
    let rows = table.rows.enumerated().map { number, row in
      let name = number == 0 ? "th" : "td"
      let cells = row.enumerated().map { column, cell in
        let side = table.alignment(ofColumn: column).map { " class=\"\($0)\"" } ?? ""
        return "<\(name)\(side)>\(inlines.html(of: cell))</\(name)>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = "<thead>\n\(rows.prefix(1).joined())</thead>\n"
    let body = rows.count > 1 ? "<tbody>\n\(rows.dropFirst().joined())</tbody>\n" : ""
    return "<div class=\"table\" tabindex=\"0\">\n<table>\n\(head)\(body)</table>\n</div>"
  }
}
