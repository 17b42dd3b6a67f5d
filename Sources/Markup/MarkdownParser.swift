internal import CMarkGFM
internal import Synchronization

/// Markdown text to blocks, by cmark-gfm with GitHub's tables, strikethrough, autolinks and task lists.
///
/// The C tree is walked once with cmark's own iterator and freed; no pointer into it outlives the lock. Nothing here
/// recurses, and containers nested deeper than ``maximumDepth`` are left out while their text stays.
public enum MarkdownParser {
  /// How deep blocks and inlines may nest in the result.
  public static let maximumDepth = 40

  /// The version of cmark-gfm, such as `0.29.0.gfm.6`.
  public static var libraryVersion: String { unsafe String(cString: cmark_version_string()) }

  /// The blocks of a document.
  public static func blocks(of source: String) -> [Block] {
    locatedBlocks(of: source).map(\.block)
  }

  /// The blocks of a document and the source lines of each; no two of them share a line.
  public static func locatedBlocks(of source: String) -> [LocatedBlock] {
    let blocks = unsafe collect(from: source) { node, lines in
      var builder = MarkdownTreeBuilder()
      return unsafe builder.blocks(of: node).map { LocatedBlock(block: $0, lines: lines) }
    }
    return blocks ?? [LocatedBlock(block: .paragraph([.text(source)]), lines: 1...1)]
  }

  /// The headings of a document that stand in no other block.
  ///
  /// Nothing is built for the other blocks, so that this costs little more than cmark itself.
  public static func headings(of source: String) -> [Heading] {
    let headings = unsafe collect(from: source) { node, lines in
      guard unsafe cmark_node_get_type(node) == CMARK_NODE_HEADING else { return [Heading]() }
      let level = unsafe Int(cmark_node_get_heading_level(node))
      return unsafe [Heading(level: level, text: plainText(of: node), lines: lines)]
    }
    return headings ?? []
  }

  private static func plainText(of node: Node) -> String {
    var text = ""
    unsafe node.visit { node, isEntering in
      guard isEntering else { return }
      switch unsafe cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += unsafe literal(node)
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
    return text
  }

  /// What `body` makes of the blocks right below the document; `nil` when there is no memory for one.
  private static func collect<Element: Sendable>(
    from source: String,
    _ body: (_ node: Node, _ lines: ClosedRange<Int>) -> [Element]
  ) -> [Element]? {
    turn.withLock { _ in
      guard let document = unsafe parse(source) else { return nil }
      defer { unsafe cmark_node_free(document) }
      var result: [Element] = []
      var last = 0
      var isBlankLine: [Bool]?
      var next = unsafe cmark_node_first_child(document)
      while let node = unsafe next {
        unsafe next = cmark_node_next(node)
        var lines = unsafe lines(of: node, before: next, after: last)
        // Lists and underlined headings end where cmark noticed it, on the empty lines behind them.
        if lines.count > 1, unsafe cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK {
          let isBlank = isBlankLine ?? source.blankLines
          isBlankLine = isBlank
          while lines.count > 1, lines.upperBound <= isBlank.count, isBlank[lines.upperBound - 1] {
            lines = lines.lowerBound...lines.upperBound - 1
          }
        }
        unsafe result += body(node, lines)
        last = lines.upperBound
      }
      return result
    }
  }

  /// The lines of a block, put right where cmark counts oddly: there is one, and none is another block's.
  private static func lines(of node: Node, before next: Node?, after last: Int) -> ClosedRange<Int>
  {
    let first = max(unsafe Int(cmark_node_get_start_line(node)), last + 1)
    var end = unsafe Int(cmark_node_get_end_line(node))
    if let next = unsafe next { end = min(end, unsafe Int(cmark_node_get_start_line(next)) - 1) }
    return first...max(first, end)
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
    // What has so many cells in a row is no table to read, and cmark takes a time for it that grows with their square.
    let hasTables = !source.holdsLine(withMore: mostCells, of: UInt8(ascii: "|"))
    guard let parser = unsafe hasTables ? parser : parserWithoutTables else { return nil }
    var source = source
    source.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    return unsafe cmark_parser_finish(parser)
  }

  /// A line with more of the signs that divide cells is no row of a table.
  private static let mostCells = 500

  /// The parsers, which are as new after each document.
  ///
  /// To make one with its extensions takes longer than most pieces of text take to be read. Used by whoever has the
  /// ``turn``; never freed.
  private static nonisolated(unsafe) let parser = unsafe parser(with: ["table"] + otherExtensions)
  private static nonisolated(unsafe) let parserWithoutTables = unsafe parser(with: otherExtensions)

  private static let otherExtensions = ["strikethrough", "autolink", "tasklist"]

  private static func parser(with extensions: [String]) -> OpaquePointer? {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    for name in extensions {
      guard let found = unsafe cmark_find_syntax_extension(name) else { continue }
      unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    return unsafe parser
  }
}

extension String {
  /// Whether a line holds more than so many of a byte.
  fileprivate func holdsLine(withMore limit: Int, of sign: UInt8) -> Bool {
    guard utf8.count > limit else { return false }
    var count = 0
    for byte in utf8 {
      if byte == sign {
        count += 1
        if count > limit { return true }
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        count = 0
      }
    }
    return false
  }

  /// For each line whether it holds nothing but white space.
  fileprivate var blankLines: [Bool] {
    var blank: [Bool] = []
    var (isBlank, wasReturn) = (true, false)
    for byte in utf8 {
      let isReturn = byte == UInt8(ascii: "\r")
      if isReturn || byte == UInt8(ascii: "\n") && !wasReturn {
        blank.append(isBlank)
        isBlank = true
      } else if byte > 0x20 {
        isBlank = false
      }
      wasReturn = isReturn
    }
    return blank + [isBlank]
  }

  fileprivate var replacingLineEnds: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
