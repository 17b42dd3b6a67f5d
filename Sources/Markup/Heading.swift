/// A heading of a document, as plain text.
public struct Heading: Equatable, Sendable {
  /// From 1 to 6.
  public var level: Int
  /// Its words in one line.
  public var text: String
  /// Its lines in the source, the first line of which is 1.
  public var lines: ClosedRange<Int>

  /// A heading on its lines.
  public init(level: Int, text: String, lines: ClosedRange<Int>) {
    self.level = level
    self.text = text
    self.lines = lines
  }
}
