extension Inline {
  /// Its words without any style; a line end is a space.
  var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .emphasis(let inlines), .strong(let inlines), .strikethrough(let inlines),
      .link(_, let inlines), .image(_, let inlines):
      inlines.plainText
    case .softBreak, .lineBreak: " "
    case .html: ""
    }
  }
}

extension [Inline] {
  /// Their words without any style, in one line; of an image its description.
  public var plainText: String {
    reduce(into: "") { $0 += $1.plainText }
  }
}
