/// Breaks styled text into lines of a width while it arrives, without ever taking anything back.
///
/// A word is held until white space, a line end or another place where a line may end settles how
/// wide it is; then it is printed on this line or on the next. What comes out is the same for every
/// way of cutting the text into pieces. LF in the text ends a line; spaces within a line and at the
/// start of a line are kept, those at a line's end are not; a TAB becomes spaces up to the next
/// multiple of eight columns.
///
/// A word that is wider than a whole line is broken between characters, unless it holds `://`, is part of the target of
/// its link, or no word is to be broken: then it is left as it is, so that a copy stays whole. Beside wide characters, as
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

  private let isWrapping: Bool
  /// Whether a word that is wider than a line is broken.
  private let breaksWords: Bool
  private var sanitizer = Sanitizer(in: .prose)
  private var lines: LineFiller
  private var lastSpan = Span("")
  private var look = LookTable.plain

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
    nextPrefix: StyledText = StyledText(),
    breaksWords: Bool = true
  ) {
    isWrapping = width != nil
    self.breaksWords = breaksWords
    lines = LineFiller(
      columns: Self.columns(width),
      firstPrefix: firstPrefix,
      nextPrefix: nextPrefix
    )
  }

  /// Goes on with another width, from the next word on; whether there is wrapping at all stays as it was.
  public mutating func resize(to width: Int?) {
    if isWrapping, width != nil { lines.columns = Self.columns(width) }
  }

  private static func columns(_ width: Int?) -> Int {
    width.map { $0 > 0 ? $0 : 80 } ?? .max
  }

  /// Takes the next piece; returns what can be printed now.
  public mutating func add(_ text: StyledText) -> StyledText {
    for span in text.spans {
      if !span.looks(like: lastSpan.role, link: lastSpan.link) {
        // What waits for more of its own look is not to take on the next one.
        releaseHeld()
        lastSpan = Span("", role: span.role, link: span.link)
      }
      look = lines.number(of: lastSpan)
      var masked: [UInt8] = []
      sanitizer.add(span.text, to: &masked)
      place(masked)
    }
    return lines.takeOutput(isIdle: word.isEmpty)
  }

  /// Ends the text; returns the rest, without a line end.
  ///
  /// A text without a word still gets its first prefix: an empty list item keeps its marker.
  public mutating func finish() -> StyledText {
    releaseHeld()
    endWord()
    lines.clearGap()
    if lines.isUntouched { lines.openBareLine() }
    return lines.takeOutput(isIdle: true)
  }

  private mutating func releaseHeld() {
    var masked: [UInt8] = []
    sanitizer.finish(to: &masked)
    guard !masked.isEmpty else { return }
    look = lines.number(of: lastSpan)
    place(masked)
  }

  private mutating func place(_ text: [UInt8]) {
    guard isWrapping else {
      placeUnwrapped(text)
      return
    }
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x0A:
        endWord()
        lines.endLine()
        index += 1
      case 0x09:
        endWord()
        lines.addTab(look: look)
        index += 1
      case 0x20..<0x7F:
        placeASCII(text, from: &index)
      default:
        let scalar = unsafe text.withUnsafeBufferPointer { unsafe decodeScalar(in: $0, at: &index) }
        add(scalar, look)
      }
    }
  }

  private mutating func placeUnwrapped(_ text: [UInt8]) {
    let pieces = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, piece) in pieces.enumerated() {
      if number > 0 { lines.endLine() }
      guard !piece.isEmpty else { continue }
      lines.openLine()
      lines.put(piece, cells: 0, look: look)
    }
  }
}

// MARK: - ASCII

extension LineWrapper {
  /// Places the rest of the line if that is words that fit, or else a space or the rest of a word.
  private mutating func placeASCII(_ text: [UInt8], from index: inout Int) {
    if text[index] == 0x20 {
      endWord()
      lines.addGap(" ", cells: 1, look: look)
      index += 1
      return
    }
    if word.isEmpty && mode == .held {
      let end = endOfFittingWords(in: text, from: index)
      if end > index {
        lines.openLine()
        lines.printGap()
        lines.put(text[index..<end], cells: end - index, look: look)
        index = end
        return
      }
    }
    let end = text[index...].firstIndex { $0 <= 0x20 || $0 >= 0x7F } ?? text.count
    addASCII(text[index..<end])
    index = end
  }

