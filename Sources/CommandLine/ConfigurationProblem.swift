/// A mistake in a configuration: where it is, and what it is.
public struct ConfigurationProblem: Error, Equatable, Sendable {
  /// Where in the text.
  public var place: TextPlace
  /// What is wrong, in words; no value that may be a secret is among them.
  public var summary: String

  /// A mistake at a place.
  public init(_ place: TextPlace, _ summary: String) {
    self.place = place
    self.summary = summary
  }

  /// The mistake in one line, behind the name of the file: `config.json, line 3, column 5: …`.
  public func line(in file: String) -> String {
    "\(file), line \(place.line), column \(place.column): \(summary)"
  }
}
