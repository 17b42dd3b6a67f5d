public import Conversation
internal import Markup
public import TerminalText

/// An answer to styled text as it arrives, append-only: what has been handed out is never taken back, and the same
/// events give the same text however they are cut into deltas.
///
/// Markdown and plain text are shown as they come, HTML and JSON when they have ended. The format is what the backend
/// says before the text begins, or behind it where nothing was shown yet; otherwise the answer goes on as it began.
public struct AnswerRenderer {
  /// The page that the answer is written on; from the next word on, it may have another width.
  public var layout: Layout {
    didSet { paragraph.resize(to: layout.proseWidth) }
  }
  private let showsMarkers: Bool
  private var newlines = NewlineNormalizer()
  /// The format that the answer is shown in, and the one that the backend named last.
  private var format = ContentFormat.markdown
  private var namedFormat = ContentFormat.markdown
  private var stream: MarkdownStream
  private var plain: PlainAnswer
  /// What is shown when the answer has ended.
  private var gathered = GatheredAnswer()
  private var paragraph: LineWrapper
  /// What knows the language of the code that is open.
  private var highlighter: CodeHighlighter?
  /// The list that the next item may belong to: what marks its items, and the next number.
  private var list: (marker: UInt8, next: Int?)?
  private var isEmpty = true
  /// The length of the answer in Unicode scalars, up to its last one that is no white space.
  private var wordsEnd = 0
  private var length = 0

  /// A renderer for an answer of which nothing has come.
  ///
  /// - Parameters:
  ///   - layout: The page that it is written on.
  ///   - showsMarkers: Whether the numbers of citations stand in the text.
  public init(_ layout: Layout, showsMarkers: Bool = true) {
    self.layout = layout
    self.showsMarkers = showsMarkers
    plain = PlainAnswer(layout)
    stream = MarkdownStream(tellsWordEnds: layout.proseWidth != nil)
    paragraph = LineWrapper(width: layout.proseWidth)
  }

  /// Takes in one event and returns what it adds to the screen.
  public mutating func add(_ event: ReplyEvent) -> StyledText {
    switch event {
    case .started(let facts): return facts.contentFormat.map { change(to: $0) } ?? StyledText()
    case .text(let delta):
      let bytes = Array(delta.utf8)
      measure(delta, bytes)
      return take(newlines.add(bytes))
    case .textReplaced(let text): return restart(with: text)
    case .citations(let cited) where showsMarkers:
      let here = cited.filter { $0.ranges.contains { $0.end >= wordsEnd } }
      return here.isEmpty ? StyledText() : mark(here.map(\.number))
    default: return StyledText()
    }
  }

  /// Ends the answer and returns the rest of it, its last line ended.
  public mutating func finish() -> StyledText {
    let text = take(newlines.finish())
    switch format {
    case .markdown: return text + render(stream.finish())
    case .text: return text + plain.finish()
    case .html: return text + renderer.text(of: gathered.finishHTML())
    case .json: return text + renderer.text(of: gathered.finishJSON())
    }
  }

  private mutating func take(_ bytes: [UInt8]) -> StyledText {
    switch format {
    case .markdown: return render(stream.add(bytes))
    case .text:
      if !bytes.isEmpty { isEmpty = false }
      return plain.add(bytes)
    case .html, .json:
      gathered.add(bytes)
      // Beyond all measure it is shown as it comes.
      return gathered.isTooLong ? goOn(in: .text) : StyledText()
    }
  }

  private mutating func mark(_ numbers: [Int]) -> StyledText {
    switch format {
    case .markdown: return render(stream.mark(numbers))
    case .text: return plain.mark(numbers)
    case .html, .json:
      gathered.mark(numbers)
      return StyledText()
    }
  }

  /// Goes over to a format, with all that was not yet shown.
  private mutating func change(to format: ContentFormat) -> StyledText {
    namedFormat = format
    switch self.format {
    case .markdown where length > 0, .text where length > 0: return StyledText()
    default: return goOn(in: format)
    }
  }

  private mutating func goOn(in format: ContentFormat) -> StyledText {
    self.format = format
    let waiting = gathered.source
    gathered = GatheredAnswer()
    return waiting.isEmpty ? StyledText() : take(waiting)
  }

