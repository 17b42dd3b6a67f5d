import Markup

/// Blocks in a line of text: the name of HTML's element and what stands in it, in brackets.
func notation(_ blocks: [Block]) -> String {
  blocks.map(notation).joined(separator: " ")
}

private func notation(_ block: Block) -> String {
  switch block {
  case .paragraph(let inlines): "p[\(notation(inlines))]"
  case .heading(let level, let inlines): "h\(level)[\(notation(inlines))]"
  case .codeBlock(let info, let code):
    "pre\(info.isEmpty ? "" : ":\(info)")[\(code.replacing("\n", with: "⏎"))]"
  case .blockQuote(let blocks): "blockquote[\(notation(blocks))]"
  case .list(let list):
    (list.start.map { "ol:\($0)" } ?? "ul") + "[" + list.items.map(notation).joined(separator: " ")
      + "]"
  case .table(let table):
    "table" + table.alignments.map(notation).joined() + "["
      + table.rows.map(notation).joined(separator: " ") + "]"
  case .thematicBreak: "hr"
  case .htmlBlock(let source): "html[\(source.replacing("\n", with: "⏎"))]"
  }
}

private func notation(_ alignment: Block.Table.Alignment?) -> String {
  switch alignment {
  case nil: ":-"
  case .left: ":l"
  case .center: ":c"
  case .right: ":r"
  }
}

private func notation(_ item: Block.Item) -> String {
  (item.isChecked.map { $0 ? "[x]" : "[ ]" } ?? "li") + "[\(notation(item.blocks))]"
}

private func notation(_ row: [[Inline]]) -> String {
  "tr[" + row.map { "td[\(notation($0))]" }.joined() + "]"
}

private func notation(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text): text
    case .code(let code): "code[\(code)]"
    case .emphasis(let inlines): "em[\(notation(inlines))]"
    case .strong(let inlines): "strong[\(notation(inlines))]"
    case .strikethrough(let inlines): "del[\(notation(inlines))]"
    case .link(let destination, let inlines): "a:\(destination)[\(notation(inlines))]"
    case .image(let source, let inlines): "img:\(source)[\(notation(inlines))]"
    case .softBreak: "⏎"
    case .lineBreak: "br"
    case .html(let source): "html[\(source)]"
    }
  }.joined()
}

/// Located blocks, each behind its lines.
func notation(_ blocks: [LocatedBlock]) -> String {
  blocks.map { "\($0.lines.lowerBound)-\($0.lines.upperBound) \(notation([$0.block]))\n" }.joined()
}
