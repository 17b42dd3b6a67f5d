internal import Markup

/// Lines of plain text as Markdown that looks the same.
enum PlainTextLines {
  /// One line for each; those that are indented like code in a paragraph of their own stay as they are.
  static func escaped(_ lines: [Substring]) -> [String] {
    var result: [String] = []
    result.reserveCapacity(lines.count)
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(where: \.isBlank) ?? lines.count
      let paragraph = lines[start..<end]
      let isCode = paragraph.allSatisfy { $0.hasPrefix("    ") || $0.hasPrefix("\t") }
      result += paragraph.map { line in
        isCode
          ? String(line)
          : MarkdownWriter.escaped(String(line.drop { $0 == " " || $0 == "\t" }), atLineStart: true)
      }
      if end < lines.count { result.append("") }
      start = end + 1
    }
    return result
  }
}
