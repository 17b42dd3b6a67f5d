/// Gathers the inlines of one paragraph of HTML: white space is made one, and styles open where text needs them.
struct ParagraphBuilder {
  /// A style that is open, told from another of its kind by its number.
  struct Style {
    let number: Int
    let kind: HTMLRole.Kind
  }

  private struct Level {
    let style: Style?
    var inlines: [Inline] = []
    var text = ""

    mutating func flush() {
      guard !text.isEmpty else { return }
      inlines.append(.text(text))
      text = ""
    }
  }

  private var levels = [Level(style: nil)]
  private var hasSpace = false
  private var hasBreak = false

  /// Whether nothing but white space was added.
  private(set) var isEmpty = true

  /// Whether a line break waits for what follows it.
  var endsInBreak: Bool { hasBreak }

  /// Adds text of a source; white space is collapsed.
  mutating func add(_ text: String, in styles: ArraySlice<Style>) {
    var word = text.utf8[...]
    while !word.isEmpty {
      let end = word.firstIndex(where: \.isHTMLSpace) ?? word.endIndex
      if end > word.startIndex {
        open(styles)
        levels[levels.count - 1].text += String(Substring(word[..<end]))
      }
      word = word[end...]
      let next = word.firstIndex { !$0.isHTMLSpace } ?? word.endIndex
      if next > word.startIndex && !hasBreak { hasSpace = true }
      word = word[next...]
    }
  }

  /// Adds an inline that is whole; one in code is its text.
  mutating func add(_ inline: Inline, in styles: ArraySlice<Style>) {
    if styles.last?.kind == .code { return add(inline.plainText, in: styles) }
    open(styles)
    levels[levels.count - 1].flush()
    levels[levels.count - 1].inlines.append(inline)
  }

  /// Ends the line, if anything follows.
  mutating func addBreak() {
    hasSpace = false
    hasBreak = !isEmpty
  }

  /// The inlines without white space at their ends; the builder is as new again.
  mutating func finish() -> [Inline] {
    close(to: 1)
    levels[0].flush()
    defer { self = ParagraphBuilder() }
    return levels[0].inlines
  }

  /// Makes `styles` the open ones, with the white space that was held back outside of those that change.
  private mutating func open(_ styles: ArraySlice<Style>) {
    var common = 0
    while common < styles.count, common + 1 < levels.count,
      levels[common + 1].style?.number == styles[styles.startIndex + common].number
    {
      common += 1
    }
    close(to: common + 1)
    if hasBreak {
      levels[common].flush()
      levels[common].inlines.append(.lineBreak)
    } else if hasSpace && !isEmpty {
      levels[common].text += " "
    }
    (hasSpace, hasBreak, isEmpty) = (false, false, false)
    for style in styles.dropFirst(common) { levels.append(Level(style: style)) }
  }

  private mutating func close(to count: Int) {
    while levels.count > count {
      var level = levels.removeLast()
      level.flush()
      guard let style = level.style else { continue }
      levels[levels.count - 1].flush()
      levels[levels.count - 1].inlines.append(style.inline(of: level.inlines))
    }
  }
}

extension ParagraphBuilder.Style {
  fileprivate func inline(of inlines: [Inline]) -> Inline {
    switch kind {
    case .emphasis: .emphasis(inlines)
    case .strong: .strong(inlines)
    case .strikethrough: .strikethrough(inlines)
    case .code: .code(inlines.plainText)
    case .link(let destination): .link(destination: destination, inlines)
    }
  }
}
