/// HTML that gumbo reads in time and memory that grow with its length.
///
/// gumbo walks its open elements for nearly every tag and compares every attribute of a tag with the others,
/// and it frees its tree by recursion, so that 80,000 open tables end the process. It has no bound of its own.
/// So tags beyond the bounds below become empty comments of the same length: their text stays, and so do all
/// lines. Raw text that is never shown, comments and drawings are emptied in the same way, because end tags in
/// them end nothing. What counts as open errs towards too many: where HTML's rules leave in doubt whether an end
/// tag is heeded, the element stays counted.
struct BoundedHTML {
  /// How many elements may be open, without those that close each other (`p`, `li`, `td` and so on).
  static let maximumDepth = 128
  /// How many formatting elements may be open: HTML opens them again in every paragraph.
  static let maximumFormatting = 8
  /// How many attributes of a tag are kept.
  static let maximumAttributes = 32

  private(set) var bytes: [UInt8]
  private var at = 0
  private var open: [OpenElement] = []
  private var formattingCount = 0
  /// How many start tags of a name were taken out and not yet ended.
  private var removed: [String: Int] = [:]
  /// The names of which no end tag follows any more.
  private var unended: Set<String> = []

  /// The bytes of a source within the bounds.
  init(_ source: String) {
    bytes = Array(source.utf8)
    while let start = next(UInt8(ascii: "<"), from: at) {
      at = start + 1
      let isEnd = byte(at) == UInt8(ascii: "/")
      let first = byte(isEnd ? at + 1 : at)
      if first.isLetter {
        readTag(from: start, isEnd: isEnd)
      } else if isEnd || first == UInt8(ascii: "!") || first == UInt8(ascii: "?") {
        skipComment(from: start)
      }
    }
  }

  // MARK: - Tags

  private mutating func readTag(from start: Int, isEnd: Bool) {
    let nameStart = isEnd ? start + 2 : start + 1
    var end = nameStart
    while end < bytes.count, !bytes[end].endsName { end += 1 }
    let name = String(decoding: bytes[nameStart..<end].lazy.map(\.lowercased), as: UTF8.self)
    at = end
    skipAttributes()
    guard at < bytes.count else { return }
    at += 1
    let isKept = isEnd ? keepsEnd(of: name) : keepsStart(of: name)
    if !isKept { empty(start..<at) }
    if !isEnd { readContent(of: name, from: start) }
  }

  private mutating func keepsStart(of name: String) -> Bool {
    if HTMLNames.uncounted.contains(name) { return true }
    let element = OpenElement(name)
    if name == "a" || name == "nobr" { close(name) }
    let isWithin =
      element.isFormatting
      ? formattingCount < Self.maximumFormatting
      : open.count - formattingCount < Self.maximumDepth
    guard isWithin else {
      removed[name, default: 0] += 1
      return false
    }
    open.append(element)
    if element.isFormatting { formattingCount += 1 }
    return true
  }

  private mutating func keepsEnd(of name: String) -> Bool {
    if HTMLNames.uncounted.contains(name) { return true }
    if let count = removed[name], count > 0 {
      removed[name] = count - 1
      return false
    }
    close(name)
    return true
  }

  /// Takes an element off the open ones where HTML surely does so too.
  private mutating func close(_ name: String) {
    let element = OpenElement(name)
    let isBlock = HTMLNames.blocks.contains(name)
    var crossed = 0
    for index in open.indices.reversed() {
      let other = open[index]
      if other.name == name { return close(at: index, isFormatting: element.isFormatting) }
      if other.isScope && (name != "table" || other.name == "template") { return }
      guard other.isBlock else { continue }
      // A block in a formatting element is split from it, but not any number of them; another element's end
      // tag is not heeded behind a block.
      crossed += 1
      if !isBlock && (!element.isFormatting || crossed > 1) { return }
    }
  }

  private mutating func close(at index: Int, isFormatting: Bool) {
    if isFormatting {
      open.remove(at: index)
      formattingCount -= 1
    } else {
      // Formatting elements that end with their parent are opened again behind it.
      let reopened = open[index...].filter(\.isFormatting)
      open.replaceSubrange(index..., with: reopened)
    }
  }

  // MARK: - Attributes

