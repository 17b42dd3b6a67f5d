/// Why bytes are no JSON text, and where; it holds nothing of the text itself.
public struct JSONError: Error, Equatable, Sendable {
  /// What is wrong.
  public var reason: Reason
  /// How many bytes lie before the fault, counted from the start of the text.
  public var offset: Int
  /// The fault's line, counted from 1; a line ends with LF.
  public var line: Int
  /// The fault's place in its line, in bytes, counted from 1.
  public var column: Int

  /// What can be wrong with a JSON text.
  public enum Reason: Equatable, Sendable, CaseIterable {
    /// There is nothing but white space.
    case empty
    /// The text ends between two tokens, with a container still open.
    case unexpectedEnd
    /// The text ends inside a string, a number or a word.
    case cutToken
    /// A character stands where the grammar has no place for it.
    case unexpectedCharacter
    /// Something follows the complete value.
    case textBehindValue
    /// A number is not written as RFC 8259 §6 asks.
    case badNumber
    /// A word is none of `true`, `false` and `null`.
    case badWord
    /// A backslash is followed by what is no escape.
    case badEscape
    /// A string holds a control character as it is.
    case controlCharacter
    /// A string holds bytes that are not UTF-8.
    case badUTF8
    /// One half of a surrogate pair stands alone; only in the strict mode.
    case loneSurrogate
    /// Containers are nested deeper than `JSONDocument.maximumDepth`.
    case tooDeep
    /// The text is in UTF-16 or UTF-32.
    case otherEncoding
    /// The text is longer than the reader can address.
    case tooLong
  }

  /// Whether more bytes behind the text could have made it valid.
  public var isCutOff: Bool {
    reason == .unexpectedEnd || reason == .cutToken
  }
}

extension JSONError: CustomStringConvertible {
  /// The reason and the place, such as `JSON ends too early at line 1, column 7`.
  public var description: String {
    "\(reason) at line \(line), column \(column)"
  }
}

extension JSONError.Reason: CustomStringConvertible {
  /// The reason in a few words.
  public var description: String {
    switch self {
    case .empty: "no JSON value"
    case .unexpectedEnd: "JSON ends too early"
    case .cutToken: "JSON ends inside a token"
    case .unexpectedCharacter: "unexpected character in JSON"
    case .textBehindValue: "text behind the JSON value"
    case .badNumber: "malformed JSON number"
    case .badWord: "unknown JSON word"
    case .badEscape: "malformed JSON escape"
    case .controlCharacter: "control character in a JSON string"
    case .badUTF8: "JSON is not UTF-8"
    case .loneSurrogate: "half a surrogate pair in JSON"
    case .tooDeep: "JSON nested too deep"
    case .otherEncoding: "JSON in UTF-16 or UTF-32"
    case .tooLong: "JSON too long"
    }
  }
}

/// A fault as the parser meets it: an offset into the buffer, not yet a place in the text.
struct JSONFault: Error {
  var reason: JSONError.Reason
  var offset: Int

  init(_ reason: JSONError.Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The fault as a place in the text that fills `range` of `bytes`.
  func error(in bytes: [UInt8], _ range: Range<Int>) -> JSONError {
    let before = bytes[range.lowerBound..<offset]
    let lineStart = before.lastIndex(of: JSONByte.lineFeed).map { $0 + 1 } ?? range.lowerBound
    return JSONError(
      reason: Self.isOtherEncoding(bytes[range]) ? .otherEncoding : reason,
      offset: offset - range.lowerBound,
      line: before.count { $0 == JSONByte.lineFeed } + 1,
      column: offset - lineStart + 1
    )
  }

  /// A byte order mark of UTF-16 or UTF-32, or a NUL among the first two bytes of an even number, which the
  /// first character of a JSON text leaves there in all of them.
  private static func isOtherEncoding(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 2, text.count.isMultiple(of: 2) else { return false }
    let first = Array(text.prefix(2))
    return first == [0xFE, 0xFF] || first == [0xFF, 0xFE] || first.contains(0)
  }
}
