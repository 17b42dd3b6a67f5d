/// A block and where it stands in its source.
public struct LocatedBlock: Equatable, Sendable {
  /// The block.
  public var block: Block
  /// Its lines in the source, the first line of which is 1.
  public var lines: ClosedRange<Int>

  /// A block on its lines.
  public init(block: Block, lines: ClosedRange<Int>) {
    self.block = block
    self.lines = lines
  }
}
