/// A command that prints a token.
public enum TokenCommand: Hashable, Sendable {
  /// A program with its arguments, at least one word: no shell reads them.
  case arguments([String])
  /// A line for the shell.
  case shell(String)

  /// The words to start: the shell is one of them where there is to be one.
  public var words: [String] {
    switch self {
    case .arguments(let words): words
    case .shell(let line): ["/bin/sh", "-c", line]
    }
  }

  /// What a message calls it: the program alone, as arguments may hold what is not to be shown.
  public var name: String {
    switch self {
    case .arguments(let words): words.first ?? ""
    case .shell(let line): line.split(separator: " ").first.map(String.init) ?? "/bin/sh"
    }
  }
}
