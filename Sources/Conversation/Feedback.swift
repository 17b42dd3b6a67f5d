/// What a person thinks of an answer.
public struct Feedback: Equatable, Sendable {
  /// A rating under a name of the backend's, such as `accuracy`.
  public struct Rating: Equatable, Sendable {
    /// What is rated.
    public var name: String
    /// The rating, on the backend's own scale.
    public var value: Int

    /// A rating of something.
    public init(_ name: String, _ value: Int) {
      self.name = name
      self.value = value
    }
  }

  /// Whether the answer helped.
  public var helpful: Bool?
  /// The ratings, in the backend's order.
  public var ratings: [Rating]
  /// The backend's words for what is good or bad about it, such as `poor_citations`.
  public var categories: [String]
  /// What the person wrote.
  public var comment: String?
  /// Whatever else the backend sent about it, as it came.
  public var metadata: JSONValue?

  /// Feedback, all of it optional.
  public init(
    helpful: Bool? = nil,
    ratings: [Rating] = [],
    categories: [String] = [],
    comment: String? = nil,
    metadata: JSONValue? = nil
  ) {
    self.helpful = helpful
    self.ratings = ratings
    self.categories = categories
    self.comment = comment
    self.metadata = metadata
  }
}
