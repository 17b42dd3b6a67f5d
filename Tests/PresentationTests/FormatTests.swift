import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

/// Answers that are not Markdown.
@Suite struct FormatTests {
  private func shown(
    _ events: [ReplyEvent],
    _ format: ContentFormat? = nil,
    width: Int? = nil
  ) -> StyledText {
    var renderer = AnswerRenderer(Layout(width: width))
    var text = renderer.add(.started(MessageFacts(contentFormat: format)))
    for event in events { text += renderer.add(event) }
    return text + renderer.finish()
  }

  private func cited(_ numbers: Int...) -> ReplyEvent {
    .citations(numbers.map { Citation(number: $0, ranges: [TextRange(start: 0, end: .max)]) })
  }

  private func named(_ format: ContentFormat) -> ReplyEvent {
    .started(MessageFacts(contentFormat: format))
  }

  // MARK: - Plain text

  @Test func `plain text has no Markdown in it`() {
    let source = "# no *heading*\n- a\n\n\n    `b`  c\n[1]: x\n| a |\n|---|\n"
    #expect(shown([.text(source)], .text).plainText == source)
    #expect(shown([.text(source)], .text, width: 80).plainText == source)
    #expect(shown([.text(source)], .text).spans.count == 1)
    #expect(shown([.text("a")], .text).plainText == "a\n")
    #expect(shown([.text("a \r\n b \n")], .text).plainText == "a \n b \n")
  }

