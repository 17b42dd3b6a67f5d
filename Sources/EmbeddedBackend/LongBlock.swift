internal import Markup

/// A block of Markdown that is too long for one section, cut so that each part can be read by itself.
struct LongBlock {
  private let lines: ArraySlice<Substring>
  /// What stands in front of the lines of each part, and behind them.
  private let head: [Substring]
  private let tail: [Substring]
  /// How many lines at the beginning and at the end are no content.
  private let frame: (start: Int, end: Int)

  /// A part of a block: its lines, and those of the document that it stands for.
  struct Part: Equatable {
    var body: String
    var lines: ClosedRange<Int>
  }

  /// A block by its lines.
  init(_ block: Block?, _ lines: ArraySlice<Substring>) {
    self.lines = lines
    switch block {
    case .codeBlock where lines.first?.fence != nil:
      let first = lines.first ?? ""
      let fence = first.fence ?? "```"
      let isClosed = lines.count > 1 && lines.last?.fence?.hasPrefix(fence) == true
      head = [first]
      tail = [isClosed ? lines.last ?? fence : fence]
      frame = (1, isClosed ? 1 : 0)
    case .table where lines.count > 2:
      head = Array(lines.prefix(2))
      tail = []
      frame = (2, 0)
    default:
      head = []
      tail = []
      frame = (0, 0)
    }
  }

  /// The parts, each of at most about so many bytes; a line that is longer is cut between its words.
  ///
  /// - Parameters:
  ///   - limit: In bytes.
  ///   - range: The lines of the document that the block takes; where they are fewer than the block's, because the
  ///     block was written anew, each part stands for all of them.
  /// - Returns: The parts in order.
  func parts(ofAtMost limit: Int, _ range: ClosedRange<Int>) -> [Part] {
    let isOriginal = range.count == lines.count
    var parts: [Part] = []
    var run: [Substring] = []
    var bytes = 0
    var first = range.lowerBound + (isOriginal ? frame.start : 0)
    func end(before number: Int) {
      guard !run.isEmpty else { return }
      let body = (head + run + tail).joined(separator: "\n")
      let last = isOriginal ? max(first, number - 1) : range.upperBound
      parts.append(Part(body: body, lines: first...last))
      run = []
      bytes = 0
    }
    let content = lines.dropFirst(frame.start).dropLast(frame.end)
    for (offset, line) in zip(content.indices, content) {
      let number = isOriginal ? range.lowerBound + offset - lines.startIndex : range.lowerBound
      for piece in line.pieces(ofAtMost: limit) {
        if bytes + piece.utf8.count > limit {
          end(before: number)
          if isOriginal { first = number }
        }
        run.append(piece)
        bytes += piece.utf8.count + 1
      }
    }
    end(before: range.upperBound + 1 - (isOriginal ? frame.end : 0))
    return parts
  }
}

extension Substring {
  /// The text cut behind spaces, where there are any, into pieces of about so many bytes.
  fileprivate func pieces(ofAtMost limit: Int) -> [Substring] {
    guard utf8.count > limit else { return [self] }
    var pieces: [Substring] = []
    var rest = self
    while rest.utf8.count > limit {
      var end = rest.utf8.index(rest.startIndex, offsetBy: limit)
      while rest.utf8[end] & 0xC0 == 0x80 { end = rest.utf8.index(before: end) }
      let space = rest[..<end].utf8.lastIndex(of: 0x20).map { rest.utf8.index(after: $0) }
      pieces.append(rest[..<(space ?? end)])
      rest = rest[(space ?? end)...]
    }
    return pieces + [rest]
  }
}
