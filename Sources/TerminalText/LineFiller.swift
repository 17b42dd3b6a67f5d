/// Fills lines with words, each line behind its prefix; knows where the line stands.
///
/// What was printed is collected until it is taken. The gap is the white space after the last word
/// (or at the start of a line): it is printed only with the word that follows it on the same line.
struct LineFiller {
  var columns: Int
  private(set) var looks = LookTable()
  private(set) var hasWord = false
  private(set) var gapCells = 0

  private var output = StyledBytes()
  private var gap = StyledBytes()
  private let firstPrefix: Prefix
  private let nextPrefix: Prefix
  private let ownLooks: Int
  private var isFirstLine = true
  private var hasPrefix = false
  private var column = 0

  init(columns: Int, firstPrefix: StyledText, nextPrefix: StyledText) {
    self.columns = columns
    self.firstPrefix = Prefix(firstPrefix, looks: &looks)
    self.nextPrefix = Prefix(nextPrefix, looks: &looks)
    ownLooks = looks.count
  }

  /// Where the gap begins.
  private var start: Int { hasPrefix ? column : prefix.cells }

  private var prefix: Prefix { isFirstLine ? firstPrefix : nextPrefix }

  /// Where the next word would begin.
  var position: Int { start + gapCells }

  /// The cells that are left for the next word on this line.
  var remaining: Int { columns - position }

  /// The most cells that a word can have and still stand unbroken on a line of its own.
  var room: Int { max(1, columns - (hasWord ? nextPrefix : prefix).cells) }

  mutating func number(of span: Span) -> Int { looks.number(of: span) }

  mutating func openLine() {
    guard !hasPrefix else { return }
    output.append(prefix.text)
    column = prefix.cells
    hasPrefix = true
  }

  mutating func breakLine() {
    output.append(0x0A, look: LookTable.plain)
    isFirstLine = false
    hasPrefix = false
    hasWord = false
    clearGap()
  }

  /// A line end in the text: the line may be empty.
  mutating func endLine() {
    openBareLine()
    breakLine()
  }

  /// The prefix alone, without the spaces at its end, if nothing was printed yet.
  mutating func openBareLine() {
    guard !hasPrefix else { return }
    output.append(prefix.bare)
    hasPrefix = true
  }

  /// Whether nothing at all was printed.
  var isUntouched: Bool { isFirstLine && !hasPrefix }

  mutating func addGap(_ scalar: Unicode.Scalar, cells: Int, look: Int) {
    // A gap wider than the line is never printed, so there is no need to keep all of it.
    guard gapCells <= columns else { return }
    gap.append(scalar, look: look)
    gapCells += cells
  }

  mutating func addTab(look: Int) {
    for _ in position % 8..<8 { addGap(" ", cells: 1, look: look) }
  }

  mutating func clearGap() {
    guard gapCells > 0 else { return }
    gap.removeAll()
    gapCells = 0
  }

  mutating func printGap() {
    guard gapCells > 0 else { return }
    output.append(gap)
    column += gapCells
    clearGap()
  }

  mutating func put(_ word: StyledBytes, cells: Int) {
    output.append(word)
    column += cells
    hasWord = true
  }

  mutating func put(_ word: ArraySlice<UInt8>, cells: Int, look: Int) {
    output.append(word, look: look)
    column += cells
    hasWord = true
  }

  /// What was printed since the last time.
  ///
  /// With nothing under way, the numbers of looks are void after it.
  mutating func takeOutput(isIdle: Bool) -> StyledText {
    let text = looks.styledText(of: output)
    output.removeAll()
    if isIdle && gapCells == 0 { looks.forget(from: ownLooks) }
    return text
  }
}

/// What stands at the start of a line.
private struct Prefix {
  let text: StyledBytes
  /// Without the spaces at its end, for a line without words.
  let bare: StyledBytes
  let cells: Int

  init(_ text: StyledText, looks: inout LookTable) {
    guard !text.isEmpty else {
      (self.text, bare, cells) = (StyledBytes(), StyledBytes(), 0)
      return
    }
    cells = DisplayWidth.cells(of: text)
    self.text = looks.bytes(of: text)
    var spans = text.spans
    while let last = spans.popLast() {
      guard let end = last.text.lastIndex(where: { $0 != " " }) else { continue }
      spans.append(Span(String(last.text[...end]), role: last.role, link: last.link))
      break
    }
    bare = looks.bytes(of: StyledText(spans))
  }
}
