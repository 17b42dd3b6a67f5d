/// Breaks styled text into lines of a width while it arrives, without ever taking anything back.
///
/// A word is held until white space, a line end or another place where a line may end settles how
/// wide it is; then it is printed on this line or on the next. What comes out is the same for every
/// way of cutting the text into pieces. LF in the text ends a line; spaces within a line and at the
/// start of a line are kept, those at a line's end are not; a TAB becomes spaces up to the next
/// multiple of eight columns.
///
/// A word that is wider than a whole line is broken between characters, unless it is part of a link
/// or holds `://`: then it is left as it is, so that a copy stays whole. Beside wide characters, as
/// Chinese and Japanese are written, a line may also end without a space.
public struct LineWrapper: Sendable {
  /// A long word is held this many cells, or for a line's width, to see whether it is a URL.
  private static let longestScheme = 16

  private enum Mode {
    /// The word is held.
    case held
    /// The start of the word is printed and the rest follows it unbroken.
    case whole
    /// The start of the word is printed; only its last character is held.
    case broken
  }

  private let width: Int?
  private let firstPrefix: LinePrefix
  private let nextPrefix: LinePrefix

  private var sanitizer = Sanitizer(in: .prose)
  private var look = StyledBytes.Look(style: .plain)
  private var output = StyledBytes()

  private var isFirstLine = true
  private var hasPrefix = false
  private var hasWord = false
  private var column = 0

  private var gap = StyledBytes()
  private var gapCells = 0
  private var word = StyledBytes()
  private var meter = ClusterMeter()
  private var mode = Mode.held

  /// A wrapper at the start of a text.
  ///
  /// `width` counts columns with the prefix; 0 or less is taken as 80 (a terminal that does not
  /// know), `nil` never wraps and keeps the spaces. A prefix that leaves no column leaves one.
  public init(
    width: Int?,
    firstPrefix: StyledText = StyledText(),
    nextPrefix: StyledText = StyledText()
  ) {
    self.width = width.map { $0 > 0 ? $0 : 80 }
    self.firstPrefix = LinePrefix(firstPrefix)
    self.nextPrefix = LinePrefix(nextPrefix)
  }

  /// Takes the next piece; returns what can be printed now.
  public mutating func add(_ text: StyledText) -> StyledText {
    for span in text.spans {
      let look = StyledBytes.Look(style: span.style, link: span.link)
      if look != self.look {
        releaseHeld()
        self.look = look
      }
      var masked: [UInt8] = []
      sanitizer.add(span.text, to: &masked)
      place(masked)
    }
    return takeOutput()
  }

  /// Ends the text; returns the rest, without a line end.
  ///
  /// A text without a word still gets its first prefix: an empty list item keeps its marker.
  public mutating func finish() -> StyledText {
    releaseHeld()
    endWord()
    clearGap()
    if isFirstLine && !hasPrefix {
      output.append(firstPrefix.bare)
      hasPrefix = true
    }
    return takeOutput()
  }

  private mutating func takeOutput() -> StyledText {
    defer { output.removeAll() }
    return output.styledText()
  }

  private mutating func releaseHeld() {
    var masked: [UInt8] = []
    sanitizer.finish(to: &masked)
    place(masked)
  }

  private mutating func place(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    guard width != nil else {
      placeUnwrapped(text)
      return
    }
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x0A:
        endLine()
        index += 1
      case 0x20:
        addSpace([0x20], cells: 1)
        index += 1
      case 0x09:
        addTab()
        index += 1
      case 0x21..<0x7F:
        let end = text[index...].firstIndex { $0 <= 0x20 || $0 >= 0x7F } ?? text.count
        addASCII(text[index..<end])
        index = end
      default:
        let scalar = unsafe text.withUnsafeBufferPointer { unsafe decodeScalar(in: $0, at: &index) }
        add(scalar, look)
      }
    }
  }

  private mutating func placeUnwrapped(_ text: [UInt8]) {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if number > 0 { endLine() }
      guard !line.isEmpty else { continue }
      openLine()
      output.append(line, looking: look)
    }
  }
}

// MARK: - Lines

extension LineWrapper {
  private var prefix: LinePrefix { isFirstLine ? firstPrefix : nextPrefix }

  /// The columns of a line; without a width, no word is ever placed.
  private var columns: Int { width ?? .max }

  /// The most cells that a word can have and still stand unbroken on a line of its own.
  private var room: Int { max(1, columns - (hasWord ? nextPrefix : prefix).cells) }

  private mutating func openLine() {
    guard !hasPrefix else { return }
    output.append(prefix.text)
    column = prefix.cells
    hasPrefix = true
  }

  private mutating func breakLine() {
    output.append([0x0A], looking: StyledBytes.Look(style: .plain))
    isFirstLine = false
    hasPrefix = false
    hasWord = false
    column = 0
    clearGap()
  }

