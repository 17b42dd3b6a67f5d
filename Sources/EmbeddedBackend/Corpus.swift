internal import WireFormats

/// The documents that are asked.
enum Corpus {
  /// The user's guide, compiled into the program.
  case guide
  /// A folder, by its path without symbolic links.
  case folder(String)
}

extension Corpus {
  /// The documents in a few words, inside of a sentence.
  func name(documentCount: Int) -> String {
    switch self {
    case .guide: "the user's guide"
    case .folder(let path) where documentCount == 1: "the one document in \(path)"
    case .folder(let path): "the \(documentCount) documents in \(path)"
    }
  }

  /// Where a section can be read: a `file` URL (RFC 8089), or the section's own name in the guide.
  func url(of section: IndexedSection) -> String {
    switch self {
    case .guide:
      section.headings.isEmpty
        ? "guide:\(section.documentName)"
        : "guide:\(section.documentName)#\(Self.anchor(of: section.heading))"
    case .folder(let path):
      "file://"
        + "\(path)/\(section.documentName)".split(separator: "/", omittingEmptySubsequences: false)
        .map(\.percentEncoded).joined(separator: "/")
    }
  }

  /// The system that a section comes from, or its place in it.
  func source(of section: IndexedSection) -> String {
    switch self {
    case .guide: "guide"
    case .folder: section.documentName
    }
  }

  /// The anchor that a heading gets on a web page, as GitHub makes it: letters and digits in lower case, and dashes.
  private static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().compactMap { character in
        if character == " " || character == "-" { return "-" }
        return character.isLetter || character.isNumber || character == "_" ? character : nil
      }
    )
  }
}
