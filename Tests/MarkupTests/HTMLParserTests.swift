import Markup
import Testing

@Suite struct HTMLParserTests {
  private func blocks(_ source: String) -> String {
    notation(HTMLParser.document(of: source).blocks.map(\.block))
  }

  @Test(arguments: [
    ("", ""),
    ("plain", "p[plain]"),
    ("<h1>a</h1><h6>b <em>c</em></h6>", "h1[a] h6[b em[c]]"),
    ("<h2><div>a</div><p>b</p></h2>c", "h2[a b] p[c]"),
    ("<h1> </h1><p></p><ul></ul><pre> </pre><blockquote></blockquote>", ""),
    ("a<p>b</p>c<div>d<section>e</section>f</div>g", "p[a] p[b] p[c] p[d] p[e] p[f] p[g]"),
    ("<p>a<p>b<li>c", "p[a] p[b] p[c]"),
    ("a<hr>b", "p[a] hr p[b]"),
    ("<blockquote>a<p>b</blockquote>", "blockquote[p[a] p[b]]"),
    ("<ul><li>a<li><p>b</p><ol start=3><li>c</ol></ul>", "ul[li[p[a]] li[p[b] ol:3[li[p[c]]]]]"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "ul[li[p[a] ul[li[p[b]]]]]"),
    ("<ul>a<li>b</ul>", "ul[li[p[a]] li[p[b]]]"),
    ("<ol start=x><li>a</ol><ol start=-2><li>a</ol>", "ol:1[li[p[a]]] ol:0[li[p[a]]]"),
    (
      "<ul><li><input type=checkbox checked> a<li><input type=CHECKBOX>b</ul>",
      "ul[[x][p[a]] [ ][p[b]]]"
    ),
    ("<dl><dt>a<dd>b<p>c</dl>", "p[strong[a]] p[b] p[c]"),
    ("<pre>\na\n  b &lt;</pre>", "pre[a⏎  b <⏎]"),
    ("<pre><code class='x language-swift'>let a\n</code></pre>", "pre:swift[let a⏎]"),
    ("<pre class=lang-sh><b>a</b><br>b<div>c</div>d</pre>", "pre:sh[a⏎b⏎c⏎d⏎]"),
    ("<details><summary>a</summary>b</details>", "p[a] p[b]"),
  ])
  func `reads blocks`(source: String, expected: String) {
    #expect(blocks(source) == expected)
  }

  @Test(arguments: [
    (" a \n\t b  <b> c </b> d ", "p[a b strong[c] d]"),
    ("a<b> b</b>c", "p[a strong[b]c]"),
    ("a<i>b <!-- x --> c</i>", "p[aem[b c]]"),
    ("a&nbsp; b", "p[a\u{A0} b]"),
    ("<em>a</em><i>b</i><strong>c</strong><b>d</b>", "p[em[a]em[b]strong[c]strong[d]]"),
    ("<del>a</del><s>b</s>", "p[del[a]del[b]]"),
    ("<code>a  b</code><kbd>c</kbd><samp>d<i>e</i></samp>", "p[code[a b]code[c]code[de]]"),
    ("<b><strong>a<i>b</i></strong></b>", "p[strong[aem[b]]]"),
    ("<a href=' u '>a <b>b</b></a>", "p[a:u[a strong[b]]]"),
    ("<a name=x>a</a><a href='javascript:b()'>c</a>", "p[aa:javascript:b()[c]]"),
    ("<a href=u><div>a</div><p>b</p></a>", "p[a:u[a]] p[a:u[b]]"),
    ("<b>a<p>b</b>c", "p[strong[a]] p[strong[b]c]"),
    ("a <img src=s alt=' b  c '> d", "p[a img:s[b c] d]"),
    ("<img alt=a><img src=s><img>", "p[aimg:s[]]"),
    ("a <br> b<br>", "p[abrb]"),
    ("a<br><br>b", "p[a] p[b]"),
    ("<span>a</span><unknown>b</unknown>", "p[ab]"),
    ("&amp;&xyz;&#0;&#x110000;&#xD800;", "p[&&xyz;\u{FFFD}\u{FFFD}\u{FFFD}]"),
    ("a\u{0}b", "p[ab]"),
  ])
  func `reads inlines`(source: String, expected: String) {
    #expect(blocks(source) == expected)
  }

  @Test(arguments: [
    (
      "<table><tr><th>a<th>b<tr><td>c<td><b>d</b></table>",
      "table[tr[td[a]td[b]] tr[td[c]td[strong[d]]]]"
    ),
    (
      "<table><caption>x</caption><thead><tr><th colspan=2>a</thead><tbody><tr><td>b<td>c</table>",
      "p[x] table[tr[td[a]] tr[td[b]td[c]]]"
    ),
    ("<table><tr><td>a<td><p>b</p><ul><li>c</ul></table>", "table[tr[td[a]td[bbrc]]]"),
    ("<table><tr><td>a<td><h1>b</h1></table>", "p[a] h1[b]"),
    ("<table><tr><td>a<p>b</table>", "p[a] p[b]"),
    (
      "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
      "table[tr[td[a]td[b]]] p[c]"
    ),
    ("<table>a<tr><td>b<td>c</table>", "p[a] table[tr[td[b]td[c]]]"),
  ])
  func `reads tables`(source: String, expected: String) {
    #expect(blocks(source) == expected)
  }

  @Test(arguments: [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "video",
    "audio", "button", "select", "textarea", "datalist", "p hidden", "div aria-hidden=TRUE",
    "span hidden=''",
  ])
  func `leaves out what is no text`(tag: String) {
    let name = tag.prefix { $0 != " " }
    #expect(blocks("a<\(tag)>b</\(name)>") == "p[a]")
    #expect(blocks("<body><\(tag)>b</\(name)><p>a</p>") == "p[a]")
  }

  @Test func `leaves out comments of every kind`() {
    #expect(blocks("a<!-- b --><!><!-->c<!---><?d?></ e><![CDATA[f]]><!-- > --!>g") == "p[acg]")
    #expect(blocks("a<script><p></script>b<!-- c") == "p[ab]")
  }

  @Test(arguments: [
    ("<title> a\n <b> </title>", "a <b>"), ("<title></title>", nil), ("a", nil),
    ("<svg><title>a</title></svg><title>b</title><title>c</title>", "b"),
    ("<html><head><meta charset=utf-8><title>&Auml;</title></head>", "Ä"),
  ])
  func `reads the title`(source: String, expected: String?) {
    #expect(HTMLParser.document(of: source).title == expected)
  }

  @Test func `tells the lines of blocks`() {
    let source = """
      <!-- a
      --><h1>Title</h1>
      <p>one
      two
      <p>three

      <ul>
        <li>four

        <li>five
      </ul>
      bare
      <script>
      </script><pre>
      x
      </pre> <table>
      <tr><td>a<td>b
      </table>
      """
    #expect(
      notation(HTMLParser.document(of: source).blocks) == """
        2-2 h1[Title]
        3-4 p[one two]
        5-5 p[three]
        7-11 ul[li[p[four]] li[p[five]]]
        12-12 p[bare]
        14-16 pre[x⏎]
        16-18 table[tr[td[a]td[b]]]

        """
    )
  }
}
