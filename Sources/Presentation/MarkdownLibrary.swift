internal import Markup

/// The library that reads the Markdown of answers.
public enum MarkdownLibrary {
  /// The version of cmark-gfm, such as `0.29.0.gfm.6`.
  public static var version: String { MarkdownParser.libraryVersion }
}