  /// The end of the last of the words from `start` on that are ASCII, complete and fit on the line.
  private func endOfFittingWords(in text: [UInt8], from start: Int) -> Int {
    let remaining = lines.remaining
    guard remaining > 0 else { return start }
    let limit = min(text.count - start, remaining + 1) + start
    var end = start
    for index in start..<limit {
      let byte = text[index]
      if byte <= 0x20 {
        // White space ends a word; more of it changes nothing. Any but a space ends the search.
        if text[index - 1] != 0x20 { end = index }
        guard byte == 0x20 else { break }
      } else if byte >= 0x7F {
        break
      }
    }
    return end
  }

  private mutating func addASCII(_ run: ArraySlice<UInt8>) {
    var run = run
    if mode == .whole {
      lines.put(run, cells: 0, look: look)
      return
    }
    // The first one may end a word of wide characters; the others cannot.
    if !word.isEmpty, meter.base?.isASCII == false, let first = run.popFirst() {
      add(Unicode.Scalar(first), look)
    }
    if mode == .held, let last = run.last, meter.cells + run.count <= lines.room {
      word.append(run, look: look)
      meter.addASCII(count: run.count, last: Unicode.Scalar(last))
    } else {
      for byte in run { add(Unicode.Scalar(byte), look) }
    }
  }
}

// MARK: - Words

extension LineWrapper {
  private var keepsWhole: Bool { !breaksWords || holdsScheme || showsTarget }

  /// Whether most of the held word is part of the target that it leads to, such as `www.example.com`.
  private var showsTarget: Bool {
    var start = 0
    for run in word.runs {
      let text = word.bytes[start..<run.end]
      start = run.end
      guard text.count * 2 > word.bytes.count, let target = lines.looks.link(run.look) else {
        continue
      }
      return target.contains(String(decoding: text, as: UTF8.self))
    }
    return false
  }

  /// Whether the held word holds `://`.
  private var holdsScheme: Bool {
    let bytes = word.bytes
    return bytes.indices.dropLast(2).contains { index in
      bytes[index] == 0x3A && bytes[index + 1] == 0x2F && bytes[index + 2] == 0x2F
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ look: Int) {
    if isBreakingSpace(scalar) {
      endWord()
      lines.addGap(scalar, cells: DisplayWidth.cells(of: scalar), look: look)
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
      lines.put(Array(scalar.utf8)[...], cells: 0, look: look)
    case .held:
      word.append(scalar, look: look)
      if meter.cells > max(lines.room, Self.longestScheme) { startLongWord() }
    case .broken:
      if begins { placeCharacter(cells: settled.clusterCells) }
      word.append(scalar, look: look)
    }
  }

  private mutating func endWord() {
    switch mode {
    case .held where word.isEmpty: return
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
    let cells = meter.cells
    if lines.hasWord && cells > lines.remaining { lines.breakLine() }
    lines.openLine()
    if cells <= lines.remaining { lines.printGap() } else { lines.clearGap() }
    if cells <= lines.remaining || keepsWhole {
      lines.put(word, cells: cells)
    } else {
      breakWord()
      placeCharacter(cells: meter.clusterCells)
    }
  }

  /// Begins to print a word that is already wider than a line.
  private mutating func startLongWord() {
    if lines.hasWord { lines.breakLine() }
    lines.openLine()
    lines.clearGap()
    if keepsWhole {
      lines.put(word, cells: meter.cells)
      word.removeAll()
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
    whole.forEachRun { text, look in
      for scalar in text.unicodeScalars {
        let cells = meter.clusterCells
        if meter.add(scalar) { placeCharacter(cells: cells) }
        word.append(scalar, look: look)
      }
    }
  }

  /// Prints the held character of a broken word.
  private mutating func placeCharacter(cells: Int) {
    guard !word.isEmpty else { return }
    if lines.hasWord && cells > 0 && cells > lines.remaining {
      lines.breakLine()
      lines.openLine()
    }
    lines.put(word, cells: cells)
    word.removeAll()
  }
}
