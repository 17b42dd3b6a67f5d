internal import Conversation

extension JSONView {
  /// The first bytes of the whole text that this is a part of, for a message about it; outside text.
  var beginning: String {
    String(decoding: bytes.prefix(JSONBadLine.longestStart), as: UTF8.self).trimmed
  }

  /// The text of a string, escapes resolved; `nil` for any other kind.
  public var string: String? {
    firstByte == JSONByte.quote ? text : nil
  }

  /// The text of this node, which must be a string or a member's name.
  var text: String {
    text(in: textRange)
  }

  /// Where the text lies between its quotes.
  var textRange: Range<Int> { Int(node.start) + 1..<node.end - 1 }

  /// The text in `range`, which must not cut through an escape.
  func text(in range: Range<Int>) -> String {
    guard node.link & JSONNode.escaped != 0 else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    // No escape is shorter than what it stands for, so the text between the quotes is room enough.
    return unsafe String(unsafeUninitializedCapacity: range.count) { buffer in
      var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
      Self.decode(bytes.span, range, into: &output)
      return unsafe output.finalize(for: buffer)
    }
  }

  /// Writes text that the scanner has found to be valid as UTF-8.
  private static func decode(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    into output: inout OutputSpan<UInt8>
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      guard byte == JSONByte.backslash else {
        output.append(byte)
        position += 1
        continue
      }
      let escape = JSONEscape(in: bytes, at: position, upTo: range.upperBound)
      position = escape.end
      for unit in UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter {
        output.append(unit)
      }
    }
  }
}
