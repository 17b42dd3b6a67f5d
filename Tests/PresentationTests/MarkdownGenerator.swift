import TestSupport

/// Markdown of all constructs, well formed and not, the same for the same seed.
struct MarkdownGenerator {
  private var random: SeededGenerator

  init(seed: Int) {
    random = SeededGenerator(seed: UInt64(seed))
  }

  /// A document as a person or a model would write it.
  mutating func document() -> String {
    (0..<Int.random(in: 1...5, using: &random)).map { _ in block(depth: 0) }
      .joined(separator: random.pick(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"]))
      + random.pick(["", "\n"])
  }

  /// Signs and words without any order.
  mutating func soup() -> String {
    (0..<Int.random(in: 1...30, using: &random)).map { _ in random.pick(Self.tokens) }.joined()
  }

  /// Inlines without any order, in one paragraph.
  mutating func inlineSoup() -> String {
    "x "
      + (0..<Int.random(in: 1...24, using: &random)).map { _ in random.pick(Self.inlineTokens) }
      .joined()
  }

  static let inlineTokens = [
    "*", "*", "**", "***", "_", "__", "`", "``", "~", "~~", "[", "]", "](", "](u)", "](u \"t\")",
    "![",
    "(", ")", "<", ">", "<b>", "</b>", "<a href=\"x\">", "<https://e.example.com>", "\\", "\\*",
    "&amp;", "&#42;",
    "!", " ", " ", " ", " ", " ", "\n", "  \n", "\\\n", "a", "b", "foo", "é", "“", "”", "中", "€",
    "e\u{301}",
    "🙂", ",", ".", "'", "\"", "/", ":", "1", "https://e.example.com/a_b*c", "www.e.example.com",
    "me@e.example.com", "\u{A0}",
  ]
  static let tokens =
    inlineTokens + [
      "\n", "\n", "\n\n", "- ", "* ", "+ ", "1. ", "2. ", "3) ", "> ", ">", "# ", "### ",
      "| a | b |\n|---|---|\n",
      "| a |", "```", "~~~", "\n```\n", "    ", "\t", "  ", "***", "* * *", "<div>", "<!-- c -->",
      "<!--", "-->",
    ]

  // MARK: - Inlines

  private static let words = [
    "leave", "days", "the", "of", "policy", "Urlaub", "naïve", "日本語", "文書", "🙂", "👩‍👩‍👧", "a",
    "snake_case", "2*3",
    "x", "extraordinarily-long-compound-word-that-does-not-fit", "e\u{301}", "it's", "“quoted”",
    "…", "100%",
    "https://www.example.com/a/very/long/path/that/is/not/broken?q=1", "www.example.com",
    "me@example.com", "C:\\x",
    "&copy;", "&#x41;", "\\*", "\\[", "&", "<", "5 < 6", "a>b", "(see", "below)", "[1]", "[x]", "!",
    "#5", "~", "[^1]", "<me@example.com>", "<https://example.com/a?b=c&d>", "&nbsp;", "&lt;b&gt;",
    "&unknown;", "![](i.png)",
  ]

  private mutating func inlines(depth: Int = 0) -> String {
    (0..<Int.random(in: 1...8, using: &random)).map { _ in inline(depth) }
      .joined(separator: random.pick([" ", " ", " ", "  ", "\n", ", ", "  \n", "\\\n", "\t"]))
  }

  private mutating func inline(_ depth: Int) -> String {
    if depth > 2 || random.chance(2) { return random.pick(Self.words) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "*" + inlines(depth: depth + 1) + "*"
    case 1: return "**" + inlines(depth: depth + 1) + "**"
    case 2: return "_" + inlines(depth: depth + 1) + "_"
    case 3: return "~~" + inlines(depth: depth + 1) + "~~"
    case 4: return random.pick(["`a b`", "`` a`b ``", "`let x = [1]`", "`*`", "` `", "`a"])
    case 5:
      return "[" + inlines(depth: depth + 1) + "](https://example.com/"
        + random.pick(["a_b", "~me", "(x)", ""]) + ")"
    case 6: return "[" + random.pick(Self.words) + "](<a b> \"title\")"
    case 7:
      let image = "![" + inlines(depth: depth + 1) + "](image.png 'title')"
      return random.chance(4) ? "[" + image + "](https://example.com/i)" : image
    case 8:
      return random.pick([
        "<br>", "<b>bold</b>", "<https://example.com/x_y>", "<!-- no -->", "<a href=\"#\">",
      ])
    case 9:
      return random.pick([
        "**unclosed", "*open", "[open", "`open", "_open", "](x)", "<tag", "~~open",
      ])
    case 10: return "***" + random.pick(Self.words) + "***"
    default:
      return random.pick([
        "**a**b", "a*b*c", "a_b_c", "__a__", "**_a_**", "*a **b** c*", "**a *b***",
      ])
    }
  }

  // MARK: - Blocks

  private mutating func block(depth: Int) -> String {
    switch Int.random(in: 0..<14, using: &random) {
    case 0:
      return String(repeating: "#", count: Int.random(in: 1...7, using: &random)) + " "
        + random.pick(Self.words)
    case 1, 2: return fence()
    case 3, 4, 5: return list(depth: depth)
    case 6: return prefixed(depth < 3 ? block(depth: depth + 1) : inlines(), with: "> ")
    case 7: return table()
    case 8: return "\n" + random.pick(["---", "***", "_ _ _", "* * *"]) + "\n"
    case 9:
      return random.pick([
        "<div>\n\(random.pick(Self.words))\n</div>", "<!-- a\n\nb -->", "<p>", "<hr />",
        "<details><summary>a</summary>\n\n\(random.pick(Self.words))\n\n</details>",
        "<pre>\na\n\nb\n</pre>", "<?x\n\ny?>", "[^1]: \(random.pick(Self.words))",
        "[^n]: \(inlines())\n\n    \(random.pick(Self.words))\n[^m]: a",
      ])
    case 10: return "\n    indented\n\n      code\n"
    case 11 where depth < 3:
      // Code in a list in a list.
      return "- " + random.pick(Self.words) + "\n  1. " + random.pick(Self.words) + "\n"
        + indented("\n" + fence(), by: 5)
    default: return inlines()
    }
  }

  private mutating func fence() -> String {
    let marker = random.pick(["```", "~~~", "````"])
    let indentation = random.pick(["", "", "", " ", "   "])
    let lines = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      random.pick([
        "let a = 1", "  indented", "", "\tTab", "``", "- no list", "  ", "*no*", "&amp; <b> é 中",
      ])
    }
    let info = random.pick(["", "swift", " sh  x "])
    let end = random.chance(8) ? "" : "\n" + indentation + marker
    return indentation + marker + info + lines.map { "\n" + indentation + $0 }.joined() + end
  }

  private mutating func list(depth: Int) -> String {
    let bullet = random.pick(["- ", "* ", "+ ", "-   ", "1. ", "2) ", "9. "])
    let gap = random.pick(["\n", "\n", "\n\n"])
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let content =
        depth < 3 && random.chance(2) ? inlines() + gap + block(depth: depth + 1) : inlines()
      let box = random.chance(6) ? random.pick(["[ ] ", "[x] "]) : ""
      return bullet + box + indented(content, by: random.chance(8) ? 0 : bullet.count)
    }.joined(separator: gap)
  }

  private func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + String(repeating: " ", count: count))
  }

  private func prefixed(_ text: String, with prefix: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { prefix + $0 }
      .joined(separator: "\n")
  }

  private mutating func table() -> String {
    let columns = Int.random(in: 1...4, using: &random)
    let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      "|" + (0..<columns).map { _ in " " + cell() + " |" }.joined()
    }
    let rule =
      "|"
      + String(repeating: random.pick(["---|", ":-:|", " --- |", "--:|", ":--|"]), count: columns)
    return ([rows[0], rule] + rows.dropFirst()).joined(separator: "\n")
  }

  private mutating func cell() -> String {
    random.pick([
      "", "a", "12", "**b**", "`c`", "long cell of many words", "文書", "a \\| b", "&#9;", "[x](y)",
      "a cell of so many words that only a wide page has room for it on one line",
      "三日を超える場合は速やかに提出してください", "[the policy](https://example.com/p) and more", "[^1]",
    ])
  }
}
