internal import Markup
internal import TerminalText

/// Inlines of an answer to HTML.
///
/// Recurses as deep as the parsers let inlines nest.
struct HTMLInlines {
  /// The id of each source's place in the page by the source's number.
  let sources: [Int: String]

  func html(of inlines: [Inline]) -> String {
    html(of: inlines, isInLink: false)
  }

  private func html(of inlines: [Inline], isInLink: Bool) -> String {
    var html = ""
    var text = ""
    // Neighbouring texts are one, so that a number in brackets is found wherever a parser cut them.
    for inline in inlines {
      if case .text(let more) = inline {
        text += more
        continue
      }
      html += isInLink ? HTMLText.escaped(text) : marked(text)
      text = ""
      html += self.html(of: inline, isInLink)
    }
    return html + (isInLink ? HTMLText.escaped(text) : marked(text))
  }

  private func html(of inline: Inline, _ isInLink: Bool) -> String {
    let inside = { (inner: [Inline]) in html(of: inner, isInLink: isInLink) }
    return switch inline {
    case .text(let text), .html(let text): HTMLText.escaped(text)
    case .code(let code): "<code>\(HTMLText.escaped(code, in: .exact))</code>"
    case .emphasis(let inner): "<em>\(inside(inner))</em>"
    case .strong(let inner): "<strong>\(inside(inner))</strong>"
    case .strikethrough(let inner): "<del>\(inside(inner))</del>"
    case .link(let target, let inner), .image(let target, let inner):
      isInLink ? inside(inner) : link(to: target, inner)
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    }
  }

  /// The label as a link; where it names another place, that stands behind it, and so does what no link may lead to.
  private func link(to destination: String, _ inner: [Inline]) -> String {
    let label = html(of: inner, isInLink: true)
    let name = inner.plainText
    guard let target = Hyperlink(destination) else {
      let place = HTMLText.escaped(Sanitizer.singleLine(destination, limit: 2_083), in: .exact)
      return name.isEmpty ? place : name == destination ? label : "\(label) (\(place))"
    }
    if name.allSatisfy(\.isWhitespace) {
      return HTMLText.link(to: target, HTMLText.escaped(target.uri))
    }
    let link = HTMLText.link(to: target, label)
    guard target.isMisnamed(by: name) || target.host == nil && !isAddress(name, of: target) else {
      return link
    }
    return "\(link) (\(HTMLText.escaped(target.host ?? target.uri)))"
  }

  /// Whether the name of a link to an address of mail is that address, or no address at all.
  private func isAddress(_ name: String, of target: Hyperlink) -> Bool {
    !name.contains("@") || "mailto:" + name == target.uri
  }

  /// The text with a link in place of each number in brackets that a source has.
  func marked(_ text: String) -> String {
    guard !sources.isEmpty, text.utf8.contains(UInt8(ascii: "[")) else {
      return HTMLText.escaped(text)
    }
    var html = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      let digits = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isNumber }
      let close = digits.endIndex
      guard close < rest.endIndex, rest[close] == "]", let number = Int(digits),
        let source = sources[number]
      else {
        html += HTMLText.escaped(String(rest[...open]))
        rest = rest[rest.index(after: open)...]
        continue
      }
      html += HTMLText.escaped(String(rest[..<open]))
      html += "<a class=\"citation\" href=\"#\(source)\">[\(number)]</a>"
      rest = rest[rest.index(after: close)...]
    }
    return html + HTMLText.escaped(String(rest))
  }
}
