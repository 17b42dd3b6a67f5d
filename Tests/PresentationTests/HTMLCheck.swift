/// What a page of conversations may hold: only tags and attributes that the program writes, closed in their order.
enum HTMLCheck {
  private static let void: Set<Substring> = ["meta", "hr", "br"]

  private static let names: Set<Substring> = [
    "html", "head", "meta", "title", "style", "body", "main", "nav", "section", "header", "article",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "time", "details", "summary", "ul",
    "ol",
    "li", "a", "strong", "em", "del", "code", "pre", "blockquote", "hr", "br", "table", "thead",
    "tbody", "tr", "th", "td",
  ]

  private static let attributes: Set<Substring> = [
    "charset", "http-equiv", "content", "name", "id", "class", "href", "rel", "dir", "tabindex",
    "start", "value", "datetime", "aria-label", "aria-hidden",
  ]

  private static let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]

  /// All that is wrong with a page, in words.
  static func faults(in page: String) -> [String] {
    var reader = Reader()
    var rest = page[...]
    if rest.hasPrefix("<!doctype html>\n") { rest = rest.dropFirst(16) }
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
      reader.readText(rest[..<open])
      guard let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: ">")) else {
        return reader.faults + ["a tag that does not end"]
      }
      reader.readTag(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    }
    reader.readText(rest)
    return reader.finish()
  }

  private struct Reader {
    var faults: [String] = []
    private var open: [Substring] = []
    private var ids: Set<Substring> = []
    private var targets: Set<Substring> = []

    mutating func readText(_ text: Substring) {
      for place in text.utf8.indices where text.utf8[place] == UInt8(ascii: "&") {
        let known = entities.contains { text.utf8[place...].starts(with: $0.utf8) }
        if !known { faults.append("a bare & in \(text)") }
      }
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0A, 0x09: break
        case 0..<0x20, 0x7F..<0xA0, 0x200B, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
          faults.append("U+\(String(scalar.value, radix: 16)) in \(text)")
        default: break
        }
      }
    }

    mutating func readTag(_ tag: Substring) {
      if tag.hasPrefix("/") {
        if open.popLast() != tag.dropFirst() { faults.append("</\(tag.dropFirst())> out of place") }
        return
      }
      let name = tag.prefix { $0 != " " }
      if !names.contains(name) { faults.append("the element \(tag)") }
      if !void.contains(name) { open.append(name) }
      var rest = tag.dropFirst(name.count)
      while !rest.isEmpty {
        guard let attribute = rest.prefixMatch(of: /[ ]([a-z-]+)="([^"<>]*)"/) else {
          faults.append("the attributes \(rest)")
          return
        }
        readAttribute(attribute.1, attribute.2)
        rest = rest[attribute.range.upperBound...]
      }
    }

    private mutating func readAttribute(_ name: Substring, _ value: Substring) {
      if !attributes.contains(name) { faults.append("the attribute \(name)") }
      readText(value)
      if name == "id", !ids.insert(value).inserted { faults.append("the id \(value) twice") }
      guard name == "href" else { return }
      if value.hasPrefix("#") {
        targets.insert(value.dropFirst())
      } else if !["https://", "http://", "mailto:"].contains(where: value.lowercased().hasPrefix) {
        faults.append("a link to \(value)")
      }
    }

    func finish() -> [String] {
      let dead = targets.subtracting(ids).map { "a link to #\($0), which is not there" }
      return faults + dead + open.map { "<\($0)> is not closed" }
    }
  }
}