  /// A line end in the text.
  private mutating func endLine() {
    endWord()
    if !hasPrefix { output.append(prefix.bare) }
    breakLine()
  }

  private mutating func clearGap() {
    gap.removeAll()
    gapCells = 0
  }

  private mutating func addSpace(_ space: some Collection<UInt8>, cells: Int) {
    endWord()
    // A gap wider than the line is never printed, so there is no need to keep all of it.
    guard gapCells <= columns else { return }
    gap.append(space, looking: look)
    gapCells += cells
  }

  private mutating func addTab() {
    endWord()
    let start = (hasPrefix ? column : prefix.cells) + gapCells
    let cells = 8 - start % 8
    addSpace(repeatElement(0x20, count: cells), cells: cells)
  }
}

// MARK: - Words

extension LineWrapper {
  private var keepsWhole: Bool {
    word.runs.contains { $0.look.link != nil } || holdsScheme
  }

  /// Whether the held word holds `://`.
  private var holdsScheme: Bool {
    let bytes = word.bytes
    return bytes.indices.dropLast(2).contains { index in
      bytes[index] == 0x3A && bytes[index + 1] == 0x2F && bytes[index + 2] == 0x2F
    }
  }

  private mutating func addASCII(_ run: ArraySlice<UInt8>) {
    var run = run
    if mode == .whole {
      output.append(run, looking: look)
      return
    }
    // The first one may end a word of wide characters; the others cannot.
    if !word.isEmpty, meter.base?.isASCII == false, let first = run.popFirst() {
      add(Unicode.Scalar(first), look)
    }
    if mode == .held, let last = run.last, meter.cells + run.count <= room {
      word.append(run, looking: look)
      meter.addASCII(count: run.count, last: Unicode.Scalar(last))
    } else {
      for byte in run { add(Unicode.Scalar(byte), look) }
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ look: StyledBytes.Look) {
    if isBreakingSpace(scalar) {
      addSpace(scalar.utf8, cells: DisplayWidth.cells(of: scalar))
      return
    }
    let settled = meter
    let begins = meter.add(scalar)
    if begins, mode != .whole, let base = settled.base,
      mayBreak(between: base, and: scalar), !holdsScheme
    {
      meter = settled
      endWord()
      meter.add(scalar)
    }
    switch mode {
    case .whole:
      output.append(scalar.utf8, looking: look)
    case .held:
      word.append(scalar.utf8, looking: look)
      if meter.cells > max(room, Self.longestScheme) { startLongWord() }
    case .broken:
      if begins { placeCharacter(cells: settled.clusterCells) }
      word.append(scalar.utf8, looking: look)
    }
  }

  private mutating func endWord() {
    switch mode {
    case .held: placeWord()
    case .whole: break
    case .broken: placeCharacter(cells: meter.clusterCells)
    }
    word.removeAll()
    meter = ClusterMeter()
    mode = .held
  }

  /// Prints the held word on this line or the next.
  private mutating func placeWord() {
    guard !word.isEmpty else { return }
    let cells = meter.cells
    if hasWord && column + gapCells + cells > columns { breakLine() }
    openLine()
    if column + gapCells + cells <= columns { printGap() } else { clearGap() }
    if column + cells <= columns || keepsWhole {
      printWord(cells: cells)
    } else {
      breakWord()
      placeCharacter(cells: meter.clusterCells)
    }
  }

  /// Begins to print a word that is already wider than a line.
  private mutating func startLongWord() {
    if hasWord { breakLine() }
    openLine()
    clearGap()
    if keepsWhole {
      printWord(cells: meter.cells)
      mode = .whole
    } else {
      breakWord()
    }
  }

  /// Prints all of the held word but its last character, broken where lines are full.
  private mutating func breakWord() {
    let whole = word
    word.removeAll()
    meter = ClusterMeter()
    mode = .broken
    for run in whole.runs {
      let text = String(decoding: whole.bytes[run.range], as: UTF8.self)
      for scalar in text.unicodeScalars {
        let cells = meter.clusterCells
        if meter.add(scalar) { placeCharacter(cells: cells) }
        word.append(scalar.utf8, looking: run.look)
      }
    }
  }

  /// Prints the held character of a broken word.
  private mutating func placeCharacter(cells: Int) {
    guard !word.isEmpty else { return }
    if hasWord && cells > 0 && column + cells > columns {
      breakLine()
      openLine()
    }
    printWord(cells: cells)
  }

  private mutating func printWord(cells: Int) {
    output.append(word)
    word.removeAll()
    column += cells
    hasWord = true
  }

  private mutating func printGap() {
    output.append(gap)
    column += gapCells
    clearGap()
  }
}
