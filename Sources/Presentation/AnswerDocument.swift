internal import Conversation
internal import Markup

/// A whole answer as a tree, with the numbers of its sources where a terminal shows them too.
enum AnswerDocument {
  case blocks([Block])
  /// Lines in which every character stands for itself.
  case text(String)

  /// The answer of a reply in the format that the backend named.
  init(of reply: Reply) {
    switch reply.facts.contentFormat ?? .markdown {
    case .markdown: self = .blocks(Self.markdown(of: reply))
    case .text: self = .text(Self.text(of: reply))
    case .html: self = Self.gathered(reply) { $0.finishHTML() }
    case .json: self = Self.gathered(reply) { $0.finishJSON() }
    }
  }

  private static func markdown(of reply: Reply) -> [Block] {
    var newlines = NewlineNormalizer()
    var stream = MarkdownStream(tellsWordEnds: false)
    var builder = MarkdownPieceBuilder()
    walk(reply) { text in
      builder.add(stream.add(newlines.add(Array(text.utf8))))
    } mark: { numbers in
      builder.add(stream.mark(numbers))
    }
    builder.add(stream.add(newlines.finish()))
    builder.add(stream.finish())
    return builder.blocks
  }

  private static func gathered(
    _ reply: Reply,
    _ finish: (GatheredAnswer) -> [Block]
  ) -> AnswerDocument {
    var newlines = NewlineNormalizer()
    var answer = GatheredAnswer()
    walk(reply) {
      answer.add(newlines.add(Array($0.utf8)))
    } mark: {
      answer.mark($0)
    }
    answer.add(newlines.finish())
    return answer.isTooLong ? .text(text(of: reply)) : .blocks(finish(answer))
  }

  /// The text with each marker behind the word that it follows.
  private static func text(of reply: Reply) -> String {
    var marked = ""
    var endsWithMark = false
    walk(reply) { text in
      marked += text
      endsWithMark = endsWithMark && text.allSatisfy(\.isWhitespace)
    } mark: { numbers in
      let end = marked.lastIndex { !$0.isWhitespace }.map { marked.index(after: $0) }
      let space = endsWithMark || end == nil ? "" : " "
      let marker = space + numbers.map { "[\($0)]" }.joined()
      marked.insert(contentsOf: marker, at: end ?? marked.startIndex)
      endsWithMark = true
    }
    return marked
  }

  /// Hands over the text and, where sources are cited, their numbers.
  private static func walk(_ reply: Reply, add: (String) -> Void, mark: ([Int]) -> Void) {
    for event in reply.events {
      switch event {
      case .text(let text): add(text)
      case .citations(let cited):
        let placed = cited.filter { !$0.ranges.isEmpty }
        if !placed.isEmpty { mark(placed.map(\.number)) }
      default: break
      }
    }
  }
}

/// The pieces of Markdown back to blocks.
private struct MarkdownPieceBuilder {
  private(set) var blocks: [Block] = []
  private var paragraph: [Inline] = []
  private var code = (info: "", lines: "")
  /// What marks the items of the list that is last, if the next one may belong to it.
  private var listMarker: UInt8?

  mutating func add(_ pieces: [MarkdownPiece]) {
    for piece in pieces { add(piece) }
  }

  private mutating func add(_ piece: MarkdownPiece) {
    switch piece {
    case .paragraphStart: paragraph = []
    case .text(let words, isPlain: true): paragraph.append(.text(words))
    case .text(let source, isPlain: false): paragraph += MarkdownParser.inlines(of: source)
    case .space: paragraph.append(.text(" "))
    case .lineBreak: paragraph.append(.lineBreak)
    case .paragraphEnd: put([.paragraph(paragraph)])
    case .codeStart(let info): code = (info, "")
    case .codeLine(let line): code.lines += line.withoutLineEnd + "\n"
    case .codeEnd: put([.codeBlock(info: code.info, code: code.lines)])
    case .listItem(let source, let marker): putItem(source, marker)
    case .footnote(let source):
      let footnote = Footnote(source)
      put(footnote.blocks.led(by: .text(footnote.label + " ")))
    case .block(let source):
      let parsed = MarkdownParser.blocks(of: source)
      // The definitions of links as they stand: shown as nothing, they would be lost.
      put(parsed.isEmpty ? [.htmlBlock(source.trimmed)] : parsed)
    }
  }

  private mutating func put(_ more: [Block]) {
    blocks += more
    listMarker = nil
  }

  /// An item, in the list before it if that has the same marks.
  private mutating func putItem(_ source: String, _ marker: UInt8) {
    var more = MarkdownParser.blocks(of: source)
    if listMarker == marker, case .list(var list)? = blocks.last, case .list(let next)? = more.first
    {
      list.items += next.items
      blocks[blocks.count - 1] = .list(list)
      more.removeFirst()
    }
    put(more)
    if case .list? = blocks.last { listMarker = marker }
  }
}

extension [Block] {
  /// The blocks with an inline in front of their text.
  fileprivate func led(by lead: Inline) -> [Block] {
    guard case .paragraph(let inlines)? = first else { return [.paragraph([lead])] + self }
    return [.paragraph([lead] + inlines)] + dropFirst()
  }
}
