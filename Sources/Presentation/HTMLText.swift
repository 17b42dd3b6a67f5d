internal import TerminalText

/// Text from outside as HTML.
enum HTMLText {
  /// The text as the content of an element or as the value of an attribute in double quotes: no character of it is
  /// markup, and what would be invisible or turn its direction is shown by its name.
  static func escaped(_ text: String, in context: Sanitizer.Context = .prose) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in Sanitizer.sanitized(text, in: context).utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A name, a title or the like on one line.
  static func line(_ text: String) -> String {
    escaped(Sanitizer.singleLine(text, limit: .max))
  }

  /// A link that tells the place it leads to nothing of where it stands; `label` is HTML already.
  static func link(to target: Hyperlink, _ label: String) -> String {
    "<a href=\"\(escaped(target.uri))\" rel=\"noopener noreferrer nofollow\">\(label)</a>"
  }

  /// A moment in ISO 8601; what is none stands as it is, and nothing where there is none.
  static func time(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    guard isTime(text) else { return line(text) }
    let zone = text.hasSuffix("Z") ? " UTC" : ""
    let shown = text.prefix(10) + " " + text.dropFirst(11).prefix(5) + zone
    return "<time datetime=\"\(escaped(text))\">\(shown)</time>"
  }

  /// Whether the text is such as `2026-02-17T08:00:00.000Z`.
  private static func isTime(_ text: String) -> Bool {
    let pattern = Array("0000-00-00T00:00".utf8)
    let bytes = Array(text.utf8)
    let isDigit = { (byte: UInt8) in UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    return bytes.count <= 35 && bytes.count >= pattern.count
      && zip(pattern, bytes).allSatisfy { isDigit($0) ? isDigit($1) : $0 == $1 }
      && bytes.dropFirst(pattern.count).allSatisfy { isDigit($0) || ":.Z+-".utf8.contains($0) }
  }
}
