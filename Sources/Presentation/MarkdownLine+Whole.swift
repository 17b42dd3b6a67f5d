internal import Markup

/// What only a parser can say of a line, and so only when all of it has come.
extension MarkdownLine {
  /// The kind of a whole line.
  init(whole line: [UInt8], inParagraph: Bool) {
    let kind = MarkdownLine(line[...], isComplete: true, inParagraph: inParagraph) ?? .text
    switch kind {
    case .html: self = Self.beginsHTML(line, inParagraph) ? .html : .text
    case .linkReference: self = Self.blocks([line]).isEmpty ? .linkReference : .text
    default: self = kind
    }
  }

  private static func beginsHTML(_ line: [UInt8], _ inParagraph: Bool) -> Bool {
    let above = Array("text".utf8)
    return blocks(inParagraph ? [above, line] : [line]).contains { block in
      if case .htmlBlock = block { true } else { false }
    }
  }

  /// Whether two lines are the head of a table.
  static func beginTable(_ head: [UInt8], _ line: [UInt8]) -> Bool {
    guard isDelimiterRow(line[...]) else { return false }
    guard case .table? = blocks([head, line]).first else { return false }
    return true
  }

  /// Whether a line, or as much as is known of it, may be the one below a table's head.
  static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  /// Whether a blank line does not end the block of HTML that begins with a line.
  static func staysOpen(html line: [UInt8]) -> Bool {
    blocks([line, [], Array("text".utf8)]).count == 1
  }

  /// Whether a line ends such a block.
  static func ends(_ line: [UInt8], html head: [UInt8]) -> Bool {
    blocks([head, line, [], Array("text".utf8)]).count > 1
  }

  /// Whether a block of HTML is over with its first line.
  static func isWhole(html line: [UInt8]) -> Bool {
    blocks([line, Array("text".utf8)]).count > 1
  }

  private static func blocks(_ lines: [[UInt8]]) -> [Block] {
    MarkdownParser.blocks(
      of: String(decoding: Array(lines.joined(separator: [.lineFeed])), as: UTF8.self)
    )
  }
}