  private mutating func measure(_ delta: String, _ bytes: [UInt8]) {
    let count = bytes.count { $0 & 0xC0 != 0x80 }
    let space = delta.unicodeScalars.reversed().prefix(while: \.isWhiteSpace).count
    length += count
    if space < count { wordsEnd = length - space }
  }

  /// What was printed stays; a rule says that it is void.
  private mutating func restart(with text: String) -> StyledText {
    let named = namedFormat
    let isUnseen = format == .html || format == .json
    let old = isUnseen ? StyledText() : finish()
    let hadText = !isUnseen && !isEmpty
    self = AnswerRenderer(layout, showsMarkers: showsMarkers)
    (format, namedFormat) = (named, named)
    let rule = hadText ? StyledText("── the answer starts again ──\n\n", role: .aside) : ""
    return old + rule + add(.text(text))
  }

  private mutating func render(_ pieces: [MarkdownPiece]) -> StyledText {
    var text = StyledText()
    // Words go to the wrapper together: that is much cheaper than one by one.
    var words = StyledText()
    for piece in pieces {
      if let word = Self.text(of: piece, layout) {
        words += word
        continue
      }
      if !words.isEmpty {
        text += placed(words)
        words = StyledText()
      }
      text += render(piece)
    }
    if !words.isEmpty { text += placed(words) }
    return text
  }

  /// What a piece adds to the paragraph that is open; `nil` for one that is no text of it.
  private static func text(of piece: MarkdownPiece, _ layout: Layout) -> StyledText? {
    switch piece {
    case .text(let words, isPlain: true): StyledText(words)
    case .text(let source, isPlain: false):
      InlineRenderer(layout).text(of: MarkdownParser.inlines(of: source))
    case .space: " "
    case .lineBreak: "\n"
    default: nil
    }
  }

  private mutating func render(_ piece: MarkdownPiece) -> StyledText {
    switch piece {
    case .paragraphStart:
      paragraph = LineWrapper(width: layout.proseWidth)
      return separator()
    case .text, .space, .lineBreak: return Self.text(of: piece, layout).map { placed($0) } ?? ""
    case .paragraphEnd: return paragraph.finish() + "\n"
    case .codeStart(let info):
      highlighter = layout.highlighter(for: info)
      return separator()
    case .codeLine(let line): return BlockRenderer.code(line, &highlighter)
    case .codeEnd: return StyledText()
    case .listItem(let source, let marker): return listItem(source, marker)
    case .footnote(let source): return footnote(source)
    case .block(let source):
      let blocks = MarkdownParser.blocks(of: source)
      return separator() + (blocks.isEmpty ? definitions(source) : renderer.text(of: blocks))
    }
  }

  /// Text of a paragraph; without a width there is nothing to place.
  private mutating func placed(_ text: StyledText) -> StyledText {
    layout.proseWidth == nil ? text : paragraph.add(text)
  }

  private var renderer: BlockRenderer { BlockRenderer(layout: layout) }

  /// The definitions of links as they stand: shown as nothing, they would be lost.
  private func definitions(_ source: String) -> StyledText {
    let lines = source.split(separator: "\n").joined(separator: "\n")
    return renderer.text(of: [.htmlBlock(lines)])
  }

  /// The definition of a footnote, close behind another.
  private mutating func footnote(_ source: String) -> StyledText {
    let marker = UInt8(ascii: "^")
    let lead = list?.marker == marker ? StyledText() : separator()
    list = (marker, nil)
    return lead + renderer.text(of: Footnote(source))
  }

  /// An item, numbered on from the one before it.
  private mutating func listItem(_ source: String, _ marker: UInt8) -> StyledText {
    var blocks = MarkdownParser.blocks(of: source)
    let list = list?.marker == marker ? list : nil
    let lead = list == nil ? separator() : StyledText()
    if let number = list?.next, case .list(var first)? = blocks.first {
      first.start = number
      blocks[0] = .list(first)
    }
    self.list = nil
    if case .list(let last)? = blocks.last { self.list = (marker, last.start.map { $0 + 1 }) }
    return lead + renderer.text(of: blocks)
  }

  /// The empty line in front of a block, unless it is the first.
  private mutating func separator() -> StyledText {
    defer {
      isEmpty = false
      list = nil
    }
    return isEmpty ? StyledText() : "\n"
  }
}
