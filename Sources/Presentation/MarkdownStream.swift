internal import Markup

/// Cuts Markdown that is still arriving into pieces that no later byte can change.
///
/// They are the words of a paragraph, the lines of a code block, the items of a list, and other blocks whole.
/// Blocks at the top level are told apart by the beginnings of their lines. Three things of GitHub's Markdown are
/// given up for it: a line that would make a heading of the paragraph above it is text or a rule; a link
/// reference is known in its own list item or quote only, and is shown where it is defined; and the rows of a
/// table begin with `|`.
struct MarkdownStream {
  private enum State {
    case between
    case paragraph
    /// A paragraph of which all text is handed out; a marker may follow.
    case endedParagraph
    case code
    /// A block that is handed out when it has ended.
    case gathering
  }

  /// Where the rest of a line goes.
  private enum Rest {
    /// To the bytes that tell what the line is.
    case beginning
    /// To the paragraph, as it comes.
    case paragraph
    /// To the bytes of the line, until it has ended.
    case line
  }

  private let tellsWordEnds: Bool
  private var state = State.between
  private var rest = Rest.beginning
  /// The line that has not ended, as far as it is not yet part of a paragraph.
  private var line: [UInt8] = []
  /// Whether the line has more than white space.
  private var hasWord = false
  private var paragraph: OpenParagraph
  private var block = GatheredBlock(kind: .blank)
  private var fence = MarkdownLine.Fence(marker: 0, length: 0, info: "", indentation: 0)
  /// The line that may be the head of a table, while only the next line can tell.
  private var tableHead: [UInt8] = []
  /// Markers that must not stand where they fell.
  private var waitingMarks: [Int] = []
  private var pieces: [MarkdownPiece] = []

  /// A stream of which nothing has come; `tellsWordEnds` asks for a ``MarkdownPiece/space`` behind each last word.
  init(tellsWordEnds: Bool) {
    self.tellsWordEnds = tellsWordEnds
    paragraph = OpenParagraph(tellsWordEnds: tellsWordEnds)
  }

  /// Takes more of the document, in whole characters; returns what is settled by it.
  mutating func add(_ bytes: [UInt8]) -> [MarkdownPiece] {
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: .lineFeed) ?? bytes.count
      take(bytes[index..<end])
      if end < bytes.count { endLine() }
      index = end + 1
    }
    return takePieces()
  }

  /// Ends the document; returns the rest of it.
  mutating func finish() -> [MarkdownPiece] {
    if !line.isEmpty { endLine() }
    releaseTableHead()
    end()
    close()
    return takePieces()
  }

  private mutating func takePieces() -> [MarkdownPiece] {
    defer { pieces = [] }
    return pieces
  }

  /// Takes text without a line end.
  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex, rest == .beginning {
      let end = bytes[index...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.endIndex
      line += bytes[index..<end]
      if !bytes[index].isMarkdownSpace { hasWord = true }
      if hasWord { lookAtBeginning() }
      index = end
    }
    switch rest {
    case .beginning: break
    case .paragraph: paragraph.take(bytes[index...], into: &pieces)
    case .line: line += bytes[index...]
    }
  }

  private mutating func endLine() {
    if rest == .paragraph {
      paragraph.take([.lineFeed], into: &pieces)
    } else {
      if !waitingMarks.isEmpty { placeMarksInLine() }
      let line = self.line
      self.line = []
      takeLine(line)
    }
    hasWord = false
    rest = .beginning
    if state == .code { rest = .line }
  }

  private var isInParagraph: Bool { state == .paragraph }
}

// MARK: - Lines

extension MarkdownStream {
  /// Settles where the rest of the line goes, as soon as its beginning tells.
  private mutating func lookAtBeginning() {
    if !tableHead.isEmpty {
      // Only a whole line of these signs can make a table; those before the last were looked at when they came.
      if MarkdownLine.isDelimiterRow(line.suffix(1)) { return }
      releaseTableHead()
    }
    let kind = MarkdownLine(line[...], isComplete: false, inParagraph: isInParagraph)
    guard let kind else { return }
    if state == .gathering {
      rest = .line
      if block.goesOn(with: line[...], kind) { return }
      end()
    }
    if kind == .text { startText() } else { rest = .line }
  }

  /// Takes a line that has ended without having become text.
  private mutating func takeLine(_ line: [UInt8]) {
    switch state {
    case .code where MarkdownLine.closes(fence, line[...]): end()
    case .code:
      let code = MarkdownLine.content(of: line, in: fence)
      pieces.append(.codeLine(String(decoding: code, as: UTF8.self)))
    case .gathering:
      if block.goesOn(with: line[...], MarkdownLine(whole: line, inParagraph: false)) {
        block.add(line)
        if block.isOver { end() }
      } else {
        end()
        begin(line)
      }
    case .between, .paragraph, .endedParagraph: begin(line)
    }
  }