  @Test func `plain text is broken at words on a page and has no spaces at a line's end`() {
    let source = "one two three \n  four five  \n \nsix  "
    #expect(
      shown([.text(source)], .text, width: 9).plainText == "one two\nthree\n  four\nfive\n\nsix\n"
    )
  }

  @Test(arguments: [nil, 7, 40])
  func `looks the same however it is cut`(width: Int?) {
    let source = "One *two*  three\n\n\tfour 日本語 five\r\n six \u{1B}[1m seven \n"
    for format in [ContentFormat.text, .html, .json] {
      let whole = shown([.text(source)], format, width: width)
      let parts = scalars(of: source).map { ReplyEvent.text($0) }
      #expect(shown(parts, format, width: width) == whole)
    }
  }

  @Test(arguments: [nil, 80])
  func `plain text has markers behind its words`(width: Int?) {
    let events: [ReplyEvent] = [
      cited(9), .text("Leave is 20 days. "), cited(1), cited(2), .text("\nMore"), cited(1),
      .text(".\n"), cited(3),
    ]
    let space = width == nil ? " " : ""
    #expect(
      shown(events, .text, width: width).plainText
        == "[9]Leave is 20 days. [1][2]\(space)\nMore [1]. [3]\n"
    )
  }

  @Test func `plain words are shown as soon as white space follows them`() {
    var renderer = AnswerRenderer(Layout(width: 80))
    _ = renderer.add(named(.text))
    let steps = ["Leave", " ", "is\n", "20 days"].map { renderer.add(.text($0)).plainText }
    #expect(steps == ["", "Leave", " is", "\n20"])
  }

  // MARK: - HTML

  @Test func `HTML becomes the blocks that it stands for when it has ended`() {
    let source = """
      <h2>Leave</h2><p>It is <b>20 days</b>, see <a href="https://example.com/x">the
      policy</a>.</p><ul><li>one</li><li>two</li></ul>
      <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
      <pre><code class="language-swift">let a = 1
      </code></pre><script>alert(1)</script>
      """
    var renderer = AnswerRenderer(Layout(width: 80))
    #expect(renderer.add(named(.html)).isEmpty)
    #expect(renderer.add(.text(source)).isEmpty)
    #expect(
      renderer.finish().plainText == """
        Leave

        It is 20 days, see the policy (https://example.com/x).

        • one
        • two

        a  b
        ─  ─
        1  2

        let a = 1

        """
    )
  }

  @Test func `HTML has markers behind its words and in no tag`() {
    let events: [ReplyEvent] = [
      .text("<p>Leave is 20 days.</p>\n"), cited(1), .text("<p>More <b>of"), cited(2),
      .text(" it</b>. <a hr"), cited(3), .text("ef='x'>Link</a></"), cited(4), .text("p>"),
    ]
    #expect(
      shown(events, .html).plainText
        == "Leave is 20 days. [1]\n\nMore of [2] it. [3]Link [4] (x)\n"
    )
    #expect(shown([.text("<p"), cited(1), cited(2)], .html).plainText == "<p\n")
  }

  @Test func `what holds no text as HTML is shown as it stands`() {
    #expect(shown([.text("<script>a</script>")], .html).plainText == "<script>a</script>\n")
    #expect(shown([.text(" \n")], .html).isEmpty)
    #expect(shown([.text("no tags & all")], .html).plainText == "no tags & all\n")
  }

  @Test(arguments: [40, 80])
  func `a page of HTML looks like Markdown does`(width: Int) {
    let source = """
      <!DOCTYPE html><html><head><title>Leave</title><style>p { color: red }</style></head><body>
      <h1>Leave &amp; absence</h1>
      <p>Leave is <strong>20 days</strong> a <em>calendar</em> year<sup>1</sup>, see
      <a href="https://docs.example.com/leave">the policy</a> or <code>chat&nbsp;ask</code>.<br>
      A new line. <a href="javascript:alert(1)">A trap</a>.</p>
      <ol start="3"><li>Ask</li><li>Wait<ul><li>a day</li></ul></li></ol>
      <blockquote><p>Quoted words of somebody, more than one line of them at forty columns.</p></blockquote>
      <table><tr><th>Kind</th><th>What is said about it</th></tr>
      <tr><td>Annual</td><td>Carried over until March of the next year</td></tr>
      <tr><td>Sick</td><td><b>none</b></td><td>a third cell</td></tr></table>
      <hr><pre><code>let a = 1 &lt; 2\n  indented\n</code></pre>
      <img src="https://docs.example.com/a.png" alt="A diagram"></body></html>
      """
    expectGolden(
      shown([.text(source)], .html, width: width).notation,
      named: "formats/page.\(width).txt"
    )
  }

  @Test(arguments: [40, 80])
  func `text and JSON have looks of their own`(width: Int) {
    let text =
      "# No *heading* of a plain text that is longer than eighty columns and so is broken at words [1]\n\n\n  - as it stands\n"
    expectGolden(
      shown([.text(text), cited(2)], .text, width: width).notation,
      named: "formats/text.\(width).txt"
    )
    let json =
      #"{"answer": "Leave is 20 days.", "score": 0.910, "sources": [{"id": 1e400, "url": null}, []]}"#
    expectGolden(
      shown([.text(json)], .json, width: width).notation,
      named: "formats/json.\(width).txt"
    )
  }

  // MARK: - JSON

  @Test func `JSON is laid out as code without markers`() {
    let events: [ReplyEvent] = [.text(#"{"b": [1.0, 2e400],"#), cited(1), .text(#""a":{}}"#)]
    let text = shown(events, .json, width: 10)
    #expect(
      text.plainText == """
        {
          "b": [
            1.0,
            2e400
          ],
          "a": {}
        }

        """
    )
    #expect(text.spans.contains { $0.role == .literal })
  }

  @Test func `what is no JSON is shown as it stands`() {
    #expect(shown([.text(#"{"a": 1"#)], .json).plainText == "{\"a\": 1\n")
    #expect(shown([.text("{}\n{}\n")], .json).plainText == "{}\n{}\n")
    #expect(shown([], .json).isEmpty)
  }

  // MARK: - Changes

  @Test func `a format that comes late changes only what was not shown`() {
    let markdown = [.text("*a* "), named(.text), .text("*b*")]
    #expect(shown(markdown).plainText == "a b\n")
    let json = [named(.json), .text("[1, "), named(.text), .text("*2*]")]
    #expect(shown(json).plainText == "[1, *2*]\n")
    let html = [named(.html), .text("*a* "), named(.markdown), .text("**b**")]
    #expect(shown(html).plainText == "a b\n")
    let again = [named(.html), .text("<b>a"), named(.json), named(.html), .text("</b>")]
    #expect(shown(again).plainText == "a\n")
  }

  @Test func `an answer that is replaced starts again in the format that was named last`() {
    let replaced = [.text("*a* "), named(.html), .textReplaced("<b>b</b>")]
    #expect(shown(replaced).plainText == "a\n── the answer starts again ──\n\nb\n")
    let unseen = [named(.html), .text("<b>a"), .textReplaced("<i>b</i>")]
    #expect(shown(unseen).plainText == "b\n")
    let plain = [named(.text), .text("*a"), .textReplaced("*b")]
    #expect(shown(plain).plainText == "*a\n── the answer starts again ──\n\n*b\n")
  }

  @Test func `an answer beyond all measure is shown as text while it comes`() {
    let long = String(repeating: "[1,", count: 1 << 19)
    for format in [ContentFormat.html, .json] {
      var renderer = AnswerRenderer(Layout(width: nil))
      _ = renderer.add(named(format))
      #expect(renderer.add(.text(long)).plainText == long)
      #expect(renderer.add(.text(" more")).plainText == " more")
      #expect(renderer.finish().plainText == "\n")
    }
  }

  @Test(arguments: [1, 2, 3, 20, 1000, 0])
  func `ends at every width`(width: Int) {
    for format in [ContentFormat.text, .html, .json] {
      for fixture in Fixture.all {
        #expect(!shown([.text(fixture.text)], format, width: width).isEmpty)
      }
    }
  }
}
