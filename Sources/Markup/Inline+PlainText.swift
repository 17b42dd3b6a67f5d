extension [Inline] {
  /// The words alone, in one line; of an image its description.
  public var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, let inner), .image(_, let inner):
        inner.plainText
      case .softBreak, .lineBreak: " "
      case .html: ""
      }
    }.joined()
  }
}
