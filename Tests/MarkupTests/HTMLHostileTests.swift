import Markup
import TestSupport
import Testing

/// Serialized, because the tests measure time.
@Suite(.serialized) struct HTMLHostileTests {
  private func time(_ source: String) -> Duration {
    ContinuousClock().measure { _ = HTMLParser.document(of: source) }
  }

  @Test(arguments: [
    "<div>", "<span>", "<b>", "<p>", "<p>a", "<li>", "<ul><li>", "<table>", "<table><td>",
    "<a href=x>", "<h1>",
    "</p>", "</div>", "</b>", "<b><p>", "<b></p>", "<i><b></i>", "<b><div></b>",
    "<font><table><td></font>", "<",
    "</", "<!", "<!--", "<!-->", "<svg>", "<svg><title>", "<select>", "<select><option>",
    "<script>", "</script>",
    "<template>", "<button>", "<form><div></form>", "<object><p>", "<dl><dd><dialog></dialog>",
    "&amp", "&#",
    "<title>", "<textarea>", "<plaintext>", "<pre>", "<pre>\n", "<blockquote>", "<table>a",
    "<table><tr>a<b>",
    "<span><noscript></span>", "<dialog><div></dialog>", "\u{0}", " ", "\n", "a ", "<br>",
    "<img src=a>", "<hr>",
    "<body a=b>", "<frameset>", "<x/>", "<p><b a=1><p>", "<math><mi>", "<![CDATA[", "<ruby><rt>",
  ])
  func `tags without end cost the same per byte`(unit: String) {
    let small = String(repeating: unit, count: 8_000 / unit.utf8.count)
    let large = String(repeating: unit, count: 80_000 / unit.utf8.count)
    // Again where it looks bad, because other work on the machine only ever adds.
    let isLinear = (0..<3).contains { _ in time(large) < time(small) * 15 + .milliseconds(30) }
    #expect(isLinear, "\(unit)")
  }

  @Test(arguments: ["<p ", "<p a='", "<b ", "</p ", "<p x "])
  func `attributes cost the same per byte`(start: String) {
    let isLinear = (0..<3).contains { _ in
      let times = [2_000, 20_000].map { count in
        time(start + (0..<count).map { "a\($0)=b " }.joined() + "'>text")
      }
      return times[1] < times[0] * 15 + .milliseconds(30)
    }
    #expect(isLinear)
  }

  @Test func `different styles left open cost the same per byte`() {
    let isLinear = (0..<3).contains { _ in
      let times = [500, 5_000].map { count in
        time((0..<count).map { "<b id=\($0)>" }.joined() + String(repeating: "<p>x", count: count))
      }
      return times[1] < times[0] * 15 + .milliseconds(30)
    }
    #expect(isLinear)
  }

  @Test(arguments: ["div", "ul><li", "blockquote", "table><tr><td", "b", "a href=x", "object", "x"])
  func `keeps the text of what nests without bound`(tag: String) {
    let source = String(repeating: "<\(tag)>", count: 30_000) + "core"
    let isLeftOut = tag == "object"
    #expect(notation(HTMLParser.document(of: source).blocks).contains("core") != isLeftOut)
  }

  @Test func `keeps the text behind what nests too deep`() {
    let open = String(repeating: "<div>", count: 300)
    let close = String(repeating: "</div>", count: 300)
    let blocks = HTMLParser.document(of: open + "a" + close + "<h1>b</h1>" + open + "c").blocks
    #expect(notation(blocks.map(\.block)) == "p[a] h1[b] p[c]")
  }

  @Test func `keeps a long attribute and a few of many`() {
    let value = String(repeating: "a", count: 1_000_000)
    #expect(
      HTMLParser.document(of: "<a href='\(value)'>b</a>").blocks.map(\.block)
        == [.paragraph([.link(destination: value, [.text("b")])])]
    )
  }

  @Test func `reads soup of any order, with valid lines`() {
    let tokens = [
      "<", ">", "</", "/>", "'", "\"", "=", "!", "--", "-->", "<!--", "<p>", "</p>", "<div>",
      "</div>", "<ul>",
      "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</b>", "<a href=u>", "</a>",
      "<i>", "</i>",
      "<pre>", "</pre>", "<h1>", "</h1>", "<svg>", "</svg>", "<script>", "</script>", "<title>",
      "</title>",
      "<select>", "</select>", "<br>", "<hr>", "<img src=a alt=b>", "<blockquote>", "<form>",
      "</form>",
      "<template>", "</template>", "<plaintext>", "<body>", "</html>", "<object>", "</object>", "a",
      "b", " ",
      "\n", "\r\n", "\r", "\u{0}", "&amp;", "&", "é", "<frameset>", "<dd>", "<dt>", "<math>",
      "<textarea>",
    ]
    for seed in 0..<3_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let source = (0..<Int.random(in: 1...40, using: &random)).map { _ in random.pick(tokens) }
        .joined()
      let count = source.unicodeScalars.count { $0 == "\n" || $0 == "\r" } + 1
      var last = 1
      for block in HTMLParser.document(of: source).blocks {
        #expect(
          block.lines.lowerBound >= last && block.lines.upperBound <= count,
          "\(source.debugDescription)"
        )
        last = block.lines.lowerBound
      }
    }
  }
}
