internal import CMarkGFM

/// `cmark_node *`, which cmark keeps opaque.
typealias Node = OpaquePointer

extension Node {
  /// Enters and leaves this node and every one below it, in the order of the document.
  func visit(_ body: (_ node: Node, _ isEntering: Bool) -> Void) {
    guard let iterator = unsafe cmark_iter_new(self) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = unsafe cmark_iter_get_node(iterator) else {
        return
      }
      unsafe body(node, event == CMARK_EVENT_ENTER)
    }
  }
}

/// Builds Swift values from cmark's enter and exit events, with a stack of its own.
struct MarkdownTreeBuilder {
  private var stack: [Frame] = [Frame(kind: "document")]
  private var skipped = 0

  /// The block that a node stands for; of a node of an unknown kind, what stands in it.
  mutating func blocks(of root: Node) -> [Block] {
    unsafe root.visit { node, isEntering in unsafe take(node, isEntering: isEntering) }
    return stack[0].finishedBlocks
  }

  private mutating func take(_ node: Node, isEntering: Bool) {
    // Leaves are most of all nodes: they are told by their numbers, which is quick.
    if let leaf = unsafe leafInline(node) {
      stack[stack.count - 1].inlines.append(leaf)
      return
    }
    if let leaf = unsafe leafBlock(node) {
      stack[stack.count - 1].add(leaf)
      return
    }
    // Those of extensions have a number only once they are registered.
    let kind = unsafe String(cString: cmark_node_get_type_string(node))
    if isEntering {
      if stack.count > MarkdownParser.maximumDepth {
        skipped += 1
      } else {
        unsafe stack.append(Frame(kind: kind, node: node))
      }
    } else if skipped > 0 {
      skipped -= 1
      if ["paragraph", "heading"].contains(kind) { stack[stack.count - 1].endParagraph() }
    } else {
      close(stack.removeLast())
    }
  }

  private func leafBlock(_ node: Node) -> Block? {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_HTML_BLOCK: .htmlBlock(unsafe literal(node))
    case CMARK_NODE_CODE_BLOCK:
      .codeBlock(info: unsafe string(cmark_node_get_fence_info(node)), code: unsafe literal(node))
    default: nil
    }
  }

  private func leafInline(_ node: Node) -> Inline? {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: .text(unsafe literal(node))
    case CMARK_NODE_CODE: .code(unsafe literal(node))
    case CMARK_NODE_HTML_INLINE: .html(unsafe literal(node))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    default: nil
    }
  }

  private mutating func close(_ frame: Frame) {
    let top = stack.count - 1
    switch frame.kind {
    case "paragraph": stack[top].add(.paragraph(frame.inlines))
    case "heading": stack[top].add(.heading(level: frame.level, frame.inlines))
    case "block_quote": stack[top].add(.blockQuote(frame.finishedBlocks))
    case "list":
      var items = frame.items
      let rest = frame.blocksBesideItems
      if !rest.isEmpty { items.append(Block.Item(isChecked: nil, blocks: rest)) }
      stack[top].add(.list(Block.List(start: frame.start, items: items)))
    case "item", "tasklist":
      stack[top].items.append(Block.Item(isChecked: frame.isChecked, blocks: frame.finishedBlocks))
    case "table":
      stack[top].add(.table(Block.Table(rows: frame.rows, alignments: frame.alignments)))
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
  var alignments: [Block.Table.Alignment?] = []

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
    case "table": alignments = unsafe tableAlignments(node)
    default: break
    }
  }

  mutating func add(_ block: Block) {
    blocks.append(block)
  }

  /// Makes a paragraph of the inlines so far, which were too deep inside for one of their own.
  mutating func endParagraph() {
    guard !inlines.isEmpty else { return }
    blocks.append(.paragraph(inlines))
    inlines = []
  }

  /// What a list holds whose items were too deep inside.
  var blocksBesideItems: [Block] {
    inlines.isEmpty ? blocks : blocks + [.paragraph(inlines)]
  }

  /// The blocks, with what was left out too deep inside kept as a paragraph and list items as blocks.
  var finishedBlocks: [Block] {
    var result = blocks
    for item in items { result += item.blocks }
    if !inlines.isEmpty { result.append(.paragraph(inlines)) }
    return result
  }
}

/// Where the cells of each column stand; none where the table says nothing of it.
private func tableAlignments(_ node: Node) -> [Block.Table.Alignment?] {
  let count = unsafe Int(cmark_gfm_extensions_get_table_columns(node))
  guard let bytes = unsafe cmark_gfm_extensions_get_table_alignments(node) else { return [] }
  let alignments = (0..<count).map { column -> Block.Table.Alignment? in
    switch unsafe bytes[column] {
    case UInt8(ascii: "l"): .left
    case UInt8(ascii: "c"): .center
    case UInt8(ascii: "r"): .right
    default: nil
    }
  }
  return alignments.contains { $0 != nil } ? alignments : []
}

/// The text of a leaf.
func literal(_ node: Node) -> String {
  unsafe string(cmark_node_get_literal(node))
}

private func string(_ characters: UnsafePointer<CChar>?) -> String {
  guard let characters = unsafe characters else { return "" }
  return unsafe String(cString: characters)
}
