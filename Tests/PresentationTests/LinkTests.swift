import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct LinkTests {
  private func shown(_ source: String, follows: Bool) -> StyledText {
    var renderer = AnswerRenderer(Layout(width: 2_000, followsHyperlinks: follows))
    return renderer.add(.text(source)) + renderer.finish()
  }

  private func plain(_ source: String, follows: Bool) -> String {
    String(shown(source, follows: follows).plainText.dropLast())
  }

  @Test(arguments: [
    ("[the policy](https://docs.example.com/leave)", "the policy"),
    ("![a diagram](https://docs.example.com/a.png)", "a diagram"),
    ("<https://www.example.com/a_b>", "https://www.example.com/a_b"),
    ("www.example.com/a", "www.example.com/a"), ("me@example.com", "me@example.com"),
    ("[](https://example.com)", "https://example.com"), ("[mail](mailto:me@example.com)", "mail"),
    ("[docs.example.com](https://docs.example.com/x)", "docs.example.com"),
    ("[example.com](https://www.example.com/x)", "example.com"),
  ])
  func `a label is all there is where the screen follows links`(source: String, text: String) {
    let shown = shown(source, follows: true)
    #expect(shown.plainText == text + "\n")
    #expect(shown.spans.first?.link.flatMap(Hyperlink.init) != nil)
  }

  @Test(arguments: [40, 80])
  func `a document of links where the screen follows them`(width: Int) throws {
    let fixture = try #require(Fixture.all.first { $0.name == "markdown/links" })
    var renderer = AnswerRenderer(Layout(width: width, followsHyperlinks: true))
    let text = renderer.add(.text(fixture.text)) + renderer.finish()
    expectGolden(text.notation, named: "formats/followed-links.\(width).txt")
  }

  @Test func `label and target lead there where it is not known`() {
    #expect(
      shown("See [the *policy*](https://a.example.com/x), please", follows: false).notation
        == "See [underlined link=https://a.example.com/x]the [/]"
        + "[italic underlined link=https://a.example.com/x]policy[/]"
        + "[faint] ([/][faint link=https://a.example.com/x]https://a.example.com/x[/][faint])[/], "
        + "please\n"
    )
  }

  /// Labels that say they lead elsewhere, and what stands behind them.
  @Test(arguments: [
    ("bank.example.org", "https://evil.example.com/x", "evil.example.com"),
    ("https://bank.example.org/login", "https://evil.example.com", "evil.example.com"),
    ("sign in at bank.example.org.", "http://evil.example.com:8080/", "evil.example.com"),
    ("exаmple.com", "https://example.com/", "example.com"),
    ("bücher.example.com", "https://xn--bcher-kva.example.com/", "xn--bcher-kva.example.com"),
    ("example.com.evil.example", "https://example.com", "example.com"),
    ("boss@example.org", "mailto:evil@example.com", "mailto:evil@example.com"),
  ])
  func `the host is shown beside a label that names another`(
    label: String,
    target: String,
    place: String
  ) {
    #expect(plain("x [\(label)](\(target))", follows: true) == "x \(label) (\(place))")
  }

  /// Targets that no terminal is given.
  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "file:///etc/passwd",
    "data:text/html,x", "ssh://example.com", "ftp://example.com", "tel:1", "x-apple:1", "#anchor",
    "/path", "diagram.png", "//example.com/a", "https:example.com", "https://", "https://:80/",
    "https://user@example.com/", "https://a:b@example.com",
    "https://www.example.com@evil.example.com/", "https://bücher.example.com/",
    "https://exаmple.com/", "https://example%2ecom/", "https://[x]/", "mailto:", "about:blank",
    "blob:https://example.com/1", "view-source:https://example.com", "intent://x", "smb://x/y",
    "https://example.com:x/",
  ])
  func `another target is text behind its label`(target: String) {
    for follows in [false, true] {
      for source in ["x [a](<\(target)>)", "x ![a](<\(target)>)"] {
        let shown = shown(source, follows: follows)
        #expect(shown.plainText.hasPrefix("x a ("), "\(shown.plainText)")
        #expect(shown.spans.allSatisfy { $0.link == nil }, "\(shown.notation)")
      }
    }
  }

  @Test(arguments: [
    ("https://example.com/&#27;]0;x&#7;", "https://example.com/%1B]0;x%07"),
    ("https://example.com/&#x9c;", "https://example.com/%C2%9C"),
    ("https://example.com/&#x202e;", "https://example.com/%E2%80%AE"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https://example.com/ä", "https://example.com/%C3%A4"),
  ])
  func `what the terminal is given is printable ASCII`(target: String, uri: String) {
    for follows in [false, true] {
      let text = shown("x [a](<\(target)>)", follows: follows)
      let bytes = ANSIEncoder(theme: .mono, hyperlinks: true).encode(text)
      let sent = String(decoding: bytes, as: UTF8.self)
      #expect(sent.contains("\u{1B}]8;;\(uri)\u{1B}\\"), "\(sent.debugDescription)")
      let plain = String(decoding: ANSIEncoder().encode(text), as: UTF8.self)
      #expect(plain.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
      #expect(!plain.unicodeScalars.contains { $0 == "\u{9C}" || $0 == "\u{202E}" })
    }
  }

  @Test func `a long word of a label is broken, an address is not`() {
    let label = String(repeating: "long", count: 20)
    var renderer = AnswerRenderer(Layout(width: 20, followsHyperlinks: true))
    var text = renderer.add(.text("[\(label)](https://example.com) www.example.com/a/long/path"))
    text += renderer.finish()
    let lines = text.plainText.split(separator: "\n")
    #expect(lines.map(\.count) == [20, 20, 20, 20, 27])
  }

  @Test func `a source's title leads to it where the screen follows links`() {
    let url = "https://docs.example.com/leave?a=1"
    let leave = Citation(number: 1, title: "Leave", url: url, source: "gdrive")
    let followed = ReplyFooter(Layout(width: 80, followsHyperlinks: true))
    let read = ReplyFooter(Layout(width: 80))
    #expect(
      followed.sources([leave]).notation == "[bold]Sources\n[/]  [bold green][[1][/] "
        + "[link=\(url)]Leave[/] · gdrive · [faint link=\(url)]docs.example.com[/]\n"
    )
    #expect(
      read.sources([leave]).notation == "[bold]Sources\n[/]  [bold green][[1][/] "
        + "Leave · gdrive · [faint link=\(url)]\(url)[/]\n"
    )
    for url in ["file:///etc/motd", "https://user@example.com/", "https://bücher.example.com/"] {
      let text = followed.sources([Citation(number: 1, title: "Leave", url: url)])
      #expect(text.plainText.contains(" · \(url)"))
      #expect(text.spans.allSatisfy { $0.link == nil })
    }
    let untitled = followed.sources([Citation(number: 1, url: url)])
    #expect(untitled.plainText.contains("[1] \(url)\n"))
  }
}