  /// Moves to the `>` that ends the tag, and blanks out the attributes that are too many.
  private mutating func skipAttributes() {
    var count = 0
    var limit: Int?
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if bytes[at].isHTMLSpace || bytes[at] == UInt8(ascii: "/") {
        at += 1
        continue
      }
      if count == Self.maximumAttributes { limit = at }
      count += 1
      skipAttribute()
    }
    if let limit { blank(limit..<at) }
  }

  private mutating func skipAttribute() {
    repeat {
      at += 1
    } while at < bytes.count && !bytes[at].endsName && bytes[at] != UInt8(ascii: "=")
    let nameEnd = at
    skipSpace()
    guard byte(at) == UInt8(ascii: "=") else {
      at = nameEnd
      return
    }
    at += 1
    skipSpace()
    let quote = byte(at)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      at = next(quote, from: at + 1).map { $0 + 1 } ?? bytes.count
    } else {
      while at < bytes.count, !bytes[at].isHTMLSpace, bytes[at] != UInt8(ascii: ">") { at += 1 }
    }
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at].isHTMLSpace { at += 1 }
  }

  // MARK: - What is no markup

  private mutating func readContent(of name: String, from start: Int) {
    switch name {
    case "plaintext" where open.last?.name == name:
      at = bytes.count
    case "title", "xmp":
      at = startOfEndTag(name, from: at) ?? bytes.count
    case _ where HTMLNames.raw.contains(name):
      at = endOfEndTag(name) ?? bytes.count
      empty(start..<at)
    case "svg", "math", "select":
      // Where it is never ended, only the tag is taken out.
      if let end = endOfEndTag(name) { at = end }
      empty(start..<at)
    default: break
    }
  }

  private mutating func endOfEndTag(_ name: String) -> Int? {
    guard let start = startOfEndTag(name, from: at) else { return nil }
    return next(UInt8(ascii: ">"), from: start).map { $0 + 1 }
  }

  private mutating func startOfEndTag(_ name: String, from start: Int) -> Int? {
    guard !unended.contains(name) else { return nil }
    var found = start
    while let candidate = next(UInt8(ascii: "<"), from: found) {
      if byte(candidate + 1) == UInt8(ascii: "/"), hasName(name, at: candidate + 2) {
        return candidate
      }
      found = candidate + 1
    }
    unended.insert(name)
    return nil
  }

  private func hasName(_ name: String, at start: Int) -> Bool {
    let end = start + name.utf8.count
    return end < bytes.count && bytes[end].endsName
      && bytes[start..<end].lazy.map(\.lowercased).elementsEqual(name.utf8)
  }

  private mutating func skipComment(from start: Int) {
    guard !startsDocumentType(start) else { return }
    let isComment =
      byte(start + 1) == UInt8(ascii: "!") && byte(start + 2) == UInt8(ascii: "-")
      && byte(start + 3) == UInt8(ascii: "-")
    at =
      (isComment ? endOfComment(from: start + 4) : next(UInt8(ascii: ">"), from: start + 1))
      ?? bytes.count
    if at < bytes.count { at += 1 }
    empty(start..<at)
  }

  /// Where the `>` of `-->`, of `--!>`, or of one right behind the start is.
  private func endOfComment(from start: Int) -> Int? {
    if byte(start) == UInt8(ascii: ">") { return start }
    if byte(start) == UInt8(ascii: "-") && byte(start + 1) == UInt8(ascii: ">") { return start + 1 }
    var end = start
    while let found = next(UInt8(ascii: ">"), from: end) {
      let mark = found - (byte(found - 1) == UInt8(ascii: "!") ? 1 : 0)
      if mark - 2 >= start, bytes[mark - 1] == UInt8(ascii: "-"),
        bytes[mark - 2] == UInt8(ascii: "-")
      {
        return found
      }
      end = found + 1
    }
    return nil
  }

  private func startsDocumentType(_ start: Int) -> Bool {
    bytes[start...].dropFirst(2).prefix(7).lazy.map(\.lowercased).elementsEqual("doctype".utf8)
  }

  // MARK: - Bytes

  /// Makes an empty comment of what stands here, line ends apart.
  private mutating func empty(_ range: Range<Int>) {
    blank(range)
    guard range.count > 2 else { return }
    bytes[range.lowerBound] = UInt8(ascii: "<")
    bytes[range.lowerBound + 1] = UInt8(ascii: "!")
    bytes[range.upperBound - 1] = UInt8(ascii: ">")
  }

  private mutating func blank(_ range: Range<Int>) {
    for index in range
    where bytes[index] != UInt8(ascii: "\n") && bytes[index] != UInt8(ascii: "\r") {
      bytes[index] = UInt8(ascii: " ")
    }
  }

  private func byte(_ index: Int) -> UInt8 {
    index < bytes.count ? bytes[index] : 0
  }

  private func next(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return bytes[start...].firstIndex(of: byte)
  }
}
