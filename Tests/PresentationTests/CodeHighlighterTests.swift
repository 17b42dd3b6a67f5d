import TerminalText
import TestSupport
import Testing

@testable import Presentation

/// Code with its looks; without any where the language is not known.
func highlighted(_ code: String, _ info: String) -> StyledText {
  var highlighter = CodeHighlighter(info: info)
  return highlighter?.highlight(code) ?? StyledText(code)
}

@Suite struct CodeHighlighterTests {
  /// What of a line of code has a role, such as `keyword:let`.
  private func tokens(_ code: String, _ info: String) -> [String] {
    highlighted(code, info).spans.filter { $0.role != .plain }.map { span in
      let bit = span.role.rawValue.trailingZeroBitCount
      return "\(Role.names[bit]):\(span.text)"
    }
  }

  @Test(arguments: Fixture.code)
  func `highlights a language`(fixture: Fixture) {
    let text = highlighted(fixture.text, fixture.language)
    #expect(text.plainText == fixture.text)
    expectGolden(text.notation, named: "\(fixture.name).golden")
  }

  @Test func `there is a sample of every language`() {
    #expect(Fixture.code.count >= 25)
    for fixture in Fixture.code where fixture.language != "text" {
      #expect(CodeHighlighter(info: fixture.language) != nil, "\(fixture.language)")
    }
  }

  @Test(arguments: [
    "Swift", "py", "jsx", "tsx title=\"a.tsx\"", "golang", "rs,ignore", "h", "c++", "cs", "kt",
    "rb",
    "bash", "zsh", "yml", "svg", "patch", "docker", "jsonc", "json5", "{.python .numberLines}",
    "js {1,3}", "swift:Sources/main.swift",
  ])
  func `knows a language by the names people give it`(info: String) {
    #expect(CodeHighlighter(info: info) != nil)
  }

  @Test(arguments: ["", " ", "text", "plaintext", "mermaid", "pythonic", "{", "😀", "c+"])
  func `leaves other languages alone`(info: String) {
    #expect(CodeHighlighter(info: info) == nil)
  }

  @Test func `an apostrophe that begins nothing swallows nothing`() {
    let rust = "fn f<'a>(x: &'a str) { return 'b' }"
    #expect(tokens(rust, "rust").suffix(2) == ["keyword:return", "string:'b'"])
    #expect(tokens("it's # that's", "sh") == ["comment:# that's"])
    #expect(tokens("a: don't\nb: 1", "yaml") == ["type:a", "type:b", "literal:1"])
    #expect(tokens("<p>don't</p> if", "jsx") == ["keyword:if"])
    #expect(tokens("' x ' if", "c") == ["keyword:if"])
    #expect(tokens("'''", "go") == [])
  }

  @Test(arguments: [
    "c", "js", "go", "java", "json", "ruby", "sh", "php", "python", "swift", "kotlin",
  ])
  func `a string that is never closed ends with its line`(language: String) {
    for line in ["x = \"open \\", "y = 'open"] {
      let below = highlighted(line + "\nplain 1", language).spans
      #expect(below.map(\.text).joined().hasSuffix("\nplain 1"))
      #expect(below.contains { $0.text.contains("plain") && $0.role == .plain }, "\(line)")
    }
  }

  @Test func `comments nest where the language lets them`() {
    let code = "/* a /* b */ if */ if"
    #expect(tokens(code, "swift") == ["comment:/* a /* b */ if */", "keyword:if"])
    #expect(tokens(code, "c") == ["comment:/* a /* b */", "keyword:if", "keyword:if"])
  }

  @Test func `what looks like a keyword is a member behind a point`() {
    #expect(
      tokens("a.default(in: .if) 0..<in", "swift") == ["keyword:in", "literal:0", "keyword:in"]
    )
  }

  @Test func `numbers are whole`() {
    let numbers = ["0x1F", "1_000", "1.5e-3", "0b1010", ".5", "2.5E+10", "0x1p-2", "10L"]
    for number in numbers { #expect(tokens("a(\(number))", "java") == ["literal:\(number)"]) }
    #expect(tokens("1...5 a1 1.max", "swift") == ["literal:1", "literal:5", "literal:1"])
    #expect(tokens("1'000'000 'a'", "cpp") == ["literal:1'000'000", "string:'a'"])
    #expect(tokens("file-2.txt 3 v1.2", "sh") == ["literal:3"])
  }

  @Test func `a comment of a shell begins with a word`() {
    #expect(tokens("echo $# a#b ${#c} #d", "sh") == ["type:${#c}", "comment:#d"])
  }

  @Test func `a division is no pattern and a pattern no comment`() {
    #expect(tokens("a / b / 'c'", "js") == ["string:'c'"])
    #expect(tokens("x = /'\\/\"/g; if", "js") == ["string:/'\\/\"/", "keyword:if"])
    #expect(tokens("x = /' if", "js") == ["string:' if"])
  }

  @Test func `a here document ends with its word`() {
    let code = "cat <<-'EOF' | if\n\"if\n\tEOF\nif"
    #expect(
      tokens(code, "sh") == [
        "string:<<-'EOF'", "keyword:if", "string:\"if", "string:\tEOF", "keyword:if",
      ]
    )
    #expect(tokens("cat <<<word\nif", "sh") == ["keyword:if"])
    #expect(tokens("cat <<'A B'\nif", "sh").last == "keyword:if")
  }

  @Test func `keys are told from values`() {
    #expect(tokens(#"{"a" : "b: c"}"#, "json") == ["type:\"a\"", "string:\"b: c\""])
    #expect(tokens("a.b-c = 'd = e'", "toml") == ["type:a.b-c", "string:'d = e'"])
  }

  @Test func `a script in a page is no markup`() {
    let code = "<script>a<b & \"</script> &lt;"
    #expect(tokens(code, "html") == ["keyword:<script>", "keyword:</script>", "literal:&lt;"])
  }

  @Test func `code of an unknown language is plain and a code span is code`() {
    let text = streamed(["Use `let`:\n\n```\nlet a = 1\n```\n"], width: 80)
    #expect(text.spans.map(\.role) == [.plain, .code, .plain])
  }

  @Test func `code in lists and quotes is highlighted too`() {
    for document in ["- a\n\n  ```swift\n  let a\n  ```\n", "> ```swift\n> let a\n> ```\n"] {
      let text = streamed([document], width: 80)
      #expect(text.spans.contains(Span("let", role: .keyword)), "\(document)")
    }
  }

  @Test func `a pipe has no use for looks`() {
    let text = streamed(["```swift\nlet a = 1\n```\n"])
    #expect(text == StyledText("let a = 1\n"))
  }

  @Test func `a block knows nothing of the one before it`() {
    let text = streamed(["```c\n/* open\n```\n\n```c\nif\n```\n"], width: 80)
    #expect(text.spans.last { $0.role != .plain } == Span("if", role: .keyword))
  }
}
