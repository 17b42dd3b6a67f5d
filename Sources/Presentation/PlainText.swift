// Which stretches of a paragraph need no parser, byte by byte: this is the inner loop for prose.

extension ArraySlice<UInt8> {
  /// The end of the whole words at the beginning that hold nothing that Markdown gives a meaning to.
  ///
  /// A word is whole when white space follows it.
  var endOfPlainWords: Int {
    var end = startIndex
    var index = startIndex
    while index < endIndex {
      let byte = self[index]
      if byte == .space {
        if self[index - 1] != .space { end = index }
      } else if !isPlain(byte, at: index) {
        break
      }
      index += 1
    }
    if index < endIndex, index > startIndex, self[index].isMarkdownSpace, self[index - 1] != .space
    {
      end = index
    }
    return end
  }

  /// The end of what is plain at the beginning, spaces included.
  var endOfPlain: Int {
    var index = startIndex
    while index < endIndex, self[index] == .space || isPlain(self[index], at: index) { index += 1 }
    return index
  }

  /// The end of the letters, digits and signs at the beginning that end nothing and begin nothing.
  var endOfLetters: Int {
    firstIndex { byte in
      switch byte {
      case UInt8(ascii: "w"): true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): false
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), 0x80...: false
      default: true
      }
    } ?? endIndex
  }

  /// Not plain is what begins or ends an inline, an entity, or what GitHub makes a link of by itself: an address
  /// of mail, `www.` and `://`.
  private func isPlain(_ byte: UInt8, at index: Int) -> Bool {
    switch byte {
    case 0...0x20: false
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "`"): false
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "\\"): false
    case UInt8(ascii: "&"), UInt8(ascii: "@"): false
    case UInt8(ascii: "w"): index + 1 == endIndex || self[index + 1] != byte
    case UInt8(ascii: ":"): index + 1 == endIndex || self[index + 1] != UInt8(ascii: "/")
    default: true
    }
  }

  /// The scalar at the beginning of valid UTF-8.
  var firstScalar: Unicode.Scalar {
    var iterator = makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return "\u{FFFD}"
  }

  /// The scalar at the end of valid UTF-8.
  var lastScalar: Unicode.Scalar {
    let start = lastIndex { $0 & 0xC0 != 0x80 } ?? startIndex
    return self[start...].firstScalar
  }
}

extension [UInt8] {
  /// The end of what is not white space at the end.
  var endOfWords: Int { (lastIndex { !$0.isMarkdownSpace } ?? -1) + 1 }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")

  /// Whether Markdown counts the byte as white space inside a paragraph.
  var isMarkdownSpace: Bool { self == .space || self == .tab || self == .lineFeed }
}
