/// What is shown of what the backend thought: what `--reasoning` takes.
public enum ReasoningChoice: String, CaseIterable, Sendable {
  /// All of it, in front of the answer.
  case show
  /// One line below the answer.
  case fold
  /// Nothing.
  case hide
}
