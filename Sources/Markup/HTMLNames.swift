/// The elements of HTML by what its parser does with them.
enum HTMLNames {
  /// Elements that are closed by their own kind or have no content, so that they add nothing to the depth.
  static let uncounted: Set = [
    "html", "head", "body", "form", "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead",
    "tfoot", "caption",
    "colgroup", "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image",
    "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr", "title",
  ]

  /// Elements that HTML opens again behind the end of a block.
  static let formatting: Set = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
  ]

  /// Elements whose end tag is looked for among all open ones; others end only before the next of these.
  static let blocks: Set = [
    "address", "applet", "article", "aside", "blockquote", "button", "center", "details", "dir",
    "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup",
    "listing", "main", "marquee", "menu", "nav", "object", "ol", "pre", "section", "summary",
    "table", "template",
    "ul",
  ]

  /// Elements before which other elements end just so, but which do not reach past a block themselves.
  static let closedBlocks: Set = [
    "dialog", "frameset", "isindex", "noscript", "plaintext", "search", "xmp",
  ]

  /// Elements out of which an end tag does not reach.
  static let scopes: Set = ["applet", "marquee", "object", "table", "template"]

  /// Elements with text that is no markup and is not shown.
  static let raw: Set = ["iframe", "noembed", "noframes", "script", "style", "textarea"]
}
