internal import TerminalText

extension TableRenderer {
  /// What the cells of a column ask for.
  struct Column {
    /// No column is made narrower than this, unless its cells are.
    static let readable = 8
    /// A word is given no more room than this against its being broken.
    private static let longestKept = 20

    /// The cells of the widest one.
    private(set) var natural = 1
    /// The least width at which it reads well: no word of it is broken.
    private var comfortable = 0

    /// A column of cells.
    init(_ cells: some Sequence<StyledText>) {
      for cell in cells {
        natural = max(natural, DisplayWidth.cells(of: cell))
        comfortable = max(comfortable, Self.longestWord(of: cell))
      }
      comfortable = min(natural, max(Self.readable, comfortable))
    }

    private var least: Int { min(natural, Self.readable) }

    /// The widths of columns that share `room`; `nil` where they cannot be made to fit.
    ///
    /// The widest give way first, and words are broken only where there is no other way.
    static func widths(of columns: [Column], room: Int?) -> [Int]? {
      guard let room, columns.reduce(0, { $0 + $1.natural }) > room else {
        return columns.map(\.natural)
      }
      for floors in [columns.map(\.comfortable), columns.map(\.least)]
      where floors.reduce(0, +) <= room {
        return level(columns.map(\.natural), floors, room)
      }
      return nil
    }

    /// The widths cut off at one level, above their floors, such that all of the room is used.
    private static func level(_ naturals: [Int], _ floors: [Int], _ room: Int) -> [Int] {
      var (low, high) = (0, naturals.max() ?? 0)
      func widths(_ level: Int) -> [Int] {
        zip(naturals, floors).map { max($1, min($0, level)) }
      }
      while low < high {
        let middle = (low + high + 1) / 2
        if widths(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
      }
      var result = widths(low)
      var rest = room - result.reduce(0, +)
      for index in result.indices where rest > 0 && result[index] == low && naturals[index] > low {
        result[index] += 1
        rest -= 1
      }
      return result
    }

    /// The cells of the longest word, a wide character being one by itself; of an address, which is never broken, all.
    private static func longestWord(of cell: StyledText) -> Int {
      let showsTarget = cell.spans.contains { $0.link?.contains($0.text) ?? false }
      var longest = 0
      for word in cell.plainText.split(separator: " ") {
        var length = 0
        var width = 0
        for character in word {
          let cells = DisplayWidth.cells(of: character)
          length = cells > 1 ? 0 : length + cells
          width = max(width, length, cells)
        }
        longest = max(longest, showsTarget ? width : min(width, longestKept))
      }
      return longest
    }
  }
}
