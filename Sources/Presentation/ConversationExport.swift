public import Conversation

/// A form in which conversations leave the program.
public enum ConversationExport: String, CaseIterable, Sendable {
  /// For people who read and write Markdown.
  case markdown
  /// Whole, as one JSON text.
  case json
  /// Whole, a line of JSON each.
  case ndjson
  /// For a browser.
  case html

  /// What the name of a file in this form ends with, without the dot.
  public var fileExtension: String {
    switch self {
    case .markdown: "md"
    case .json: "json"
    case .ndjson: "ndjson"
    case .html: "html"
    }
  }

  /// The conversations as one document, its last line ended.
  ///
  /// - Parameters:
  ///   - records: The conversations in their order.
  ///   - asList: Whether JSON is an array even for one conversation; for several it always is.
  /// - Returns: The document; lines of JSON for no conversation are empty.
  public func document(of records: [ConversationRecord], asList: Bool) -> String {
    switch self {
    case .markdown: ConversationMarkdown.text(of: records)
    case .html: ConversationHTML.text(of: records)
    case .json:
      if let record = records.first, records.count == 1, !asList {
        JSONWriter.compact(record.json) + "\n"
      } else {
        JSONWriter.compact(.array(records.map(\.json))) + "\n"
      }
    case .ndjson: records.map { JSONWriter.compact($0.json) + "\n" }.joined()
    }
  }

  /// A name for the file of a conversation: its id and the words of its title, in letters, digits and dashes alone.
  public func fileName(for summary: ConversationSummary) -> String {
    let id = String(decoding: summary.id.utf8.filter(\.isLetterOrDigit), as: UTF8.self)
    let parts = [id, Self.slug(of: summary.title)].filter { !$0.isEmpty }
    let name = parts.isEmpty ? "conversation" : parts.joined(separator: "-")
    return "\(name).\(fileExtension)"
  }

  /// The most letters, digits and dashes that stand for a title.
  private static let longestSlug = 40

  /// The title's letters and digits in ASCII with a dash between words; other letters are left out.
  private static func slug(of title: String) -> String {
    var words: [[UInt8]] = []
    for word in title.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let word = word.utf8.filter(\.isLetterOrDigit)
      let length = words.reduce(0) { $0 + $1.count + 1 } + word.count
      guard !word.isEmpty else { continue }
      guard length <= longestSlug else {
        if words.isEmpty { words.append(Array(word.prefix(longestSlug))) }
        break
      }
      words.append(word)
    }
    return String(decoding: Array(words.joined(separator: "-".utf8)), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
