/// Markdown read a piece at a time, so that a large document takes no more memory than a small one.
enum MarkdownPiece {
  /// About how many bytes a piece has.
  static let usual = 128 << 10
  /// How many bytes a piece has at most, unless it is a single line.
  static let longest = 512 << 10

  /// The ranges of lines that can be read one after the other: cut at empty lines outside of fenced code, and elsewhere
  /// only where none comes for long.
  static func pieces(of lines: [Substring], _ range: Range<Int>) -> [Range<Int>] {
    let size = lines[range].reduce(0) { $0 + $1.utf8.count + 1 }
    guard size > usual else { return range.isEmpty ? [] : [range] }
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    var bytes = 0
    var fence: Substring?
    for index in range {
      let size = lines[index].utf8.count + 1
      let isGap = bytes >= usual && fence == nil && lines[index].isBlank
      if index > start, isGap || bytes + size > longest {
        pieces.append(start..<index)
        start = index
        bytes = 0
      }
      bytes += size
      guard let sign = lines[index].fence else { continue }
      if let open = fence {
        if sign.hasPrefix(open) { fence = nil }
      } else {
        fence = sign
      }
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    return pieces
  }
}

extension Substring {
  /// The fence of code that the line begins with, three signs or more.
  var fence: Substring? {
    let text = drop { $0 == " " }
    guard let sign = text.utf8.first, sign == 0x60 || sign == 0x7E else { return nil }
    let fence = text.prefix { $0.utf8.first == sign }
    return fence.utf8.count >= 3 ? fence : nil
  }
}
