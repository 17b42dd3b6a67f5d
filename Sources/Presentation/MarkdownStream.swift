/// Cuts Markdown that is still arriving into pieces that no later byte can change.
///
/// They are the words of a paragraph, the lines of a code block, and other blocks whole; whatever the deltas are, the
/// pieces are the same.
///
/// Blocks at the top level are told apart by the beginnings of their lines. Two things of CommonMark are given up for
/// it: a heading by underlining is a paragraph, and the name of a link reference is known in its own block only.
struct MarkdownStream {
  /// A part of the document.
  enum Piece: Equatable {
    case paragraphStart
    case paragraph(OpenParagraph.Piece)
    case paragraphEnd
    case codeStart(info: String)
    /// A line of code without its line end.
    case codeLine(String)
    case codeEnd
    /// The source of one item of a list.
    case listItem(String)
    /// The source of any other block.
    case block(String)
  }

  private enum State {
    case between
    case paragraph(OpenParagraph)
    case code(MarkdownLine.Fence)
    case gathering(Gathering)
  }

  /// A block that is handed out when it has ended.
  private struct Gathering {
    let kind: MarkdownLine
    var source: [UInt8]
    var hasBlankLine = false
  }

  private var state = State.between
  /// The line that has not ended, as far as it is not yet part of a paragraph.
  private var line: [UInt8] = []
  /// Whether the rest of this line goes to the paragraph as it comes.
  private var isInText = false

  /// Takes more of the document.
  mutating func add(_ text: String, emit: (Piece) -> Void) {
    for byte in text.utf8 { take(byte, emit) }
  }

  /// Takes note that the document has ended.
  mutating func finish(emit: (Piece) -> Void) {
    if !line.isEmpty { takeLine(emit) }
    end(emit)
  }

  private mutating func take(_ byte: UInt8, _ emit: (Piece) -> Void) {
    if isInText {
      addToParagraph(byte, emit)
      isInText = byte != .lineFeed
    } else if byte == .lineFeed {
      takeLine(emit)
    } else {
      line.append(byte)
      lookAtBeginning(emit)
    }
  }

  private var isInParagraph: Bool {
    if case .paragraph = state { true } else { false }
  }

  /// Lets a line flow into its paragraph as soon as its beginning says that it is text.
  private mutating func lookAtBeginning(_ emit: (Piece) -> Void) {
    switch state {
    case .between, .paragraph:
      let kind = MarkdownLine(line[...], isComplete: false, inParagraph: isInParagraph)
      guard kind == .text else { return }
      startText(emit)
      isInText = true
    case .code, .gathering: break
    }
  }

  private mutating func startText(_ emit: (Piece) -> Void) {
    if !isInParagraph {
      emit(.paragraphStart)
      state = .paragraph(OpenParagraph())
      line = Array(line.drop { $0 == .space || $0 == .tab })
    }
    for byte in line { addToParagraph(byte, emit) }
    line = []
  }

  private mutating func addToParagraph(_ byte: UInt8, _ emit: (Piece) -> Void) {
    guard case .paragraph(var paragraph) = state else { return }
    // Without this the paragraph would be copied for every byte.
    state = .between
    paragraph.take(byte) { emit(.paragraph($0)) }
    state = .paragraph(paragraph)
  }
}

// MARK: - Whole lines

extension MarkdownStream {
  /// Takes the line that has just ended.
  private mutating func takeLine(_ emit: (Piece) -> Void) {
    let line = self.line
    self.line = []
    switch state {
    case .code(let fence):
      if MarkdownLine.closes(fence, line[...]) { return end(emit) }
      emit(.codeLine(String(decoding: line, as: UTF8.self)))
    case .gathering(let block): takeLine(line, into: block, emit)
    case .between, .paragraph: begin(line, emit)
    }
  }

  /// Takes a line that is not inside a block other than a paragraph.
  private mutating func begin(_ line: [UInt8], _ emit: (Piece) -> Void) {
    let kind =
      MarkdownLine(line[...], isComplete: true, inParagraph: isInParagraph) ?? .text
    if kind == .text {
      self.line = line
      startText(emit)
      return addToParagraph(.lineFeed, emit)
    }
    end(emit)
    switch kind {
    case .blank, .text: break
    case .heading, .thematicBreak: emit(.block(String(decoding: line, as: UTF8.self)))
    case .fence(let fence):
      emit(.codeStart(info: fence.info))
      state = .code(fence)
    default: state = .gathering(Gathering(kind: kind, source: line + [.lineFeed]))
    }
  }

  private mutating func takeLine(
    _ line: [UInt8],
    into block: Gathering,
    _ emit: (Piece) -> Void
  ) {
    guard goesOn(block, with: line) else {
      end(emit)
      return begin(line, emit)
    }
    // The stored block is let go first, so that its source grows in place.
    state = .between
    var block = block
    block.hasBlankLine = line.allSatisfy { $0 == .space || $0 == .tab }
    block.source += line
    block.source.append(.lineFeed)
    state = .gathering(block)
  }

  /// Whether a block that began earlier contains this line too.
  private func goesOn(_ block: Gathering, with line: [UInt8]) -> Bool {
    let kind = MarkdownLine(line[...], isComplete: true, inParagraph: false) ?? .text
    switch block.kind {
    case .table: return kind == .table
    case .blockQuote: return kind == .blockQuote || kind == .text
    case .html, .linkReference: return kind != .blank
    case .indentedCode: return kind == .indentedCode || kind == .blank
    case .listItem(let content):
      if kind == .blank || MarkdownLine.indentation(of: line[...]) >= content { return true }
      return kind == .text && !block.hasBlankLine
    default: return false
    }
  }

  /// Ends the block that is open.
  private mutating func end(_ emit: (Piece) -> Void) {
    switch state {
    case .between: break
    case .paragraph(var paragraph):
      paragraph.finish { emit(.paragraph($0)) }
      emit(.paragraphEnd)
    case .code: emit(.codeEnd)
    case .gathering(let block):
      let source = String(decoding: block.source, as: UTF8.self)
      if case .listItem = block.kind { emit(.listItem(source)) } else { emit(.block(source)) }
    }
    state = .between
  }
}
