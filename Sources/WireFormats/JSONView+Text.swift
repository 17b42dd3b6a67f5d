internal import Conversation

extension JSONView {
  /// The first bytes of the whole text that this is a part of, for a message about it; outside text.
  ///
  /// Other lines that came with it do not count.
  var beginning: String {
    let text = bytes[Int(nodes[0].start)...].prefix(JSONBadLine.longestStart)
    let length = isContainer ? Self.lengthOfContainer(text) : nodes[0].end - text.startIndex
    return String(decoding: text.prefix(length), as: UTF8.self)
  }

  private var isContainer: Bool {
    let first = bytes[Int(nodes[0].start)]
    return first == JSONByte.openBrace || first == JSONByte.openBracket
  }

  /// How many bytes the array or object takes that the bytes begin with, or begin.
  private static func lengthOfContainer(_ bytes: ArraySlice<UInt8>) -> Int {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case JSONByte.backslash: isEscaped = true
      case JSONByte.quote: isInString.toggle()
      case _ where isInString: break
      case JSONByte.openBrace, JSONByte.openBracket: depth += 1
      case JSONByte.closeBrace, JSONByte.closeBracket:
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
    }
    return bytes.count
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
