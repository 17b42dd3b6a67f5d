/// What went wrong, in words, and how the program ends because of it.
///
/// The words may hold outside text: whoever writes the lines masks what a terminal would obey.
public struct Diagnostic: Equatable, Sendable {
  /// What failed and why, as `what failed: why`; lower case, no full stop, no secret.
  public var summary: String
  /// What to do about it, where there is something.
  public var remedy: String?
  /// The status to end with; `answered` for a warning, after which the work goes on.
  public var exitStatus: ExitStatus

  /// A diagnostic with all its parts.
  public init(_ summary: String, remedy: String? = nil, exitStatus: ExitStatus) {
    self.summary = summary
    self.remedy = remedy
    self.exitStatus = exitStatus
  }

  /// One or two lines, without line ends: `chat: ` and the summary, then the remedy.
  ///
  /// A line break inside the words becomes a space, so that outside text cannot pose as a line of its own.
  public var lines: [String] {
    [Self.onOneLine("\(Program.name): \(summary)")] + (remedy.map { [Self.onOneLine($0)] } ?? [])
  }

  private static func onOneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
