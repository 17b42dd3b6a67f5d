/// What the backend thought before or while it answered.
public struct Reasoning: Equatable, Sendable {
  /// The words; of an event those that are new.
  public var text: String
  /// How long it thought, in milliseconds, as the backend says.
  public var durationMillis: Int?

  /// Reasoning, or more of it.
  public init(text: String = "", durationMillis: Int? = nil) {
    self.text = text
    self.durationMillis = durationMillis
  }
}
