internal import Conversation
internal import Markup

/// Chooses what of a section is quoted: the blocks with the words that were asked for, and what is needed to read them.
struct Quoting {
  private let text: SectionText
  private let blocks: [LocatedBlock]
  /// Which of the terms each block has.
  private let found: [Set<Int>]
  private let weights: [Double]
  private let firstLine: Int

  /// What a further block has to add of the weight of all terms to be worth reading.
  private static let worthAdding = 0.25

  /// A choice for a section of which `places` tells, for each term, the byte offsets at which it was found.
  init(_ section: IndexedSection, terms: [WeighedTerm], places: [[Int]]) {
    let text = SectionText(
      section.body,
      isMarkdown: section.isMarkdown,
      places: places.joined().sorted()
    )
    let blocks = MarkdownParser.locatedBlocks(of: section.body)
    let termLines = places.map { $0.map(text.line(at:)) }
    found = blocks.map { block in
      Set(termLines.indices.filter { termLines[$0].contains(where: block.lines.contains) })
    }
    weights = terms.map(\.weight)
    firstLine = section.lines.lowerBound
    self.text = text
    self.blocks = blocks
  }

  /// The best block, with one more where that adds enough and `isLong` allows it; `nil` for a section without text.
  func passage(isLong: Bool) -> Passage? {
    guard let best = blocks.indices.max(by: { weight(found[$0]) < weight(found[$1]) }) else {
      return nil
    }
    // Of equals the first, where `max` takes the last.
    let first = blocks.indices.first { weight(found[$0]) == weight(found[best]) } ?? best
    var chosen = withCompanion(first)
    if isLong, let second = second(beside: chosen) { chosen += withCompanion(second) }
    return passage(of: Set(chosen).sorted(), excerpt: text.excerpt(of: blocks[first]))
  }

  private func weight(_ terms: Set<Int>) -> Double {
    terms.reduce(0) { $0 + weights[$1] }
  }

  /// The block that adds most of what is missing.
  private func second(beside chosen: [Int]) -> Int? {
    let known = chosen.reduce(into: Set<Int>()) { $0.formUnion(found[$1]) }
    let gains = blocks.indices.map { weight(found[$0].subtracting(known)) }
    guard let most = gains.max(), most > Self.worthAdding * weights.reduce(0, +) else { return nil }
    return gains.firstIndex(of: most)
  }

  /// A block with the sentence that leads to it, or with what it leads to.
  private func withCompanion(_ index: Int) -> [Int] {
    if leads(index), index + 1 < blocks.count { return [index, index + 1] }
    if index > 0, !isParagraph(index), isParagraph(index - 1) { return [index - 1, index] }
    return [index]
  }

  /// Whether a block is a paragraph that says only that something follows.
  private func leads(_ index: Int) -> Bool {
    isParagraph(index) && text.source(of: blocks[index]).trimmed.hasSuffix(":")
  }

  private func isParagraph(_ index: Int) -> Bool {
    if case .paragraph = blocks[index].block { true } else { false }
  }

  private func passage(of chosen: [Int], excerpt: String) -> Passage? {
    let pieces = chosen.map { text.piece(of: blocks[$0]) }
    guard let start = pieces.map(\.lines.lowerBound).min(),
      let end = pieces.map(\.lines.upperBound).max()
    else { return nil }
    var content = ""
    var markerOffset: Int?
    for (index, piece) in zip(chosen, pieces) {
      if !content.isEmpty { content += "\n\n" }
      content += piece.text
      if takesMarker(blocks[index].block) { markerOffset = content.unicodeScalars.count }
    }
    return Passage(
      text: content,
      lines: start + firstLine - 1...end + firstLine - 1,
      markerOffset: markerOffset ?? content.unicodeScalars.count,
      excerpt: excerpt
    )
  }

  /// Whether a marker can stand in the last line of a block.
  private func takesMarker(_ block: Block) -> Bool {
    switch block {
    case .paragraph, .list, .blockQuote: true
    default: false
    }
  }
}
