/// What the beginning of a line says about the block it belongs to, in the words of the CommonMark specification.
enum MarkdownLine: Equatable {
  case blank
  case text
  case heading
  case thematicBreak
  case blockQuote
  case table
  /// Perhaps HTML: only the whole line tells, and a parser.
  case html
  /// Perhaps the definition of a link reference, likewise.
  case linkReference
  /// The definition of a footnote.
  case footnote
  case indentedCode
  case fence(Fence)
  /// The column at which the item's content begins, from 0, and the byte that ends its marker.
  case listItem(content: Int, marker: UInt8)

  /// The opening of a fenced code block.
  struct Fence: Equatable {
    var marker: UInt8
    var length: Int
    var info: String
    /// The columns in front of it, which are not part of the code.
    var indentation: Int
  }

  /// A beginning this long that could still be a fence or a rule is text, so that looking at it stays cheap.
  static let longestUndecided = 200

  /// The kind of a line of which only `bytes` are known; `nil` when more of it can still change the answer.
  ///
  /// More bytes never change an answer once given, but for the words behind a fence, so a line is the same
  /// however its bytes arrive.
  init?(_ bytes: ArraySlice<UInt8>, isComplete: Bool, inParagraph: Bool) {
    var line = LineStart(bytes: bytes, isComplete: isComplete, inParagraph: inParagraph)
    guard let kind = line.kind() else { return nil }
    self = kind
  }

  /// Whether a complete line closes a fenced code block.
  static func closes(_ fence: Fence, _ bytes: ArraySlice<UInt8>) -> Bool {
    let line = bytes.drop { $0 == .space }
    guard bytes.count - line.count < 4 else { return false }
    let rest = line.drop { $0 == fence.marker }
    return line.count - rest.count >= fence.length && rest.allSatisfy { $0 == .space || $0 == .tab }
  }

  /// A line of code without the columns of white space that its fence stands behind.
  static func content(of line: [UInt8], in fence: Fence) -> [UInt8] {
    content(of: line[...], behind: fence.indentation)
  }

  /// A line without its first columns, as far as they are white space.
  static func content(of line: ArraySlice<UInt8>, behind columns: Int) -> [UInt8] {
    var rest = line
    var column = 0
    while column < columns, let first = rest.first, first == .space || first == .tab {
      column += first == .tab ? 4 - column % 4 : 1
      rest = rest.dropFirst()
    }
    // What is left of a tab is spaces.
    return Array(repeating: .space, count: max(0, column - columns)) + rest
  }

  /// The columns of white space at the beginning of bytes that begin at a column.
  static func indentation(of bytes: ArraySlice<UInt8>, from start: Int = 0) -> Int {
    var column = start
    for byte in bytes {
      switch byte {
      case .space: column += 1
      case .tab: column += 4 - column % 4
      default: return column - start
      }
    }
    return column - start
  }
}

/// Looks at a line from its beginning; each question answers `nil` where the bytes run out before the answer.
private struct LineStart {
  let bytes: ArraySlice<UInt8>
  let isComplete: Bool
  let inParagraph: Bool

