/// How strictly JSON text is read.
public enum JSONMode: Sendable {
  /// By RFC 8259 and nothing else.
  case strict
  /// As strict, except that text is not lost for small faults.
  ///
  /// A byte order mark at the start is skipped, half a surrogate pair reads as U+FFFD, and inside an array or object
  /// `NaN`, `Infinity` and `-Infinity` read as `null`.
  case answer
}

/// Reads one JSON text after another, in linear time and without recursion.
///
/// Its memory is kept from one text to the next. Nothing is decoded before a view asks for it.
///
/// UTF-8 only. Numbers keep their text, whatever their size. Where an object has a name twice, the last wins.
public struct JSONDocument {
  /// How many arrays and objects may lie in each other.
  public static let maximumDepth = 512

  private(set) var parser = JSONParser()

  /// A reader that has read nothing.
  public init() {}

  /// Reads `bytes` as one JSON text; its view stays valid as long as it is kept, but the next call is
  /// cheaper when it is not.
  public mutating func parse(
    _ bytes: [UInt8],
    mode: JSONMode = .answer
  ) throws(JSONError) -> JSONView {
    try parse(bytes, in: bytes.indices, mode: mode)
  }

  /// Reads `range` of `bytes` as one JSON text, without a copy of it.
  public mutating func parse(
    _ bytes: [UInt8],
    in range: Range<Int>,
    mode: JSONMode = .answer
  ) throws(JSONError) -> JSONView {
    do throws(JSONFault) {
      guard range.upperBound <= JSONNode.maximumOffset else {
        throw JSONFault(.tooLong, at: range.lowerBound)
      }
      parser.begin(bytes, range, mode: mode)
      try parser.advance(over: bytes.span, upTo: range.upperBound)
      try parser.finish(at: range.upperBound)
    } catch {
      throw error.error(in: bytes, range)
    }
    return JSONView(bytes: bytes, nodes: parser.nodes)
  }

  /// Reads on in the text that the last call found cut off, now that `bytes` has more behind it; `nil` when
  /// it is still not complete.
  mutating func resume(_ bytes: [UInt8]) throws(JSONError) -> JSONView? {
    do throws(JSONFault) {
      try parser.advance(over: bytes.span, upTo: bytes.count)
    } catch {
      throw error.error(in: bytes, bytes.indices)
    }
    return parser.isComplete ? JSONView(bytes: bytes, nodes: parser.nodes) : nil
  }
}
