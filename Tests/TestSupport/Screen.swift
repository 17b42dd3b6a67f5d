/// A terminal's screen, strict: it understands only what the program may emit, and keeps a record of
/// everything else.
///
/// Two lists. What the program emits itself:
/// SGR (`CSI ... m`), erase to the end of the line (`CSI K`), cursor shown and hidden (`CSI ?25 h/l`),
/// bracketed paste on and off (`CSI ?2004 h/l`), hyperlinks (OSC 8), a text for the clipboard (OSC 52), CR, LF and BEL.
/// What libedit draws a line with for `TERM=xterm-256color`:
/// BS, cursor up and to a column (`CSI A`, `CSI G`), and for the key that clears the screen, home and
/// erase all (`CSI H`, `CSI 2 J`). It would also shift parts of a row, which `EditLineReader` forbids.
public struct Screen: Sendable {
  /// How a cell looks.
  public struct Style: Equatable, Sendable {
    /// The SGR parameters in force, without colours; 1 is bold, 2 faint, 4 underlined, 7 inverse.
    public var attributes: Set<Int> = []
    /// The foreground's SGR parameters, such as `31` or `38;5;208`; `nil` is the terminal's own.
    public var foreground: String?
    /// The background's SGR parameters.
    public var background: String?
    /// Where the hyperlink leads.
    public var link: String?

    /// The terminal's own look.
    public init() {}
  }

  struct Cell: Equatable, Sendable {
    /// Empty in the right half of a wide character.
    var text = " "
    var style = Style()
  }

  /// Where the next character goes, from 0.
  ///
  /// The column can equal the width: the next character wraps.
  public internal(set) var cursor: (row: Int, column: Int) = (0, 0)
  /// False between `CSI ?25 l` and `CSI ?25 h`.
  public internal(set) var isCursorVisible = true
  /// True between `CSI ?2004 h` and `CSI ?2004 l`.
  public internal(set) var hasBracketedPaste = false
  /// The style that the next character gets.
  public internal(set) var style = Style()
  /// How often the bell rang.
  public internal(set) var bells = 0
  /// Sequences and controls that are on neither list, in visible form; should be empty.
  public internal(set) var violations: [String] = []
  /// What was put onto the clipboard, in base 64.
  public internal(set) var clipboard: String?
  /// Rows that left at the top.
  public private(set) var scrolledOff: [String] = []

  /// How many cells a row has.
  public let columns: Int
  let understandsLineEditing: Bool
  private var grid: [[Cell]]
  private var undecoded: [UInt8] = []
  private var sequence = ""

  /// A blank screen.
  ///
  /// Without `lineEditing`, the second list is a violation too.
  public init(columns: Int = 80, rows: Int = 24, lineEditing: Bool = true) {
    self.columns = columns
    understandsLineEditing = lineEditing
    grid = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The rows down to the last one with text, without spaces at their ends.
  public var lines: [String] {
    let all = grid.indices.map { text(row: $0) }
    return Array(all[..<((all.lastIndex { !$0.isEmpty } ?? -1) + 1)])
  }

  /// The text of a row, without spaces at its end.
  public func text(row: Int) -> String {
    let cells = grid[row]
    return cells[..<((cells.lastIndex { $0.text != " " } ?? -1) + 1)].map(\.text).joined()
  }

  /// The character in the cell; empty in the right half of a wide one.
  public func character(row: Int, column: Int) -> String {
    grid[row][column].text
  }

  /// How the cell looks.
  public func style(row: Int, column: Int) -> Style {
    grid[row][column].style
  }

  /// Shows output, as it comes: a piece may end anywhere.
  public mutating func feed(_ output: some Sequence<UInt8>) {
    undecoded += output
    let cut = undecoded.count - incompleteTail()
    let text = String(decoding: undecoded[..<cut], as: UTF8.self)
    undecoded.removeFirst(cut)
    for scalar in text.unicodeScalars {
      take(scalar)
    }
  }

  /// Shows output.
  public mutating func feed(_ output: String) {
    feed(Array(output.utf8))
  }

  private func incompleteTail() -> Int {
    for (length, byte) in undecoded.suffix(3).reversed().enumerated() where byte >= 0xC0 {
      let whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return length + 1 < whole ? length + 1 : 0
    }
    return 0
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      if isComplete(sequence) {
        perform(sequence)
        sequence = ""
      }
    } else if scalar == "\u{1B}" {
      sequence = "\u{1B}"
    } else if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
      performControl(scalar)
    } else {
      put(scalar)
    }
  }
}

// MARK: - The grid

extension Screen {
  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = displayWidth(scalar)
    guard width > 0 else { return combine(scalar) }
    if cursor.column + width > columns {
      cursor.column = 0
      lineFeed()
    }
    grid[cursor.row][cursor.column] = Cell(text: String(scalar), style: style)
    if width == 2 { grid[cursor.row][cursor.column + 1] = Cell(text: "", style: style) }
    cursor.column += width
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    guard let column = grid[cursor.row][..<cursor.column].lastIndex(where: { !$0.text.isEmpty })
    else { return }
    grid[cursor.row][column].text.unicodeScalars.append(scalar)
  }

  mutating func lineFeed() {
    if cursor.row + 1 < grid.count {
      cursor.row += 1
    } else {
      scrolledOff.append(text(row: 0))
      grid.removeFirst()
      grid.append(Array(repeating: Cell(), count: columns))
    }
  }

  mutating func move(rows: Int = 0, columns moved: Int = 0) {
    cursor.row = min(max(cursor.row + rows, 0), grid.count - 1)
    cursor.column = min(max(min(cursor.column, columns - 1) + moved, 0), columns - 1)
  }

  mutating func eraseToEndOfLine() {
    for column in min(cursor.column, columns - 1)..<columns {
      grid[cursor.row][column] = Cell()
    }
  }

  mutating func eraseAll() {
    for row in grid.indices {
      grid[row] = Array(repeating: Cell(), count: columns)
    }
  }
}

/// A rule of thumb, good enough for the characters that tests use.
private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    return 2
  default:
    return 1
  }
}
