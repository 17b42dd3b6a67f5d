internal import TerminalText

/// An answer that is plain text, as it arrives: every character stands for itself, and on a page that wraps prose its
/// lines are broken at words.
struct PlainAnswer {
  private let tellsWordEnds: Bool
  private var wrapper: LineWrapper
  /// White space behind the last word, in front of which a marker may still come.
  private var gap: [UInt8] = []
  /// Whether the space at the beginning of the gap is given, so that the word before it is shown.
  private var hasGivenSpace = false
  private var endsLine = true
  private var isEmpty = true
  private var endsWithMark = false

  init(_ layout: Layout) {
    tellsWordEnds = layout.proseWidth != nil
    wrapper = LineWrapper(width: layout.proseWidth)
  }

  /// Takes more of the text, in whole characters.
  mutating func add(_ bytes: [UInt8]) -> StyledText {
    let end = bytes.endOfWords
    guard end > 0 else {
      gap += bytes
      return giveSpace()
    }
    let text = takeGap() + put(bytes[..<end])
    gap = Array(bytes[end...])
    return text + giveSpace()
  }

  /// Puts `[1]` behind the last word.
  mutating func mark(_ numbers: [Int]) -> StyledText {
    let space = isEmpty || endsWithMark || hasGivenSpace ? "" : " "
    let marker = space + numbers.map { "[\($0)]" }.joined()
    let text = put(Array(marker.utf8)[...])
    hasGivenSpace = false
    endsWithMark = true
    return text
  }

  /// Ends the text; returns the rest of it, its last line ended.
  mutating func finish() -> StyledText {
    let text = takeGap() + wrapper.finish()
    return isEmpty || endsLine ? text : text + "\n"
  }

  private mutating func put(_ bytes: ArraySlice<UInt8>) -> StyledText {
    guard !bytes.isEmpty else { return StyledText() }
    isEmpty = false
    endsWithMark = false
    // Spaces at the end of a line are not shown where lines are broken.
    let last = bytes.last { !tellsWordEnds || $0 != .space && $0 != .tab }
    if let last { endsLine = last == .lineFeed }
    return wrapper.add(StyledText(String(decoding: bytes, as: UTF8.self)))
  }

  private mutating func takeGap() -> StyledText {
    let bytes = gap.dropFirst(hasGivenSpace && gap.first == .space ? 1 : 0)
    gap = []
    hasGivenSpace = false
    return put(bytes)
  }

  /// Tells that a word has ended, which does not have to wait for the next one.
  private mutating func giveSpace() -> StyledText {
    guard tellsWordEnds, !hasGivenSpace, gap.first == .space || gap.first == .lineFeed else {
      return StyledText()
    }
    hasGivenSpace = true
    return wrapper.add(" ")
  }
}
