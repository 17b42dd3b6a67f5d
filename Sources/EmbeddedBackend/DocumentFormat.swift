/// How a document is written, as far as its name tells.
enum DocumentFormat: Equatable {
  case markdown
  case html
  case plainText

  /// The format of a file; `nil` for one that is not a document.
  ///
  /// A name without an extension, such as `README`, is taken for text.
  init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else {
      self = .plainText
      return
    }
    switch fileName[fileName.index(after: dot)...].lowercased() {
    case "md", "markdown", "mdown", "mkd": self = .markdown
    case "html", "htm", "xhtml": self = .html
    case "txt", "text", "rst", "adoc", "org": self = .plainText
    default: return nil
    }
  }

  /// The most bytes of a file that is read: of a web page fewer, because its tree takes a hundred times as much.
  static func largestFile(named path: String) -> Int {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return DocumentFormat(fileName: name) == .html ? 1 << 20 : 4 << 20
  }
}
