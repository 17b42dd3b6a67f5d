/// What the beginning of a line says about the block it belongs to, in the words of the CommonMark specification.
enum MarkdownLine: Equatable {
  case blank
  case text
  case heading
  case thematicBreak
  case blockQuote
  case table
  case html
  case linkReference
  case indentedCode
  case fence(Fence)
  /// The column at which the item's content begins, from 0.
  case listItem(content: Int)

  /// The opening of a fenced code block.
  struct Fence: Equatable {
    var marker: UInt8
    var length: Int
    var info: String
  }

  /// A beginning this long that still says nothing is text, so that looking at it stays cheap.
  static let longestUndecided = 1_000

  /// The kind of a line of which only `bytes` are known; `nil` when more of it can still change the answer.
  ///
  /// More bytes never change an answer once given, so a line is the same however its bytes arrive.
  init?(_ bytes: ArraySlice<UInt8>, isComplete: Bool, inParagraph: Bool) {
    var line = LineStart(bytes: bytes, isComplete: isComplete, inParagraph: inParagraph)
    guard let kind = line.kind() else {
      guard bytes.count > Self.longestUndecided else { return nil }
      self = .text
      return
    }
    self = kind
  }

  /// Whether a complete line closes a fenced code block.
  static func closes(_ fence: Fence, _ bytes: ArraySlice<UInt8>) -> Bool {
    let line = bytes.drop { $0 == .space }
    guard bytes.count - line.count < 4 else { return false }
    let rest = line.drop { $0 == fence.marker }
    return line.count - rest.count >= fence.length && rest.allSatisfy { $0 == .space || $0 == .tab }
  }

  /// The columns of white space in front of a line's first other byte.
  static func indentation(of bytes: ArraySlice<UInt8>) -> Int {
    var column = 0
    for byte in bytes {
      switch byte {
      case .space: column += 1
      case .tab: column += 4 - column % 4
      default: return column
      }
    }
    return column
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
    case UInt8(ascii: "`"), UInt8(ascii: "~"): fence(line, first)
    case UInt8(ascii: "<"): inParagraph ? .text : .html
    case UInt8(ascii: "["): inParagraph ? .text : bracket(line)
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

  private func fence(_ line: ArraySlice<UInt8>, _ marker: UInt8) -> MarkdownLine? {
    let info = line.drop { $0 == marker }
    let length = line.count - info.count
    guard length >= 3 else { return info.isEmpty && !isComplete ? nil : .text }
    if marker == UInt8(ascii: "`"), info.contains(marker) { return .text }
    guard isComplete else { return nil }
    let name = String(decoding: info, as: UTF8.self).split(separator: " ").joined(separator: " ")
    return .fence(MarkdownLine.Fence(marker: marker, length: length, info: name))
  }

  /// A bracket opens a link, unless it names one: `[name]: where`.
  private func bracket(_ line: ArraySlice<UInt8>) -> MarkdownLine? {
    guard let close = line.firstIndex(of: UInt8(ascii: "]")), close + 1 < line.endIndex else {
      return isComplete ? .text : nil
    }
    return line[close + 1] == UInt8(ascii: ":") ? .linkReference : .text
  }

  private func bullet(
    _ line: ArraySlice<UInt8>,
    _ marker: UInt8,
    _ indentation: Int
  ) -> MarkdownLine? {
    let isRule = line.allSatisfy { $0 == marker || $0 == .space || $0 == .tab }
    if isRule {
      guard isComplete else { return nil }
      let count = line.count { $0 == marker }
      if count >= 3, marker != UInt8(ascii: "+") { return .thematicBreak }
      return count == 1 ? item(line.dropFirst(), indentation + 1, marker) : .text
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
    if inParagraph, line.prefix(digits) != [UInt8(ascii: "1")] { return .text }
    return item(rest.dropFirst(), indentation + digits + 1, delimiter)
  }

  /// What is behind a list marker that ends at `column`.
  private func item(
    _ rest: ArraySlice<UInt8>,
    _ column: Int,
    _ marker: UInt8
  ) -> MarkdownLine? {
    guard marker != UInt8(ascii: "_") else { return .text }
    guard let next = rest.first else {
      guard isComplete else { return nil }
      return inParagraph ? .text : .listItem(content: column + 1)
    }
    guard next == .space || next == .tab else { return .text }
    let content = rest.drop { $0 == .space || $0 == .tab }
    guard !content.isEmpty else {
      guard isComplete else { return nil }
      return inParagraph ? .text : .listItem(content: column + 1)
    }
    let gap = MarkdownLine.indentation(of: rest)
    return .listItem(content: column + (gap > 4 ? 1 : gap))
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
}
