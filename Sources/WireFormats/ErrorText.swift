internal import Conversation

/// The words in the body of an error response that is no JSON.
enum ErrorText {
  /// The most bytes of plain text that are told.
  private static let longestText = 2_048
  /// How far into a page its title is looked for.
  private static let longestHead = 64 << 10
  private static let longestTitle = 200

  /// Plain text as it is, of a web page only its title; nothing of binary data.
  static func text(of body: [UInt8]) -> String {
    let start = body.prefix(longestHead)
    guard !start.contains(0) else { return "" }
    // Names of elements are told apart without regard to case.
    let lower = start.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    let text = String(decoding: wholeScalars(of: body), as: UTF8.self).trimmed
    guard text.hasPrefix("<") else { return text }
    if let title = title(of: body, lower) { return "a web page titled \"\(title)\"" }
    return lower.firstRange(of: Array("<html".utf8)) == nil ? text : "a web page"
  }

  /// The beginning of the body, without a scalar that the limit cuts.
  private static func wholeScalars(of body: [UInt8]) -> ArraySlice<UInt8> {
    var end = min(body.count, longestText)
    while end < body.count, end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
    return body[..<end]
  }

  private static func title(of body: [UInt8], _ lower: [UInt8]) -> String? {
    guard let name = lower.firstRange(of: Array("<title".utf8)),
      let open = lower[name.upperBound...].firstIndex(of: UInt8(ascii: ">")),
      let close = lower[open...].firstRange(of: Array("</title".utf8))
    else { return nil }
    let title = String(decoding: body[open + 1..<close.lowerBound], as: UTF8.self).trimmed
    return title.isEmpty ? nil : String(title.prefix(longestTitle))
  }
}
