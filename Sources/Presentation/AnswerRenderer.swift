public import Conversation
internal import Markup
public import TerminalText

/// An answer to styled text as it arrives, append-only: what has been handed out is never taken back, and the same
/// events give the same text however they are cut into deltas.
public struct AnswerRenderer {
  private let width: Int?
  private let showsMarkers: Bool
  private var newlines = NewlineNormalizer()
  private var markers = MarkerPlacement()
  private var stream = MarkdownStream()
  private var paragraph: LineWrapper
  private var isAfterListItem = false
  private var isEmpty = true
  /// The length of the answer in Unicode scalars, up to its last one that is no white space.
  private var wordsEnd = 0
  private var length = 0

  /// A renderer for an answer of which nothing has come.
  ///
  /// - Parameters:
  ///   - width: The columns to wrap to; `nil` never wraps, as is right for a pipe.
  ///   - showsMarkers: Whether the numbers of citations stand in the text.
  public init(width: Int?, showsMarkers: Bool = true) {
    self.width = width
    self.showsMarkers = showsMarkers
    paragraph = LineWrapper(width: width)
  }

  /// Takes in one event and returns what it adds to the screen.
  public mutating func add(_ event: ReplyEvent) -> StyledText {
    switch event {
    case .text(let delta):
      measure(delta)
      return render(markers.add(newlines.add(delta)))
    case .textReplaced(let text): return restart(with: text)
    case .citations(let cited) where showsMarkers:
      let here = cited.filter { $0.ranges.contains { $0.end >= wordsEnd } }
      return here.isEmpty ? StyledText() : render(markers.mark(here.map(\.number)))
    default: return StyledText()
    }
  }

  /// Ends the answer and returns the rest of it, its last line ended.
  public mutating func finish() -> StyledText {
    var text = render(markers.add(newlines.finish()) + markers.finish())
    var pieces: [MarkdownStream.Piece] = []
    stream.finish { pieces.append($0) }
    for piece in pieces { text += render(piece) }
    return text
  }

  private mutating func measure(_ delta: String) {
    for scalar in delta.unicodeScalars {
      length += 1
      if !scalar.isWhiteSpace { wordsEnd = length }
    }
  }

  /// What was printed stays; a rule says that it is void.
  private mutating func restart(with text: String) -> StyledText {
    let old = finish()
    let hadText = !isEmpty
    self = AnswerRenderer(width: width, showsMarkers: showsMarkers)
    let rule = hadText ? StyledText("── the answer starts again ──\n\n", style: Theme.aside) : ""
    return old + rule + add(.text(text))
  }

  private mutating func render(_ source: String) -> StyledText {
    var pieces: [MarkdownStream.Piece] = []
    stream.add(source) { pieces.append($0) }
    var text = StyledText()
    for piece in pieces { text += render(piece) }
    return text
  }

  private mutating func render(_ piece: MarkdownStream.Piece) -> StyledText {
    switch piece {
    case .paragraphStart:
      paragraph = LineWrapper(width: width)
      return separator()
    case .paragraph(let part): return paragraph.add(self.text(of: part))
    case .paragraphEnd: return paragraph.finish() + "\n"
    case .codeStart: return separator()
    case .codeLine(let line):
      return StyledText(Sanitizer.sanitized(line, in: .exact) + "\n", style: Theme.code)
    case .codeEnd: return StyledText()
    case .listItem(let source): return listItem(source)
    case .block(let source):
      let blocks = MarkdownParser.blocks(of: source)
      return blocks.isEmpty ? StyledText() : separator() + renderer.text(of: blocks)
    }
  }

  private var renderer: BlockRenderer { BlockRenderer(width: width) }

  private func text(of part: OpenParagraph.Piece) -> StyledText {
    switch part {
    case .text(let words, isPlain: true): StyledText(words)
    case .text(let source, isPlain: false):
      InlineRenderer.text(of: MarkdownParser.inlines(of: source))
    case .space: " "
    case .lineBreak: "\n"
    }
  }

  private mutating func listItem(_ source: String) -> StyledText {
    let lead = isAfterListItem ? StyledText() : separator()
    isAfterListItem = true
    return lead + renderer.text(of: MarkdownParser.blocks(of: source))
  }

  /// The empty line in front of a block, unless it is the first.
  private mutating func separator() -> StyledText {
    defer {
      isEmpty = false
      isAfterListItem = false
    }
    return isEmpty ? StyledText() : "\n"
  }
}