  mutating func kind() -> MarkdownLine? {
    let indentation = MarkdownLine.indentation(of: bytes)
    let line = bytes.drop { $0 == .space || $0 == .tab }
    guard let first = line.first else { return isComplete ? .blank : nil }
    if indentation >= 4 { return inParagraph ? .text : .indentedCode }
    return switch first {
    case UInt8(ascii: "#"): heading(line)
    case UInt8(ascii: ">"): .blockQuote
    case UInt8(ascii: "|"): .table
    case UInt8(ascii: "`"), UInt8(ascii: "~"): fence(line, first, indentation)
    case UInt8(ascii: "<"): html(line)
    case UInt8(ascii: "["): bracket(line)
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "_"):
      bullet(line, first, indentation)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number(line, indentation)
    default: .text
    }
  }

  private func heading(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
    let rest = line.drop { $0 == UInt8(ascii: "#") }
    guard line.count - rest.count <= 6 else { return .text }
    guard let next = rest.first else { return isComplete ? .heading : nil }
    return next == .space || next == .tab ? .heading : .text
  }

  /// A tag or a comment that may begin a block, unless its name says already that it does not.
  private func html(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
    var name = line.dropFirst()
    if name.first == UInt8(ascii: "/") { name = name.dropFirst() }
    switch name.first {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return isComplete ? .html : nil
    case .some(let first) where !first.isASCIILetter: return .text
    default: break
    }
    let next = name.first { !$0.isASCIILetterOrDigit && $0 != UInt8(ascii: "-") }
    if let next, !" \t>/".utf8.contains(next) { return .text }
    return isComplete ? .html : nil
  }

  private func fence(
    _ line: ArraySlice<UInt8>,
    _ marker: UInt8,
    _ indentation: Int
  ) -> MarkdownLine? {
    let info = line.drop { $0 == marker }
    let length = line.count - info.count
    guard length >= 3 else { return info.isEmpty && !isComplete ? nil : .text }
    if marker == UInt8(ascii: "`"), info.contains(marker) { return .text }
    // A later backtick would make it text; tildes are not so.
    guard isComplete || marker == UInt8(ascii: "~") && !info.isEmpty else { return undecided }
    let name = String(decoding: info, as: UTF8.self).split(separator: " ").joined(separator: " ")
    return .fence(
      MarkdownLine.Fence(marker: marker, length: length, info: name, indentation: indentation)
    )
  }

  /// The answer as long as only the rest of the line tells.
  private var undecided: MarkdownLine? {
    bytes.count > MarkdownLine.longestUndecided ? .text : nil
  }

  /// A bracket opens a link, unless it names one, `[name]: where`, or a footnote, `[^name]: what`.
  private func bracket(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
    let name = line.dropFirst()
    let isNote = name.first == UInt8(ascii: "^")
    if inParagraph, !isNote { return name.isEmpty && !isComplete ? nil : .text }
    guard let close = line.firstIndex(of: UInt8(ascii: "]")), close + 1 < line.endIndex else {
      return isComplete ? .text : undecided
    }
    guard line[close + 1] == UInt8(ascii: ":") else { return .text }
    let isWord = !name[..<close].contains(where: \.isMarkdownSpace)
    if isNote, isWord, close > name.startIndex + 1 { return .footnote }
    return inParagraph ? .text : .linkReference
  }

  private func bullet(
    _ line: ArraySlice<UInt8>,
    _ marker: UInt8,
    _ indentation: Int
  ) -> MarkdownLine? {
    if line.allSatisfy({ $0 == marker || $0 == .space || $0 == .tab }) {
      guard isComplete else { return undecided }
      if marker != UInt8(ascii: "+"), line.count(where: { $0 == marker }) >= 3 {
        return .thematicBreak
      }
    }
    return item(line.dropFirst(), indentation + 1, marker)
  }

  private func number(_ line: ArraySlice<UInt8>, _ indentation: Int) -> MarkdownLine? {
    let rest = line.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let digits = line.count - rest.count
    guard digits <= 9 else { return .text }
    guard let delimiter = rest.first else { return isComplete ? .text : nil }
    guard delimiter == UInt8(ascii: ".") || delimiter == UInt8(ascii: ")") else { return .text }
    // Inside a paragraph only a list that starts with 1 is one, so that a wrapped year stays text.
    if inParagraph, Int(String(decoding: line.prefix(digits), as: UTF8.self)) != 1 { return .text }
    return item(rest.dropFirst(), indentation + digits + 1, delimiter)
  }

  /// What is behind a list marker that ends at `column`.
  private func item(
    _ rest: ArraySlice<UInt8>,
    _ column: Int,
    _ marker: UInt8
  ) -> MarkdownLine? {
    guard marker != UInt8(ascii: "_") else { return .text }
    guard rest.first.map({ $0 == .space || $0 == .tab }) ?? true else { return .text }
    guard rest.contains(where: { $0 != .space && $0 != .tab }) else {
      guard isComplete else { return undecided }
      return inParagraph ? .text : .listItem(content: column + 1, marker: marker)
    }
    let gap = MarkdownLine.indentation(of: rest, from: column)
    return .listItem(content: column + (gap > 4 ? 1 : gap), marker: marker)
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var isASCIILetterOrDigit: Bool {
    isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
