/// What a line of a JSON-lines stream turned out to be.
public enum JSONLine: Sendable {
  /// The value on the line; valid as long as it is kept.
  case document(JSONView)
  /// The line is no JSON text.
  case bad(JSONBadLine)
}

/// A line that is no JSON text.
public struct JSONBadLine: Equatable, Sendable {
  /// How many bytes of a line are kept.
  public static let longestStart = 200

  /// The line's number in the stream, counted from 1.
  public var number: Int
  /// What is wrong with it.
  public var reason: JSONError.Reason
  /// The first bytes of the line, at most `longestStart`; outside text.
  public var start: String

  init(_ number: Int, _ reason: JSONError.Reason, _ line: ArraySlice<UInt8>) {
    self.number = number
    self.reason = reason
    start = String(decoding: Self.start(of: line), as: UTF8.self)
  }

  /// The line as the error that ends a reply.
  public var wireError: WireError {
    .notUnderstood(reason: "line \(number): \(reason)", start: start)
  }

  /// What the line means for a reply in which no line is better.
  var doubt: WireError {
    start.first { !$0.isWhitespace } == "<" ? .webPage(start: start) : wireError
  }

  private static func start(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = line.prefix(longestStart)
    // A cut through a scalar is moved back to its first byte, which at most three others follow.
    for length in 0...3 {
      let end = start.endIndex - length
      if end == line.endIndex || end <= line.startIndex || line[end] & 0xC0 != 0x80 {
        return line[line.startIndex..<end]
      }
    }
    return start
  }
}

/// How a JSON-lines stream ended.
public enum JSONLinesEnd: Equatable, Sendable {
  /// Behind a line.
  case complete
  /// Inside a document, which has been dropped.
  case insideDocument(JSONBadLine)
  /// Without anything but white space.
  case empty
}
