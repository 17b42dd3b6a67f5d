internal import Markup
internal import TerminalText

/// Whole blocks to styled lines.
///
/// Recurses as deep as the parser lets blocks nest.
struct BlockRenderer {
  /// The page that they are written on.
  var layout: Layout

  /// The blocks with an empty line between each two, every line ended.
  func text(of blocks: [Block]) -> StyledText {
    blocks.isEmpty ? StyledText() : text(of: blocks, Prefix())
  }

  /// The definition of a footnote, its lines behind the first indented.
  func text(of footnote: Footnote) -> StyledText {
    let label = StyledText(footnote.label + " ")
    let indent = String(repeating: " ", count: min(DisplayWidth.cells(of: label), 8))
    return text(of: footnote.blocks, Prefix().adding(label, StyledText(indent)))
  }

  /// What stands in front of the first line and of the others.
  private struct Prefix {
    var first = StyledText()
    var next = StyledText()

    func adding(_ first: StyledText, _ next: StyledText) -> Prefix {
      Prefix(first: self.first + first, next: self.next + next)
    }

    /// What is in front of the blocks behind the first.
    var behindFirst: Prefix { Prefix(first: next, next: next) }
  }

  private func text(of blocks: [Block], _ prefix: Prefix, isTight: Bool = false) -> StyledText {
    var text = StyledText()
    for (index, block) in blocks.enumerated() {
      let isFirst = index == 0
      if !isFirst, !isTight { text += emptyLine(prefix.next) }
      text += self.text(of: block, isFirst ? prefix : prefix.behindFirst)
    }
    if blocks.isEmpty { text += wrapped(StyledText(), prefix) }
    return text
  }

  private func text(of block: Block, _ prefix: Prefix) -> StyledText {
    switch block {
    case .paragraph(let inlines): wrapped(InlineRenderer(layout).text(of: inlines), prefix)
    case .heading(_, let inlines):
      wrapped(InlineRenderer(layout).text(of: inlines, role: .heading), prefix)
    case .codeBlock(let info, let code):
      atMargin(code.isEmpty ? StyledText() : self.code(code, info: info), prefix)
    case .blockQuote(let blocks):
      text(of: blocks, prefix.adding(Self.quoteBar, Self.quoteBar))
    case .list(let list): self.list(list, prefix)
    case .table(let table): atMargin(TableRenderer(layout).text(of: table), prefix)
    case .thematicBreak: wrapped(rule, prefix)
    case .htmlBlock(let source): wrapped(StyledText(source.withoutLineEnd), prefix)
    }
  }

  private static let quoteBar = StyledText("│ ", role: .quote)

  private var rule: StyledText {
    StyledText(String(repeating: "─", count: min(layout.width ?? 40, 40)), role: .aside)
  }

  private func wrapped(_ text: StyledText, _ prefix: Prefix) -> StyledText {
    var wrapper = LineWrapper(
      width: layout.proseWidth,
      firstPrefix: prefix.first,
      nextPrefix: prefix.next
    )
    let lines = wrapper.add(text)
    return lines + wrapper.finish() + "\n"
  }

  private func emptyLine(_ prefix: StyledText) -> StyledText {
    var wrapper = LineWrapper(width: layout.proseWidth, firstPrefix: prefix)
    return wrapper.finish() + "\n"
  }

  private func code(_ code: String, info: String) -> StyledText {
    var highlighter = layout.highlighter(for: info)
    return Self.code(code, &highlighter)
  }

  /// Lines of code, or a single one; text of which a copy can be used as it is.
  static func code(_ code: String, _ highlighter: inout CodeHighlighter?) -> StyledText {
    let lines = Sanitizer.sanitized(code.withoutLineEnd, in: .exact) + "\n"
    return highlighter?.highlight(lines) ?? StyledText(lines)
  }

  /// Code and tables stand at the left margin, wherever they are.
  private func atMargin(_ text: StyledText, _ prefix: Prefix) -> StyledText {
    prefix.first == prefix.next ? text : emptyLine(prefix.first) + text
  }

  private func list(_ list: Block.List, _ prefix: Prefix) -> StyledText {
    var text = StyledText()
    for (index, item) in list.items.enumerated() {
      let marker = marker(of: item, number: list.start.map { $0 + index })
      let indent = StyledText(String(repeating: " ", count: DisplayWidth.cells(of: marker)))
      let outer = index == 0 ? prefix : prefix.behindFirst
      text += self.text(of: item.blocks, outer.adding(marker, indent), isTight: item.isTight)
    }
    return text
  }

  private func marker(of item: Block.Item, number: Int?) -> StyledText {
    let box = item.isChecked.map { $0 ? "[x] " : "[ ] " } ?? ""
    return StyledText(number.map { "\($0). " } ?? "• ", role: .marker) + StyledText(box)
  }
}

extension Block.Item {
  /// Whether the item is one paragraph with, at most, lists below it, which need no empty lines.
  fileprivate var isTight: Bool {
    blocks.dropFirst().allSatisfy { block in
      if case .list = block { true } else { false }
    }
  }
}

extension String {
  /// The text without the line end behind its last line.
  var withoutLineEnd: String {
    hasSuffix("\n") ? String(dropLast()) : self
  }
}
