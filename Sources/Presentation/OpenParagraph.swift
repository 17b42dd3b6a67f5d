/// A paragraph that is still arriving: hands out its text word by word as soon as no later byte can change how a
/// word looks, that is, at white space with no emphasis, code span, link or tag open before it.
///
/// An opening that is never closed holds the text behind it until the paragraph ends. Each byte is looked at once.
struct OpenParagraph {
  /// A part of the paragraph.
  enum Piece: Equatable {
    /// Source of whole inlines; plain where it holds nothing that Markdown gives a meaning to.
    case text(String, isPlain: Bool)
    /// White space, a line end that means no more than white space included.
    case space
    /// A line end that stays one.
    case lineBreak
  }

  private var held: [UInt8] = []
  private var isPlain = true
  private var isEscaped = false
  private var openers: [Run] = []
  private var run: Run?
  private var codeFence: Int?
  private var brackets = 0
  private var destinationDepth = 0
  private var tag = Tag.none
  private var gap: Gap?
  private var previous = UInt8.space

  /// Delimiters of one kind side by side.
  private struct Run {
    let marker: UInt8
    var count: Int
    /// The byte in front of the run.
    let previous: UInt8
  }

  /// White space between two words.
  private struct Gap {
    var spaces = 0
    var hasLineEnd = false
    var isHardBreak = false
  }

  private enum Tag {
    case none
    case maybe
    case open
  }

  /// Takes the next byte.
  mutating func take(_ byte: UInt8, emit: (Piece) -> Void) {
    let isSpace = byte == .space || byte == .tab || byte == .lineFeed
    if isEscaped {
      isEscaped = false
      if isSpace { endWord(byte, emit) } else { hold(byte) }
      return
    }
    if let run, run.marker != byte { close(run, before: byte) }
    if isSpace { return endWord(byte, emit) }
    endGap(emit)
    note(byte)
    hold(byte)
  }

  /// Hands out what is left and makes ready for another paragraph.
  mutating func finish(emit: (Piece) -> Void) {
    // What has stayed open never closes: the text is handed over as it is.
    while held.last == .space || held.last == .tab || held.last == .lineFeed { held.removeLast() }
    emitHeld(emit)
    self = OpenParagraph()
  }

  private mutating func hold(_ byte: UInt8) {
    held.append(byte)
    previous = byte
  }

  private var isNeutral: Bool {
    openers.isEmpty && brackets == 0 && codeFence == nil && destinationDepth == 0 && tag != .open
  }

  private mutating func emitHeld(_ emit: (Piece) -> Void) {
    guard !held.isEmpty else { return }
    let text = String(decoding: held, as: UTF8.self)
    emit(.text(text, isPlain: isPlain && !Self.mayHoldLink(held)))
    held.removeAll(keepingCapacity: true)
    isPlain = true
  }

  /// Whether cmark's autolink extension would look at the text: `://`, `www.` or an `@`.
  private static func mayHoldLink(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: ":") where bytes[index...].starts(with: "://".utf8): return true
      case UInt8(ascii: "w") where bytes[index...].starts(with: "www.".utf8): return true
      default: break
      }
    }
    return false
  }
}

// MARK: - White space

extension OpenParagraph {
  private mutating func endWord(_ byte: UInt8, _ emit: (Piece) -> Void) {
    if tag == .maybe { tag = .none }
    guard isNeutral else { return hold(byte) }
    if gap == nil {
      gap = Gap(isHardBreak: byte == .lineFeed && takeTrailingBackslash())
      emitHeld(emit)
    }
    previous = .space
    if byte == .lineFeed {
      if (gap?.spaces ?? 0) >= 2 { gap?.isHardBreak = true }
      gap?.hasLineEnd = true
      gap?.spaces = 0
    } else if gap?.hasLineEnd == false {
      gap?.spaces += byte == .space ? 1 : 0
    }
  }

  /// A backslash in front of a line end is a hard break, if no other escapes it.
  private mutating func takeTrailingBackslash() -> Bool {
    let backslashes = held.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    guard backslashes % 2 == 1 else { return false }
    held.removeLast()
    return true
  }

  private mutating func endGap(_ emit: (Piece) -> Void) {
    guard let gap else { return }
    emit(gap.isHardBreak ? .lineBreak : .space)
    self.gap = nil
  }
}

// MARK: - Delimiters

extension OpenParagraph {
  private mutating func note(_ byte: UInt8) {
    if tag == .maybe { tag = Self.opensTag(byte) ? .open : .none }
    switch byte {
    case UInt8(ascii: "`"): extendRun(byte)
    case _ where codeFence != nil: break
    case UInt8(ascii: ">"): tag = .none
    case _ where tag == .open: break
    case UInt8(ascii: "\\"): escape()
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): extendRun(byte)
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"): bracket(byte)
    case UInt8(ascii: "<"): openTag()
    case UInt8(ascii: "&"): isPlain = false
    default: break
    }
  }

  private mutating func escape() {
    isPlain = false
    isEscaped = true
  }

  private mutating func openTag() {
    isPlain = false
    tag = .maybe
  }

  private static func opensTag(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }
  }

  private mutating func bracket(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "[") where destinationDepth == 0:
      isPlain = false
      brackets += 1
    case UInt8(ascii: "]") where destinationDepth == 0 && brackets > 0: brackets -= 1
    case UInt8(ascii: "(") where destinationDepth > 0 || opensDestination: destinationDepth += 1
    case UInt8(ascii: ")") where destinationDepth > 0: destinationDepth -= 1
    default: break
    }
  }

  private var opensDestination: Bool { previous == UInt8(ascii: "]") && !isPlain }

  private mutating func extendRun(_ byte: UInt8) {
    isPlain = false
    if run == nil { run = Run(marker: byte, count: 0, previous: previous) }
    run?.count += 1
  }

  /// A run of delimiters has ended: it closes what it can and opens the rest, a little more readily than
  /// CommonMark does, so that a word is held too long rather than printed too early.
  private mutating func close(_ run: Run, before next: UInt8) {
    self.run = nil
    guard run.marker != UInt8(ascii: "`") else { return closeCode(run) }
    let opens = !Self.isSpace(next)
    let closes = !Self.isSpace(run.previous)
    if run.marker == UInt8(ascii: "_"), Self.isWord(run.previous), Self.isWord(next) { return }
    var count = run.count
    while closes, count > 0, let index = openers.lastIndex(where: { $0.marker == run.marker }) {
      let taken = min(count, openers[index].count)
      count -= taken
      openers[index].count -= taken
      openers.removeSubrange((openers[index].count == 0 ? index : index + 1)...)
    }
    if opens, count > 0 {
      openers.append(Run(marker: run.marker, count: count, previous: run.previous))
    }
  }

  private mutating func closeCode(_ run: Run) {
    if codeFence == nil {
      codeFence = run.count
    } else if codeFence == run.count {
      codeFence = nil
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == .space || byte == .tab || byte == .lineFeed
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: byte >= 0x80
    }
  }
}
