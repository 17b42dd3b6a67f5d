/// What is open in a paragraph: the emphasis, code spans, links and tags that text still to come could complete.
///
/// Follows cmark's way of pairing delimiters, scalar by scalar, only to know when nothing is open. Where that
/// would take a whole parser it gives up, and everything up to the paragraph's end counts as open: that
/// makes a word late, never wrong.
struct OpenInlines {
  private enum Place {
    case text
    case escape
    case code(backticks: Int)
    case behindLessThan
    case tag(quote: Unicode.Scalar?)
    case behindBracket(Bracket)
    case destination(LinkDestination, Bracket)
  }

  /// Delimiters of one kind side by side.
  private struct Run {
    let marker: Unicode.Scalar
    var count = 1
    /// The scalar in front of the run.
    let previous: Unicode.Scalar
  }

  private struct Opener {
    let marker: Unicode.Scalar
    let length: Int
    var left: Int
    let closesToo: Bool
  }

  private struct Bracket {
    let isImage: Bool
    /// How many openers there were before it.
    let openers: Int
    /// Not when a link stands in it: links do not nest.
    var isActive = true
  }

  /// More than this is no writing of people; it bounds the cost of each scalar.
  private static let mostOpen = 50
  /// cmark takes more backticks than this in a row for text.
  private static let longestFence = 80

  private var place = Place.text
  private var run: Run?
  private var openers: [Opener] = []
  private var brackets: [Bracket] = []
  private var hasGivenUp = false
  private var isInURL = false
  private var previous: Unicode.Scalar = " "

  /// Whether later text can change how the text so far looks; settled only behind white space.
  var isOpen: Bool {
    guard case .text = place else { return true }
    return hasGivenUp || run != nil || !openers.isEmpty || !brackets.isEmpty
  }

  /// Whether other text can be put in here without breaking what is open.
  var admitsText: Bool {
    guard case .text = place else { return false }
    guard let run else { return true }
    return run.marker != "`" && Surrounding(of: run.previous) != .space
  }

  /// Whether other text can be put behind a source of one line without breaking what is open, as far as the end
  /// of a long line tells.
  static func admitText(behind source: ArraySlice<UInt8>) -> Bool {
    var inlines = OpenInlines()
    let end = String(decoding: source.suffix(500), as: UTF8.self)
    for scalar in end.unicodeScalars { inlines.take(scalar) }
    return inlines.admitsText
  }

  /// Whether letters and digits can be passed over.
  var isInPlainText: Bool {
    guard case .text = place else { return false }
    return run == nil
  }

  /// Takes note of letters that were passed over, up to this one.
  mutating func pass(to scalar: Unicode.Scalar) {
    previous = scalar
  }

  /// Takes the next scalar.
  mutating func take(_ scalar: Unicode.Scalar) {
    guard !hasGivenUp else { return }
    if run?.marker == scalar {
      run?.count += 1
      return
    }
    if let run {
      self.run = nil
      end(run, before: scalar)
    }
    // An exclamation mark that is escaped makes no image of the bracket behind it.
    let next: Unicode.Scalar = isEscaped && scalar == "!" ? "\\" : scalar
    read(scalar)
    previous = next
  }

  private var isEscaped: Bool {
    if case .escape = place { true } else { false }
  }

  private mutating func giveUp() {
    hasGivenUp = true
    run = nil
  }
}

// MARK: - Places

extension OpenInlines {
  private mutating func read(_ scalar: Unicode.Scalar) {
    switch place {
    case .text: readText(scalar)
    case .escape: place = .text
    case .code: if scalar == "`" { run = Run(marker: scalar, previous: previous) }
    case .behindLessThan: readBehindLessThan(scalar)
    case .tag(let quote): readTag(scalar, quote)
    case .behindBracket(let bracket):
      if scalar == "(" {
        place = .destination(LinkDestination(), bracket)
      } else {
        goOnAsText(scalar)
      }
    case .destination(var destination, let bracket):
      switch destination.take(scalar) {
      case .open: place = .destination(destination, bracket)
      case .complete: endLink(bracket)
      case .failed:
        goOnAsText(scalar)
        if destination.holdsMarkup { giveUp() }
      }
    }
  }

  private mutating func goOnAsText(_ scalar: Unicode.Scalar) {
    place = .text
    readText(scalar)
  }

