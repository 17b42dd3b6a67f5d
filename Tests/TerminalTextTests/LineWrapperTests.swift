import TerminalText
import TestSupport
import Testing

@Suite struct LineWrapperTests {
  private func wrapped(
    _ text: StyledText,
    _ width: Int?,
    first: StyledText = "",
    next: StyledText = ""
  ) -> String {
    var wrapper = LineWrapper(width: width, firstPrefix: first, nextPrefix: next)
    var lines = wrapper.add(text)
    lines += wrapper.finish()
    return lines.notation
  }

  @Test(arguments: [
    ("", 10, ""),
    ("one", 10, "one"),
    ("one two three", 10, "one two\nthree"),
    ("one two three", 7, "one two\nthree"),
    ("one two three", 6, "one\ntwo\nthree"),
    ("one two", 1, "o\nn\ne\nt\nw\no"),
    ("a  b   c", 10, "a  b   c"),
    ("a  b   c", 3, "a\nb\nc"),
    ("  indented text", 10, "  indented\ntext"),
    ("trailing   ", 20, "trailing"),
    ("trailing   \nnext", 20, "trailing\nnext"),
    ("hard\nbreak", 20, "hard\nbreak"),
    ("hard\r\nbreak", 20, "hard\nbreak"),
    ("a\n\nb\n", 20, "a\n\nb\n"),
    ("a\tb\tc", 40, "a       b       c"),
    ("\tcode", 40, "        code"),
    ("a\tb", 5, "a\nb"),
    ("abcdefghij", 4, "abcd\nefgh\nij"),
    ("x abcdefghij y", 4, "x\nabcd\nefgh\nij y"),
    ("x abcdefghijklmnopqrstuvwxyz y", 4, "x\nabcd\nefgh\nijkl\nmnop\nqrst\nuvwx\nyz y"),
    ("see https://example.com/a/long/path now", 12, "see\nhttps://example.com/a/long/path\nnow"),
    ("(https://x.example.com)", 3, "(https://x.example.com)"),
    ("no\u{A0}break here", 8, "no\u{A0}break\nhere"),
    ("日本語のテキスト", 6, "日本語\nのテキ\nスト"),
    ("日本語、テキスト", 6, "日本\n語、テ\nキスト"),
    ("日本「語」", 6, "日本\n「語」"),
    ("中文abc中文", 5, "中文\nabc中\n文"),
    ("中中中", 1, "中\n中\n中"),
    ("中　中", 3, "中\n中"),
    ("中　中", 6, "中　中"),
    ("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 4, "👩🏽‍🚀👩🏽‍🚀\n👩🏽‍🚀"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}e\u{301}\ne\u{301}"),
    ("[1] [2]", 4, "[[1]\n[[2]"),
    ("\u{1B}[2J x", 5, "^[[[[2J\nx"),
  ])
  func `breaks lines`(input: String, width: Int, expected: String) {
    #expect(wrapped(StyledText(input), width) == expected)
  }

  @Test func `goes on with another width from the next word on`() {
    var wrapper = LineWrapper(width: 20)
    var lines = wrapper.add("one two three ")
    wrapper.resize(to: 8)
    lines += wrapper.add("four five six seven ")
    wrapper.resize(to: nil)
    lines += wrapper.add("eight ")
    wrapper.resize(to: 30)
    lines += wrapper.add("nine ten eleven") + wrapper.finish()
    #expect(lines.plainText == "one two three\nfour\nfive six\nseven\neight nine ten eleven")
    var unwrapped = LineWrapper(width: nil)
    unwrapped.resize(to: 3)
    #expect((unwrapped.add("one two") + unwrapped.finish()).plainText == "one two")
  }

  @Test func `breaks no word where that is not wanted`() {
    var wrapper = LineWrapper(width: 6, breaksWords: false)
    let lines = wrapper.add("a /long/path/name b") + wrapper.finish()
    #expect(lines.plainText == "a\n/long/path/name\nb")
  }

  @Test func `puts prefixes before the lines, without a space where nothing follows`() {
    #expect(wrapped("one two three", 7, first: "- ", next: "  ") == "- one\n  two\n  three")
    #expect(wrapped("a\n\nb", 20, first: "> ", next: "> ") == "> a\n>\n> b")
    #expect(wrapped("", 20, first: "- ") == "-")
    #expect(wrapped("a\n", 20, first: "- ", next: "  ") == "- a\n")
  }

  @Test func `leaves one column beside a prefix that takes them all`() {
    #expect(wrapped("ab c", 3, first: "====", next: "====") == "====a\n====b\n====c")
  }

  @Test func `keeps the looks of prefixes, words and the spaces between them`() {
    var text = StyledText("plain ")
    text.append("two words", role: .strong)
    let bar = StyledText("| ", role: .aside)
    #expect(
      wrapped(text, 11, first: bar, next: bar)
        == "[faint]| [/]plain [bold]two[/]\n[faint]| [/][bold]words[/]"
    )
    #expect(wrapped(text, 40) == "plain [bold]two words[/]")
  }

  @Test func `holds a word that goes on in another look`() {
    var text = StyledText("aaa bb", role: .emphasis)
    text.append("bb")
    #expect(wrapped(text, 6) == "[italic]aaa[/]\n[italic]bb[/]bb")
  }

  @Test func `breaks a long word of a link, unless it is part of the target`() {
    let label = StyledText("a long-winded", link: "mailto:me@example.com")
    #expect(
      wrapped(label, 6)
        == "[link=mailto:me@example.com]a[/]\n[link=mailto:me@example.com]long-w[/]\n"
        + "[link=mailto:me@example.com]inded[/]"
    )
    let address = StyledText("me@example.com", link: "mailto:me@example.com")
    #expect(wrapped(address + ".", 6) == "[link=mailto:me@example.com]me@example.com[/].")
  }

  @Test func `passes everything on without a width, but prefixes`() {
    #expect(wrapped("a  b \tc \n\nd ", nil) == "a  b \tc \n\nd ")
    #expect(wrapped("a \n\nb", nil, first: "> ", next: "> ") == "> a \n>\n> b")
  }

  @Test func `takes no columns for eighty`() {
    let text = StyledText(String(repeating: "word ", count: 40))
    #expect(wrapped(text, 0) == wrapped(text, 80))
  }

  @Test func `prints a word as soon as a space ends it`() {
    var wrapper = LineWrapper(width: 20, firstPrefix: "- ")
    #expect(wrapper.add("hel").notation == "")
    #expect(wrapper.add("lo ").notation == "- hello")
    #expect(wrapper.add("wor").notation == "")
    #expect(wrapper.add("ld\n").notation == " world\n")
    #expect(wrapper.add("中").notation == "")
    #expect(wrapper.add("文").notation == "中")
    #expect(wrapper.finish().notation == "文")
  }

  @Test func `prints the rest of a long URL as it comes`() {
    var wrapper = LineWrapper(width: 10)
    #expect(wrapper.add("https://example.com/").notation == "https://example.com/")
    #expect(wrapper.add("pa").notation == "pa")
    #expect(wrapper.add("th and").notation == "th")
    #expect(wrapper.finish().notation == "\nand")
  }
}
