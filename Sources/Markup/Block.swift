/// A block of a document, in the words of the CommonMark specification.
public indirect enum Block: Equatable, Sendable {
  case paragraph([Inline])
  case heading(level: Int, [Inline])
  /// The info string and the code, each line of it with its line end.
  case codeBlock(info: String, code: String)
  case blockQuote([Block])
  case list(List)
  case table(Table)
  case thematicBreak
  /// Raw HTML as it stands in the source.
  case htmlBlock(String)

  /// A bullet or ordered list.
  public struct List: Equatable, Sendable {
    /// The number of the first item; `nil` for bullets.
    public var start: Int?
    /// The items in order.
    public var items: [Item]

    /// A list with its items.
    public init(start: Int?, items: [Item]) {
      self.start = start
      self.items = items
    }
  }

  /// An item of a list.
  public struct Item: Equatable, Sendable {
    /// Whether its box is ticked; `nil` where it has none (GFM task list).
    public var isChecked: Bool?
    /// What stands in it.
    public var blocks: [Block]

    /// An item with its blocks.
    public init(isChecked: Bool? = nil, blocks: [Block]) {
      self.isChecked = isChecked
      self.blocks = blocks
    }
  }

  /// A table (GFM); the first row is the header.
  public struct Table: Equatable, Sendable {
    /// Rows of cells of inlines.
    public var rows: [[[Inline]]]
    /// Where the cells of each column stand; a column that is missing here says nothing.
    public var alignments: [Alignment?]

    /// A table with its rows.
    public init(rows: [[[Inline]]], alignments: [Alignment?] = []) {
      self.rows = rows
      self.alignments = alignments
    }

    /// Where the cells of a column stand.
    public enum Alignment: Equatable, Sendable {
      case left
      case center
      case right
    }

    /// Where the cells of a column stand; `nil` where the table does not say.
    public func alignment(ofColumn column: Int) -> Alignment? {
      alignments.indices.contains(column) ? alignments[column] : nil
    }
  }
}

/// A piece of a paragraph, in the words of the CommonMark specification.
public indirect enum Inline: Equatable, Sendable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case link(destination: String, [Inline])
  /// The source's location and the description in its place.
  case image(source: String, [Inline])
  /// A line end in the source that means no more than a space.
  case softBreak
  case lineBreak
  /// Raw HTML as it stands in the source.
  case html(String)
}
