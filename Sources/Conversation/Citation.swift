/// A source that the answer rests on.
public struct Citation: Equatable, Sendable {
  /// The number shown to people, from 1; one number a source however often it is cited.
  public var number: Int
  /// The backend's own id of the source.
  public var id: String?
  /// What the source calls itself.
  public var title: String?
  /// Where the source can be read.
  public var url: String?
  /// The system it comes from, such as `gdrive`.
  public var source: String?
  /// The words of the source that were used.
  public var excerpt: String?
  /// The page of the source, from 1.
  public var page: Int?
  /// The lines of the source that were used, from 1.
  public var lines: ClosedRange<Int>?
  /// The backend's rating of the source, on the backend's own scale.
  public var score: Double?
  /// The places in the answer that this source supports, in order.
  public var ranges: [TextRange]

  /// A citation; everything but the number may be unknown.
  public init(
    number: Int,
    id: String? = nil,
    title: String? = nil,
    url: String? = nil,
    source: String? = nil,
    excerpt: String? = nil,
    page: Int? = nil,
    lines: ClosedRange<Int>? = nil,
    score: Double? = nil,
    ranges: [TextRange] = []
  ) {
    self.number = number
    self.id = id
    self.title = title
    self.url = url
    self.source = source
    self.excerpt = excerpt
    self.page = page
    self.lines = lines
    self.score = score
    self.ranges = ranges
  }
}

/// A stretch of the answer in Unicode scalars, end exclusive.
public struct TextRange: Equatable, Sendable {
  /// The first scalar's offset.
  public var start: Int
  /// The offset behind the last scalar.
  public var end: Int

  /// The scalars from `start` up to, not including, `end`.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}
