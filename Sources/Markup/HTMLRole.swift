/// What an element of HTML becomes.
enum HTMLRole {
  /// It is left out with all that stands in it.
  case leftOut
  /// Its text stands in the paragraph around it.
  case transparent
  case inline(Kind)
  case lineBreak
  case image
  case checkbox
  case thematicBreak
  /// A block of which only the content stays.
  case container
  case heading(Int)
  case list(isOrdered: Bool)
  case item
  case quote
  case code
  case table
  case row
  case cell
  case term

  /// A style of inlines.
  enum Kind: Equatable {
    case emphasis
    case strong
    case strikethrough
    case code
    case link(String)

    /// Whether both are the same style, so that one in the other says nothing.
    func isSame(as other: Kind) -> Bool {
      if case .link = self, case .link = other { return true }
      return self == other
    }
  }

  /// The role of an element of this name; an unknown one is transparent.
  static func named(_ name: String) -> HTMLRole {
    roles[name] ?? .transparent
  }

  private static let roles: [String: HTMLRole] = {
    var roles: [String: HTMLRole] = [
      "em": .inline(.emphasis), "i": .inline(.emphasis), "strong": .inline(.strong),
      "b": .inline(.strong),
      "del": .inline(.strikethrough), "s": .inline(.strikethrough),
      "strike": .inline(.strikethrough),
      "code": .inline(.code), "kbd": .inline(.code), "samp": .inline(.code), "tt": .inline(.code),
      "br": .lineBreak, "img": .image, "input": .checkbox, "hr": .thematicBreak,
      "ul": .list(isOrdered: false),
      "menu": .list(isOrdered: false), "dir": .list(isOrdered: false), "ol": .list(isOrdered: true),
      "li": .item,
      "blockquote": .quote, "pre": .code, "listing": .code, "xmp": .code, "plaintext": .code,
      "table": .table,
      "tr": .row, "td": .cell, "th": .cell, "dt": .term,
    ]
    for level in 1...6 { roles["h\(level)"] = .heading(level) }
    for name in containers { roles[name] = .container }
    for name in leftOutNames { roles[name] = .leftOut }
    return roles
  }()

  private static let containers = [
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div",
    "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend",
    "main", "nav",
    "p", "search", "section", "summary", "tbody", "tfoot", "thead",
  ]
  private static let leftOutNames = [
    "applet", "audio", "button", "canvas", "colgroup", "datalist", "embed", "head", "iframe",
    "keygen", "math",
    "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "progress",
    "script", "select",
    "style", "svg", "template", "textarea", "video",
  ]
}
