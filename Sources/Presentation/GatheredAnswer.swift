internal import Markup

/// An answer in a format that only the whole of it can show: HTML and JSON.
struct GatheredAnswer {
  /// The most bytes that are kept for their end: a tree of HTML takes many times as much.
  static let longest = 1 << 20

  private(set) var source: [UInt8] = []
  /// Markers and where in the source they fell.
  private var marks: [(place: Int, numbers: [Int])] = []

  var isTooLong: Bool { source.count > Self.longest }

  /// Takes more of the answer.
  mutating func add(_ bytes: [UInt8]) {
    source += bytes
  }

  /// Remembers that sources were cited here.
  mutating func mark(_ numbers: [Int]) {
    if marks.last?.place == source.count {
      marks[marks.count - 1].numbers += numbers
    } else {
      marks.append((source.count, numbers))
    }
  }

  /// The blocks of HTML; its source where there are none.
  func finishHTML() -> [Block] {
    let blocks = HTMLParser.document(of: markedHTML).blocks.map(\.block)
    return blocks.isEmpty ? asItStands : blocks
  }

  /// JSON laid out as code; the source where it is none.
  func finishJSON() -> [Block] {
    guard let code = JSONLayout.text(of: source) else { return asItStands }
    return [.codeBlock(info: "json", code: code)]
  }

  /// The source as a block; nothing of white space.
  private var asItStands: [Block] {
    guard source.contains(where: { !$0.isMarkdownSpace }) else { return [] }
    return [.htmlBlock(String(decoding: source, as: UTF8.self))]
  }

  /// The source with each marker behind the word that it follows, and in no tag.
  private var markedHTML: String {
    var marked: [UInt8] = []
    var end = 0
    for mark in marks {
      let place = max(end, placeInText(near: mark.place, from: end))
      marked += source[end..<place]
      marked += (" " + mark.numbers.map { "[\($0)]" }.joined()).utf8
      end = place
    }
    return String(decoding: marked + source[end...], as: UTF8.self)
  }

  /// A place behind a word, in front of the white space and the end tags at `place`.
  private func placeInText(near place: Int, from start: Int) -> Int {
    var place = max(place, start)
    let before = source[start..<place]
    if let open = before.lastIndex(of: UInt8(ascii: "<")),
      !before[open...].contains(UInt8(ascii: ">"))
    {
      // Within a tag: it waits for the end of that, unless it is an end tag.
      let isEnd = source[open...].dropFirst().first == UInt8(ascii: "/")
      let close = source[place...].firstIndex(of: UInt8(ascii: ">")) ?? source.endIndex - 1
      place = isEnd ? open : close + 1
    }
    while place > start {
      let last = source[place - 1]
      if last.isMarkdownSpace {
        place -= 1
      } else if last == UInt8(ascii: ">"),
        let open = source[start..<place].lastIndex(of: UInt8(ascii: "<")),
        source[open...].dropFirst().first == UInt8(ascii: "/")
      {
        place = open
      } else {
        break
      }
    }
    return place
  }
}
