internal import CGumbo

/// What an HTML document holds.
public struct HTMLDocument: Equatable, Sendable {
  /// The document's title in one line; `nil` when it has none.
  public var title: String?
  /// Its blocks and where they stand in the source.
  public var blocks: [LocatedBlock]

  /// A document with its blocks.
  public init(title: String? = nil, blocks: [LocatedBlock]) {
    self.title = title
    self.blocks = blocks
  }
}

/// HTML text to blocks, by gumbo.
///
/// Elements that are no text are left out: scripts, drawings, form controls, and what is hidden. The C tree is walked
/// once and freed; no pointer leaves this file. Nothing here recurses over the depth of the input, and what nests
/// deeper than ``MarkdownParser/maximumDepth`` keeps its text. Rows of a table may differ in length.
public enum HTMLParser {
  /// The title and the blocks of a document or of a piece of one; lines never decrease.
  public static func document(of source: String) -> HTMLDocument {
    var options = unsafe kGumboDefaultOptions
    unsafe options.max_errors = 0
    return unsafe BoundedHTML(source).bytes.withUnsafeBytes { bytes in
      let start = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
      guard let start = unsafe start,
        let output = unsafe gumbo_parse_with_options(&options, start, bytes.count)
      else { return HTMLDocument(blocks: []) }
      defer { unsafe gumbo_destroy_output(&options, output) }
      var walk = TreeWalk()
      unsafe walk.visit(output.pointee.root)
      return HTMLDocument(title: walk.title, blocks: walk.builder.finish())
    }
  }
}

private typealias HTMLNode = UnsafeMutablePointer<GumboNode>

/// One way through gumbo's tree, with a stack of its own.
@safe private struct TreeWalk {
  /// An element whose children are being visited.
  @unsafe private struct Open {
    let node: HTMLNode
    var next: UInt32 = 0
    let ending: Ending
  }

  /// What is to be done behind an element.
  private enum Ending {
    case nothing
    case style
    case block
    case boundary
    case term
  }

  var builder = HTMLTreeBuilder()
  var title: String?
  private var stack: [Open] = unsafe []

  mutating func visit(_ root: HTMLNode) {
    unsafe enter(root)
    while let top = unsafe stack.last {
      let children = unsafe top.node.pointee.v.element.children
      if unsafe top.next == children.length {
        unsafe leave(stack.removeLast())
        continue
      }
      unsafe stack[stack.count - 1].next += 1
      let child = unsafe children.data[Int(top.next)]
      if let child = unsafe child?.assumingMemoryBound(to: GumboNode.self) { unsafe enter(child) }
    }
  }

  private mutating func enter(_ node: HTMLNode) {
    switch unsafe node.pointee.type {
    case GUMBO_NODE_ELEMENT: unsafe enterElement(node)
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
      let text = unsafe node.pointee.v.text
      unsafe builder.add(String(cString: text.text), line: Int(text.start_pos.line))
    default: break
    }
  }

  private mutating func leave(_ open: Open) {
    let element = unsafe open.node.pointee.v.element
    if unsafe element.original_end_tag.length > 0 {
      unsafe builder.reach(Int(element.end_pos.line))
    }
    switch unsafe open.ending {
    case .nothing: break
    case .style: builder.closeStyle()
    case .block: builder.closeFrame()
    case .boundary: builder.boundary()
    case .term:
      builder.boundary()
      builder.closeStyle()
    }
  }

  private mutating func enterElement(_ node: HTMLNode) {
    let element = unsafe node.pointee.v.element
    let name = unsafe String(cString: gumbo_normalized_tagname(element.tag))
    if name == "head" || name == "title" { return unsafe enterHead(node, name) }
    guard unsafe !isHidden(node) else { return }
    let line = unsafe Int(element.start_pos.line)
    switch HTMLRole.named(name) {
    case .leftOut: break
    case .lineBreak: builder.addBreak()
    case .thematicBreak: builder.addThematicBreak(line: line)
    case .image:
      unsafe builder.addImage(
        source: attribute("src", node) ?? "",
        description: attribute("alt", node) ?? "",
        line: line
      )
    case .checkbox:
      if unsafe attribute("type", node)?.lowercased() == "checkbox" {
        builder.addCheckbox(isChecked: unsafe attribute("checked", node) != nil)
      }
    case let role: unsafe push(node, ending: begin(role, node, line))
    }
  }

  /// Begins an element that has children.
  private mutating func begin(_ role: HTMLRole, _ node: HTMLNode, _ line: Int) -> Ending {
    switch role {
    case .transparent:
      guard let destination = unsafe linkDestination(node) else { return .nothing }
      return builder.open(.link(destination)) ? .style : .nothing
    case .inline(let kind):
      if kind == .code { builder.setInfo(unsafe language(node)) }
      return builder.open(kind) ? .style : .nothing
    case .container:
      builder.boundary()
      return .boundary
    case .term:
      builder.boundary()
      return builder.open(.strong) ? .term : .boundary
    case .list(isOrdered: true):
      let start = unsafe attribute("start", node).flatMap { Int($0) } ?? 1
      return builder.open(role, line: line, start: max(start, 0)) ? .block : .boundary
    default:
      guard builder.open(role, line: line) else { return .boundary }
      if case .code = role { builder.setInfo(unsafe language(node)) }
      return .block
    }
  }

  private mutating func push(_ node: HTMLNode, ending: Ending) {
    unsafe stack.append(Open(node: node, ending: ending))
  }

  /// Of the head, only the first title is read.
  private mutating func enterHead(_ node: HTMLNode, _ name: String) {
    if name == "head" { return unsafe push(node, ending: .nothing) }
    let children = unsafe node.pointee.v.element.children
    guard title == nil, unsafe children.length > 0,
      let child = unsafe children.data[0]?.assumingMemoryBound(to: GumboNode.self),
      unsafe child.pointee.type == GUMBO_NODE_TEXT
    else { return }
    let text = unsafe String(cString: child.pointee.v.text.text).collapsed
    if !text.isEmpty { title = text }
  }

  // MARK: - Attributes

  private func attribute(_ name: String, _ node: HTMLNode) -> String? {
    var attributes = unsafe node.pointee.v.element.attributes
    guard let found = unsafe gumbo_get_attribute(&attributes, name) else { return nil }
    return unsafe String(cString: found.pointee.value)
  }

  private func isHidden(_ node: HTMLNode) -> Bool {
    unsafe attribute("hidden", node) != nil
      || attribute("aria-hidden", node)?.lowercased() == "true"
  }

  private func linkDestination(_ node: HTMLNode) -> String? {
    guard unsafe node.pointee.v.element.tag == GUMBO_TAG_A else { return nil }
    return unsafe attribute("href", node)?.trimmingHTMLSpace
  }

  /// The language that a class such as `language-swift` tells.
  private func language(_ node: HTMLNode) -> String {
    let classes = unsafe attribute("class", node) ?? ""
    for word in classes.utf8.split(whereSeparator: \.isHTMLSpace).map({ String(Substring($0)) }) {
      for prefix in ["language-", "lang-"] where word.hasPrefix(prefix) {
        return String(word.dropFirst(prefix.count))
      }
    }
    return ""
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmingHTMLSpace: String {
    let rest = utf8.drop { $0.isHTMLSpace }
    guard let last = rest.lastIndex(where: { !$0.isHTMLSpace }) else { return "" }
    return String(Substring(rest[...last]))
  }
}