  private mutating func begin(_ line: [UInt8]) {
    if !tableHead.isEmpty {
      if MarkdownLine.beginTable(tableHead, line) {
        close()
        gather(tableHead, as: .table)
        tableHead = []
        return block.add(line)
      }
      releaseTableHead()
    }
    begin(line, as: MarkdownLine(whole: line, inParagraph: isInParagraph))
  }

  private mutating func begin(_ line: [UInt8], as kind: MarkdownLine) {
    switch kind {
    case .text:
      self.line = line
      startText()
      return paragraph.take([.lineFeed], into: &pieces)
    case .blank: return endText()
    case .table:
      tableHead = line
      return
    default: close()
    }
    switch kind {
    case .heading, .thematicBreak:
      pieces.append(.block(String(decoding: line, as: UTF8.self)))
      releaseMarks()
    case .fence(let fence):
      pieces.append(.codeStart(info: fence.info))
      self.fence = fence
      state = .code
    default: gather(line, as: kind)
    }
  }

  private mutating func gather(_ line: [UInt8], as kind: MarkdownLine) {
    state = .gathering
    block = GatheredBlock(kind: kind)
    block.add(line)
    if block.isOver { end() }
  }

  /// What may have been a table's head is text after all.
  private mutating func releaseTableHead() {
    guard !tableHead.isEmpty else { return }
    let line = self.line
    begin(tableHead, as: .text)
    tableHead = []
    self.line = line
    rest = .beginning
  }

  /// Lets the line flow into a paragraph, the one that is open or a new one.
  private mutating func startText() {
    if !isInParagraph {
      close()
      beginParagraph()
      state = .paragraph
      line = Array(line.drop(while: \.isMarkdownSpace))
    }
    paragraph.take(line[...], into: &pieces)
    line = []
    rest = .paragraph
    releaseMarks()
  }

  private mutating func beginParagraph() {
    pieces.append(.paragraphStart)
    paragraph = OpenParagraph(tellsWordEnds: tellsWordEnds)
  }

  private mutating func endText() {
    guard isInParagraph else { return }
    paragraph.finish(into: &pieces)
    state = .endedParagraph
  }

  /// Ends the block that is open, and the wait of the markers in it.
  private mutating func end() {
    close()
    releaseMarks()
  }

  /// Ends the block that is open, for one that begins with a line in which markers may wait.
  private mutating func close() {
    endText()
    switch state {
    case .between, .paragraph: break
    case .endedParagraph: pieces.append(.paragraphEnd)
    case .code: pieces.append(.codeEnd)
    case .gathering: pieces.append(block.piece)
    }
    state = .between
  }
}

// MARK: - Markers of citations

extension MarkdownStream {
  /// Puts `[1]` behind what has come, before white space at its end; returns what is settled by it.
  ///
  /// Where it would break the block it falls into, such as code or a table, it follows in a paragraph of its own.
  mutating func mark(_ numbers: [Int]) -> [MarkdownPiece] {
    waitingMarks += numbers.filter { !waitingMarks.contains($0) }
    if hasWord, rest != .paragraph {
      placeMarksInLine()
    } else {
      placeMarksInBlock()
    }
    return takePieces()
  }

  /// Puts the markers behind what has come of a line that is not text.
  private mutating func placeMarksInLine() {
    let isFree = state == .gathering ? block.admitsText(behind: line) : admitsText(line)
    if isFree { line.insert(contentsOf: takeMarks().utf8, at: line.endOfWords) }
  }

  private func admitsText(_ line: [UInt8]) -> Bool {
    guard state != .code, tableHead.isEmpty else { return false }
    let kind = MarkdownLine(line[...], isComplete: false, inParagraph: isInParagraph)
    switch kind {
    case .heading?, .listItem?, .blockQuote?, .footnote?:
      return OpenInlines.admitText(behind: line[...])
        && !GatheredBlock(kind: kind ?? .text).beginsHTML(line)
    default: return false
    }
  }

  private mutating func placeMarksInBlock() {
    switch state {
    case .code: break
    case .gathering: if block.admitsText(behind: []) { block.insert(takeMarks()) }
    case .between, .paragraph, .endedParagraph: if tableHead.isEmpty { releaseMarks() }
    }
  }

  /// The markers that wait as source.
  private mutating func takeMarks() -> String {
    defer { waitingMarks = [] }
    return " " + waitingMarks.map { "\\[\($0)\\]" }.joined()
  }

  /// Hands out the markers that wait, in a paragraph of their own if none is there.
  private mutating func releaseMarks() {
    guard !waitingMarks.isEmpty else { return }
    if state == .between {
      beginParagraph()
      state = .endedParagraph
    }
    paragraph.mark(waitingMarks, into: &pieces)
    waitingMarks = []
  }
}
