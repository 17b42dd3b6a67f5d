public import CommandLine

/// Why documents cannot be asked.
public enum DocumentsFailure: Error, Equatable, Sendable {
  /// What was given is no folder that can be opened; the path as it was typed, and the system's words.
  case noFolder(String, reason: String)
  /// The folder cannot be looked into; its path and the system's words.
  case unreadable(String, reason: String)
  /// The folder at this path holds nothing that can be read.
  case empty(String)
  /// The index could not be made or searched; SQLite's words.
  case index(reason: String)

  /// The failure in words.
  public var diagnostic: Diagnostic {
    switch self {
    case .noFolder(let path, let reason):
      Diagnostic("--docs: cannot open the folder '\(path)': \(reason)", exitStatus: .usage)
    case .unreadable(let path, let reason):
      Diagnostic("cannot read the folder '\(path)': \(reason)", exitStatus: .failed)
    case .empty(let path):
      Diagnostic(
        "there are no documents in '\(path)'",
        remedy: "chat reads Markdown, HTML and plain text, such as .md, .html and .txt files",
        exitStatus: .failed
      )
    case .index(let reason):
      Diagnostic("cannot search the documents: \(reason)", exitStatus: .failed)
    }
  }
}
