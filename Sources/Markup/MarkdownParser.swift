internal import CMarkGFM
internal import Synchronization

/// `cmark_node *`, which cmark keeps opaque.
private typealias Node = OpaquePointer

/// Markdown text to blocks, by cmark-gfm with GitHub's tables, strikethrough, autolinks and task lists.
///
/// The C tree is walked once with cmark's own iterator and freed; no pointer leaves this file. Nothing here
/// recurses, and containers nested deeper than ``maximumDepth`` are left out while their text stays.
public enum MarkdownParser {
  /// How deep blocks and inlines may nest in the result.
  public static let maximumDepth = 40

  /// The blocks of a document.
  public static func blocks(of source: String) -> [Block] {
    turn.withLock { _ in
      guard let document = unsafe parse(source) else { return [.paragraph([.text(source)])] }
      defer { unsafe cmark_node_free(document) }
      var builder = TreeBuilder()
      return unsafe builder.blocks(below: document)
    }
  }

  /// One parser at a time: with extensions, cmark changes tables of the whole process while it reads inlines.
  private static let turn = Mutex(())

  /// The inlines of one stretch of text from inside a paragraph, whatever block its lines would start if they
  /// stood alone.
  public static func inlines(of source: String) -> [Inline] {
    // A word and a space in front make any line a paragraph's; both are taken off again. Of several lines one
    // may still be an underline or a row, so then they are made one.
    paragraph("x " + source) ?? paragraph("x " + source.replacingLineEnds) ?? [.text(source)]
  }

  private static func paragraph(_ source: String) -> [Inline]? {
    let blocks = blocks(of: source)
    guard blocks.count == 1, case .paragraph(var inlines)? = blocks.first,
      case .text(let first)? = inlines.first
    else { return nil }
    let rest = String(first.unicodeScalars.dropFirst(2))
    if rest.isEmpty { inlines.removeFirst() } else { inlines[0] = .text(rest) }
    return inlines
  }

  private static func parse(_ source: String) -> Node? {
    registerExtensions
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { unsafe cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      guard let found = unsafe cmark_find_syntax_extension(name) else { continue }
      unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    var source = source
    source.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    return unsafe cmark_parser_finish(parser)
  }

  /// Registers once for the process: cmark keeps the list in a global.
  private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()
}

/// Builds Swift values from cmark's enter and exit events, with a stack of its own.
private struct TreeBuilder {
  private var stack: [Frame] = [Frame(kind: "document")]
  private var skipped = 0

  mutating func blocks(below root: Node) -> [Block] {
    guard let iterator = unsafe cmark_iter_new(root) else { return [] }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = unsafe cmark_iter_get_node(iterator), unsafe node != root else { continue }
      unsafe take(node, isEntering: event == CMARK_EVENT_ENTER)
    }
    return stack[0].finishedBlocks
  }

  private mutating func take(_ node: Node, isEntering: Bool) {
    let kind = unsafe String(cString: cmark_node_get_type_string(node))
    if let leaf = unsafe leafBlock(node, kind) {
      stack[stack.count - 1].add(leaf)
    } else if let leaf = unsafe leafInline(node, kind) {
      stack[stack.count - 1].inlines.append(leaf)
    } else if isEntering {
      if stack.count > MarkdownParser.maximumDepth {
        skipped += 1
      } else {
        unsafe stack.append(Frame(kind: kind, node: node))
      }
    } else if skipped > 0 {
      skipped -= 1
    } else {
      close(stack.removeLast())
    }
  }

  private func leafBlock(_ node: Node, _ kind: String) -> Block? {
    switch kind {
    case "thematic_break": .thematicBreak
    case "html_block": .htmlBlock(unsafe literal(node))
    case "code_block":
      .codeBlock(info: unsafe string(cmark_node_get_fence_info(node)), code: unsafe literal(node))
    default: nil
    }
  }

  private func leafInline(_ node: Node, _ kind: String) -> Inline? {
    switch kind {
    case "text": .text(unsafe literal(node))
    case "code": .code(unsafe literal(node))
    case "html_inline": .html(unsafe literal(node))
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    default: nil
    }
  }

  private mutating func close(_ frame: Frame) {
    let top = stack.count - 1
    switch frame.kind {
    case "paragraph": stack[top].add(.paragraph(frame.inlines))
    case "heading": stack[top].add(.heading(level: frame.level, frame.inlines))
    case "block_quote": stack[top].add(.blockQuote(frame.finishedBlocks))
    case "list": stack[top].add(.list(Block.List(start: frame.start, items: frame.items)))
    case "item", "tasklist":
      stack[top].items.append(Block.Item(isChecked: frame.isChecked, blocks: frame.finishedBlocks))
    case "table": stack[top].add(.table(Block.Table(rows: frame.rows)))
    case "table_header", "table_row": stack[top].rows.append(frame.cells)
    case "table_cell": stack[top].cells.append(frame.inlines)
    case "emph": stack[top].inlines.append(.emphasis(frame.inlines))
    case "strong": stack[top].inlines.append(.strong(frame.inlines))
    case "strikethrough": stack[top].inlines.append(.strikethrough(frame.inlines))
    case "link": stack[top].inlines.append(.link(destination: frame.url, frame.inlines))
    case "image": stack[top].inlines.append(.image(source: frame.url, frame.inlines))
    default:
      // A kind of node that a newer cmark brings: what stands in it is shown.
      stack[top].blocks += frame.blocks
      stack[top].inlines += frame.inlines
    }
  }
}

/// A node that is open while its children are gathered.
private struct Frame {
  let kind: String
  var level = 0
  var start: Int?
  var isChecked: Bool?
  var url = ""
  var blocks: [Block] = []
  var inlines: [Inline] = []
  var items: [Block.Item] = []
  var rows: [[[Inline]]] = []
  var cells: [[Inline]] = []

  init(kind: String) {
    self.kind = kind
  }

  init(kind: String, node: Node) {
    self.kind = kind
    switch kind {
    case "heading": level = unsafe Int(cmark_node_get_heading_level(node))
    case "link", "image": url = unsafe string(cmark_node_get_url(node))
    case "tasklist": isChecked = unsafe cmark_gfm_extensions_get_tasklist_item_checked(node)
    case "list" where unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST:
      start = unsafe Int(cmark_node_get_list_start(node))
    default: break
    }
  }

  mutating func add(_ block: Block) {
    blocks.append(block)
  }

  /// The blocks, with what was left out too deep inside kept as a paragraph and list items as blocks.
  var finishedBlocks: [Block] {
    var result = blocks
    for item in items { result += item.blocks }
    if !inlines.isEmpty { result.append(.paragraph(inlines)) }
    return result
  }
}

extension String {
  fileprivate var replacingLineEnds: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}

private func literal(_ node: Node) -> String {
  unsafe string(cmark_node_get_literal(node))
}

private func string(_ characters: UnsafePointer<CChar>?) -> String {
  guard let characters = unsafe characters else { return "" }
  return unsafe String(cString: characters)
}
