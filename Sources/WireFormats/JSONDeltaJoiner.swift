/// Joins a text that comes as JSON strings in successive documents, where a backend that counts in UTF-16 may
/// have cut through a surrogate pair: its first half ends one delta, its second half begins the next.
public struct JSONDeltaJoiner {
  private var heldHigh: UInt16?

  /// A joiner that holds nothing.
  public init() {}

  /// The text that `delta` adds; `nil` when it is no string.
  ///
  /// Half a surrogate pair at its end is held back for the next delta.
  public mutating func join(_ delta: JSONView) -> String? {
    guard delta.kind == .string else { return nil }
    guard heldHigh != nil || delta.node.link & JSONNode.loneSurrogate != 0 else {
      return delta.text
    }
    var range = delta.textRange
    guard !range.isEmpty else { return "" }
    var text = takeHeld(before: delta, &range)
    if let (high, start) = delta.highAtEnd(of: range) {
      heldHigh = high
      range = range.lowerBound..<start
    }
    text += delta.text(in: range)
    return text
  }

  /// What is left when no delta follows: U+FFFD for a first half that stayed alone.
  public mutating func finish() -> String {
    defer { heldHigh = nil }
    return heldHigh == nil ? "" : "\u{FFFD}"
  }

  /// The pair that the held half makes with the start of `range`, or U+FFFD where it makes none.
  private mutating func takeHeld(before delta: JSONView, _ range: inout Range<Int>) -> String {
    guard let high = heldHigh else { return "" }
    heldHigh = nil
    guard let (low, end) = delta.surrogateAtStart(of: range),
      let scalar = JSONEscape.scalar(high: high, low: low)
    else { return "\u{FFFD}" }
    range = end..<range.upperBound
    return String(Character(scalar))
  }
}

extension JSONView {
  fileprivate func surrogateAtStart(of range: Range<Int>) -> (unit: UInt16, end: Int)? {
    guard bytes[range.lowerBound] == JSONByte.backslash else { return nil }
    let escape = JSONEscape(in: bytes.span, at: range.lowerBound, upTo: range.upperBound)
    return escape.loneSurrogate.map { ($0, escape.end) }
  }

  fileprivate func highAtEnd(of range: Range<Int>) -> (unit: UInt16, start: Int)? {
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == JSONByte.backslash else {
        position += 1
        continue
      }
      let escape = JSONEscape(in: bytes.span, at: position, upTo: range.upperBound)
      if escape.end == range.upperBound, let unit = escape.loneSurrogate,
        UTF16.isLeadSurrogate(unit)
      {
        return (unit, position)
      }
      position = escape.end
    }
    return nil
  }
}