  private mutating func readText(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "*", "_", "~", "`": run = Run(marker: scalar, previous: previous)
    // Whether it belongs to the URL is another parser's business.
    case "\\": if isInURL { giveUp() } else { place = .escape }
    case "<": place = .behindLessThan
    case "[": openBracket()
    case "]": closeBracket()
    case " ", "\t", "\n": isInURL = false
    case "/" where previous == "/", "." where previous == "w": isInURL = true
    default: break
    }
  }

  private mutating func openBracket() {
    brackets.append(Bracket(isImage: previous == "!", openers: openers.count))
    if brackets.count > Self.mostOpen { giveUp() }
  }

  private mutating func closeBracket() {
    guard let bracket = brackets.popLast() else { return }
    // cmark takes a URL for a link by itself or not by the brackets around it.
    if isInURL, !brackets.isEmpty { return giveUp() }
    if bracket.isActive { place = .behindBracket(bracket) }
  }

  private mutating func endLink(_ bracket: Bracket) {
    place = .text
    openers.removeSubrange(bracket.openers...)
    guard !bracket.isImage else { return }
    for index in brackets.indices where !brackets[index].isImage {
      brackets[index].isActive = false
    }
  }

  private mutating func readBehindLessThan(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z", "/": place = .tag(quote: nil)
    // Comments and the like have ends of their own, and until then no other text.
    case "!", "?": giveUp()
    default: goOnAsText(scalar)
    }
  }

  /// Whether it is a tag or an address in angle brackets or neither does not matter as long as nothing in it
  /// could be anything else.
  private mutating func readTag(_ scalar: Unicode.Scalar, _ quote: Unicode.Scalar?) {
    switch scalar {
    case "*", "_", "~", "`", "[", "]", "\\": giveUp()
    case _ where scalar == quote: place = .tag(quote: nil)
    case _ where quote != nil: break
    case "\"" where previous == "=", "'" where previous == "=": place = .tag(quote: scalar)
    case ">": place = .text
    case "<": place = .behindLessThan
    default: break
    }
  }
}

// MARK: - Runs of delimiters

extension OpenInlines {
  private mutating func end(_ run: Run, before next: Unicode.Scalar) {
    if run.marker == "`" { return endBackticks(run.count) }
    // Their strikethrough makes cmark overlook a tilde beside another run.
    if run.marker != "~", run.previous == "~" || next == "~" { return giveUp() }
    if run.marker == "~", run.count > 2 { return }
    let before = Surrounding(of: run.previous)
    let after = Surrounding(of: next)
    let isLeft = after != .space && (after == .word || before != .word)
    let isRight = before != .space && (before == .word || after != .word)
    let isUnderscore = run.marker == "_"
    let opens = isLeft && (!isUnderscore || !isRight || before == .punctuation)
    let closes = isRight && (!isUnderscore || !isLeft || after == .punctuation)
    let left = closes ? close(run, opensToo: opens, isAtWordEnd: after == .space) : run.count
    guard opens, left > 0, !hasGivenUp else { return }
    openers.append(Opener(marker: run.marker, length: run.count, left: left, closesToo: closes))
    if openers.count > Self.mostOpen || isInURL { giveUp() }
  }

  private mutating func endBackticks(_ count: Int) {
    if case .code(let backticks) = place {
      if backticks == count { place = .text }
    } else if count <= Self.longestFence {
      place = .code(backticks: count)
    } else {
      giveUp()
    }
  }

  /// Pairs a run with what it closes; returns how much of it is left.
  private mutating func close(_ run: Run, opensToo: Bool, isAtWordEnd: Bool) -> Int {
    let innermost = brackets.last(where: \.isActive)?.openers ?? 0
    var left = run.count
    while left > 0, let index = openers.lastIndex(where: { $0.marker == run.marker }) {
      let opener = openers[index]
      // Whether they pair can depend on their lengths, on what becomes of a bracket, and on the end of a URL.
      let isSameLength = opener.length == run.count && run.count < 3
      let isClear = isSameLength || run.marker != "~" && !opensToo && !opener.closesToo
      guard isClear, index >= innermost, isAtWordEnd || !isInURL else {
        giveUp()
        return 0
      }
      let taken = min(left, opener.left)
      left -= taken
      openers[index].left -= taken
      openers.removeSubrange((openers[index].left > 0 ? index + 1 : index)...)
    }
    return left
  }
}
