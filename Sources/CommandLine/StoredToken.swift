/// Where `chat login` keeps the tokens of backends: a file for each, which has the backend's name.
public enum StoredToken {
  /// The longest name of a file on all usual file systems, in bytes.
  private static let longestName = 255

  /// Whether the name of a backend can be that of a file of its own: no path, not hidden, on one line.
  public static func canBeKept(for name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= longestName && !name.hasPrefix(".") && !name.hasPrefix("-")
      && !name.unicodeScalars.contains { $0 == "/" || !isPlain($0.properties.generalCategory) }
  }

  /// No controls, no line ends, and nothing that is not to be seen.
  private static func isPlain(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
