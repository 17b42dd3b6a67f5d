extension UInt8 {
  /// An ASCII letter in lower case.
  var lowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self + 32 : self
  }

  /// Whether it is an ASCII letter.
  var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= lowercased
  }

  /// Whether the name of a tag or an attribute ends here.
  var endsName: Bool {
    isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
  }

  /// White space as HTML counts it.
  var isHTMLSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0C || self == 0x0D
  }
}

extension String {
  /// The words with one space between them.
  var collapsed: String {
    utf8.split(whereSeparator: \.isHTMLSpace).map { String(Substring($0)) }.joined(separator: " ")
  }
}
