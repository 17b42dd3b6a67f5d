internal import Conversation

/// Puts the numbers of citations into the text of an answer as it arrives: `[1]` behind the words they support.
///
/// White space at the end of what has come waits, so that a marker stands before it. Where a marker would break the
/// block it falls into, such as code or a table, it follows in a paragraph of its own.
struct MarkerPlacement {
  private var space = ""
  private var line = ""
  private var fence: Substring?
  private var waiting: [Int] = []
  private var endsWithMarker = false

  /// The text with the markers that had to wait for it.
  mutating func add(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let feed = rest.utf8.firstIndex(of: .lineFeed) {
      let end = rest.utf8.index(after: feed)
      result += takePart(rest[..<end])
      rest = rest[end...]
    }
    return result + takePart(rest)
  }

  /// The text that goes out for citations at the place that has been reached.
  mutating func mark(_ numbers: [Int]) -> String {
    let fresh = numbers.filter { !waiting.contains($0) }
    guard fence == nil, !line.hasPrefix("|"), !isFence(line) else {
      waiting += fresh
      return ""
    }
    let markers = fresh.map { "[\($0)]" }.joined()
    let result = endsWithMarker || line.isEmpty && space.isEmpty ? markers : " " + markers
    line += result
    endsWithMarker = true
    return result
  }

  /// The markers that are left when the text has ended.
  mutating func finish() -> String {
    let markers = waitingMarkers
    waiting = []
    return markers.isEmpty ? "" : "\n\n" + markers
  }

  private var waitingMarkers: String {
    waiting.map { "[\($0)]" }.joined()
  }

  /// Takes text that holds no line end but its last character.
  private mutating func takePart(_ part: Substring) -> String {
    guard !part.isEmpty else { return "" }
    let words = part.trimmingSpaceAtEnd
    guard !words.isEmpty else {
      space += part
      return endLine(of: part, "")
    }
    var result = space
    space = String(part[words.endIndex...])
    if line.isEmpty, !waiting.isEmpty, fence == nil, !words.hasPrefix("|"), !isFence(words) {
      result += waitingMarkers + "\n\n"
      waiting = []
    }
    result += words
    line += words
    endsWithMarker = false
    return endLine(of: part, result)
  }

  private mutating func endLine(of part: Substring, _ result: String) -> String {
    guard part.utf8.last == .lineFeed else { return result }
    if let open = fence {
      if isFence(line), line.hasPrefix(open) { fence = nil }
    } else if isFence(line) {
      fence = line.prefix(3)
    }
    line = ""
    return result
  }

  private func isFence(_ line: some StringProtocol) -> Bool {
    line.hasPrefix("```") || line.hasPrefix("~~~")
  }
}

extension Substring {
  /// The text up to its last character that is no white space.
  fileprivate var trimmingSpaceAtEnd: Substring {
    let bytes = utf8
    var end = bytes.endIndex
    while end > bytes.startIndex {
      let before = bytes.index(before: end)
      guard [.space, .tab, .lineFeed].contains(bytes[before]) else { break }
      end = before
    }
    return self[..<end]
  }
}
