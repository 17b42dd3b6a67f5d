/// A paragraph that is still arriving: hands out its text word by word as soon as no later byte can change how a
/// word looks, that is, at white space with no emphasis, code span, link or tag open before it.
///
/// What stays open holds the text behind it until the paragraph ends.
struct OpenParagraph {
  /// White space between two words.
  private struct Gap {
    var spaces: [UInt8] = []
    var hasLineEnd = false
    var isHardBreak = false
    /// What is shown when no text follows: a backslash in front of the paragraph's end is no break.
    var ending: [UInt8] = []

    var isEmpty: Bool { spaces.isEmpty && !hasLineEnd }

    /// What it is between two words on one line.
    var shown: [UInt8] { hasLineEnd ? [.space] : spaces }

    mutating func clear() {
      spaces.removeAll(keepingCapacity: true)
      hasLineEnd = false
      isHardBreak = false
      ending = []
    }
  }

  /// Whether the end of a word is told before the next one begins.
  private let tellsWordEnds: Bool
  /// The source that is not yet handed out.
  private var held: [UInt8] = []
  private var inlines = OpenInlines()
  private var gap = Gap()
  /// Plain text that goes out with the next piece.
  private var plain: [UInt8] = []
  /// Whether the last piece was a space, so that the gap has one less to give.
  private var hasGivenSpace = false
  private var waitingMarks: [Int] = []
  private var isEmpty = true
  private var endsWithMark = false

  /// A paragraph of which nothing has come.
  init(tellsWordEnds: Bool) {
    self.tellsWordEnds = tellsWordEnds
  }

  /// Takes more of the paragraph, in whole characters; the first of all is no white space.
  mutating func take(_ bytes: ArraySlice<UInt8>, into pieces: inout [MarkdownPiece]) {
    if !bytes.isEmpty { isEmpty = false }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte.isMarkdownSpace {
        endWord(byte, &pieces)
        index += 1
        continue
      }
      endsWithMark = false
      let end = held.isEmpty ? bytes[index...].endOfPlainWords : index
      if end > index {
        endGap(&pieces)
        plain += bytes[index..<end]
        index = end
      } else {
        index = hold(bytes, at: index)
      }
    }
    emitPlain(&pieces)
    giveSpace(&pieces)
  }

  /// Hands out what is left: what has stayed open never closes.
  mutating func finish(into pieces: inout [MarkdownPiece]) {
    held.removeSubrange(held.endOfWords...)
    if held.isEmpty { plain += gap.ending.dropFirst(hasGivenSpace ? 1 : 0) }
    inlines = OpenInlines()
    placeWaitingMarks(&pieces)
    emitHeld(&pieces)
    emitPlain(&pieces)
    gap = Gap(hasLineEnd: true)
    giveSpace(&pieces)
  }

  /// Holds the letters up to the next sign that may mean something, or that sign; returns where it ends.
  private mutating func hold(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int {
    var end = inlines.isInPlainText ? bytes[start...].endOfLetters : start
    if end > start {
      inlines.pass(to: bytes[start..<end].lastScalar)
    } else {
      let scalar = bytes[start...].firstScalar
      inlines.take(scalar)
      end += UTF8.width(scalar)
    }
    held += bytes[start..<end]
    return end
  }

  private mutating func emitHeld(_ pieces: inout [MarkdownPiece]) {
    guard !held.isEmpty else { return }
    endGap(&pieces)
    if held[...].endOfPlain == held.endIndex {
      plain += held
    } else {
      emitPlain(&pieces)
      pieces.append(.text(String(decoding: held, as: UTF8.self), isPlain: false))
    }
    held.removeAll(keepingCapacity: true)
  }

  private mutating func emitPlain(_ pieces: inout [MarkdownPiece]) {
    guard !plain.isEmpty else { return }
    pieces.append(.text(String(decoding: plain, as: UTF8.self), isPlain: true))
    plain.removeAll(keepingCapacity: true)
  }
}

// MARK: - White space

extension OpenParagraph {
  private mutating func endWord(_ byte: UInt8, _ pieces: inout [MarkdownPiece]) {
    if !held.isEmpty {
      inlines.take(Unicode.Scalar(byte))
      if inlines.admitsText { placeWaitingMarks(&pieces) }
      guard !inlines.isOpen else { return held.append(byte) }
      let isBreak = byte == .lineFeed && takeTrailingBackslash()
      emitHeld(&pieces)
      inlines = OpenInlines()
      if isBreak { beginBreak(&pieces) }
    }
    if byte == .lineFeed {
      if gap.spaces.suffix(2) == [.space, .space] { gap.isHardBreak = true }
      gap.hasLineEnd = true
      gap.spaces = []
    } else if !gap.hasLineEnd {
      gap.spaces.append(byte)
    }
  }

  /// A line end behind a backslash.
  private mutating func beginBreak(_ pieces: inout [MarkdownPiece]) {
    if gap.isHardBreak { endGap(&pieces) }
    gap.ending = gap.shown + [UInt8(ascii: "\\")]
    gap.isHardBreak = true
  }

  /// A backslash in front of a line end is a hard break, if no other escapes it.
  private mutating func takeTrailingBackslash() -> Bool {
    let backslashes = held.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    guard backslashes % 2 == 1 else { return false }
    held.removeLast()
    return true
  }

  private mutating func endGap(_ pieces: inout [MarkdownPiece]) {
    guard !gap.isEmpty else { return }
    if gap.isHardBreak {
      emitPlain(&pieces)
      pieces.append(.lineBreak)
    } else {
      plain += gap.shown.dropFirst(hasGivenSpace ? 1 : 0)
    }
    gap.clear()
    hasGivenSpace = false
  }

  /// Tells that a word has ended, which does not have to wait for the next one.
  private mutating func giveSpace(_ pieces: inout [MarkdownPiece]) {
    guard tellsWordEnds, !hasGivenSpace, !gap.isHardBreak, gap.shown.first == .space else { return }
    pieces.append(.space)
    hasGivenSpace = true
  }
}

// MARK: - Markers of citations

extension OpenParagraph {
  /// Puts `[1]` behind what has come, before white space at its end; where it would fall into code, a link's
  /// target or a tag, it waits for the end of that.
  mutating func mark(_ numbers: [Int], into pieces: inout [MarkdownPiece]) {
    waitingMarks += numbers
    if held.isEmpty || inlines.admitsText { placeWaitingMarks(&pieces) }
    emitPlain(&pieces)
  }

  private mutating func placeWaitingMarks(_ pieces: inout [MarkdownPiece]) {
    guard !waitingMarks.isEmpty else { return }
    let space = isEmpty || endsWithMark || held.isEmpty && hasGivenSpace ? "" : " "
    if held.isEmpty {
      plain += (space + waitingMarks.map { "[\($0)]" }.joined()).utf8
      hasGivenSpace = false
    } else {
      holdBeforeSpace(space + waitingMarks.map { "\\[\($0)\\]" }.joined())
    }
    waitingMarks = []
    isEmpty = false
    endsWithMark = true
  }

  private mutating func holdBeforeSpace(_ source: String) {
    let end = held.endOfWords
    let spaces = held[end...]
    held[end...] = source.utf8 + spaces
    for scalar in source.unicodeScalars { inlines.take(scalar) }
    inlines.take(" ")
  }
}
