import Conversation
import TestSupport
import Testing

@testable import Presentation

@Suite struct ConversationHTMLTests {
  /// The page without its style sheet, which would hide the rest, and without its digest.
  private func page(_ records: [ConversationRecord]) -> String {
    ConversationHTML.text(of: records).replacing(ConversationStyleSheet.text, with: "")
      .replacing(ConversationStyleSheet.digest, with: "sha256-")
  }

  private func record(_ title: String, _ turns: [Turn]) -> ConversationRecord {
    let summary = ConversationSummary(
      id: "k7f2",
      title: title,
      place: ConversationPlace(backend: "work", api: "glean"),
      createdAt: "2026-02-17T08:00:00.000Z",
      usedAt: "2026-02-17T08:05:00.000Z",
      turnCount: turns.count
    )
    return ConversationRecord(summary: summary, turns: turns)
  }

  private func turn(_ prompt: String, _ events: [ReplyEvent], isIncomplete: Bool = false) -> Turn {
    var turn = Turn(prompt: prompt, api: "glean", sentAt: "2026-02-17T08:00:00.000Z")
    for event in events { turn.reply.apply(event) }
    turn.reply.isIncomplete = isIncomplete
    return turn
  }

  private var policyTurn: Turn {
    let answer = """
      # Leave

      Staff get **20 days** of leave. See [the policy](https://docs.example.com/leave), \
      [example.com](https://evil.example.net) and ![a chart](https://docs.example.com/c.png).

      1. Ask `your manager`
      2. Book it:
         - online
         - [x] done

      | days | notice |
      |-----:|--------|
      | 3    | a week |

      ```swift
      let days = 20 // a <year>
      ```

      > Quoted
      """
    let length = answer.unicodeScalars.count
    let sources = [
      Citation(
        number: 1,
        title: "Leave policy",
        url: "https://docs.example.com/leave?a=1&b=2",
        source: "gdrive",
        excerpt: "Staff get 20 days\nof leave.",
        page: 2,
        lines: 3...4,
        ranges: [TextRange(start: 9, end: 40), TextRange(start: 0, end: length)]
      ),
      Citation(number: 2, id: "DOC_2", url: "file:///etc/passwd"),
    ]
    return turn(
      "How much leave do I have?\nIn days.",
      [
        .started(MessageFacts(model: "large")), .reasoning(Reasoning(text: "Let me see.")),
        .toolCall(
          ToolCall(id: "t", name: "search", input: .object([.init("q", .string("leave"))]))
        ), .text(answer), .citations(sources), .confidence(Confidence(label: "Very High")),
        .followUps([FollowUp(number: 1, prompt: "How do I book?")]),
        .feedback([Feedback(helpful: true)]), .finished(.stop),
      ]
    )
  }

  private var hostileTurns: [Turn] {
    let evil =
      "</title></style><script>alert('1')</script>\" onload=\"x\" &#27;&lt;\u{1B}[31m\u{202E}"
    return [
      turn(
        evil,
        [
          .text(
            evil
              + "\n\n[a](javascript:alert%281%29) [b](data:text/html,x) <img src=x onerror=y>\n\n"
              + "<script>alert(2)</script>\n\n```\" onclick=\"x\n</code></pre><script>\n```\n"
          ),
          .citations([
            Citation(
              number: 1,
              title: evil,
              url: "javascript:alert(1)",
              source: evil,
              excerpt: evil
            ),
            Citation(number: 2, title: "t", url: "https://example.com/\"><script>"),
            Citation(number: -3, title: "t", url: "data:text/html,<script>"),
          ]), .followUps([FollowUp(number: 1, prompt: evil)]),
          .confidence(Confidence(label: evil)), .failed(BackendError(message: evil)),
        ],
        isIncomplete: true
      )
    ]
  }

  @Test func `shows all of an answer and what is below it`() {
    expectGolden(
      page([record("How much leave do I have?", [policyTurn])]),
      named: "export/page.html"
    )
  }

  @Test func `shows answers in every format`() {
    let answers: [(ContentFormat, String)] = [
      (.text, "One *line*\nand [1] another\n\n  an <indented> one"),
      (.html, "<h1>Hi</h1><p>One <b>two</b><script>x</script><ul><li>a</ul>"),
      (.json, #"{"a":[1,"<b>"]}"#), (.json, "no {json"), (.markdown, "- a\n- b\n\n[^1]: note"),
    ]
    let turns = answers.map { format, text in
      turn(
        "\(format)",
        [
          .started(MessageFacts(contentFormat: format)), .text(text),
          .citations([
            Citation(number: 1, title: "t", ranges: [TextRange(start: 0, end: text.count)])
          ]),
        ]
      )
    }
    expectGolden(page([record("Formats", turns)]), named: "export/formats.html")
  }

  @Test func `shows hostile texts as they stand`() {
    var hostile = record("</title><script>alert(1)</script>", hostileTurns)
    hostile.summary.place = ConversationPlace(backend: "\"><script>", api: "<b>")
    hostile.summary.createdAt = "2026-02-17T08:00:00\"><script>"
    let page = page([hostile, record("", [])])
    expectGolden(page, named: "export/hostile.html")
    #expect(HTMLCheck.faults(in: page) == [])
  }

  @Test(arguments: 0..<20)
  func `no text from outside becomes markup`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let records = [random.conversation()] + (random.chance(3) ? [random.conversation()] : [])
      let page = page(records)
      let faults = HTMLCheck.faults(in: page)
      #expect(faults.isEmpty, "\(faults.first ?? "") in \(page)")
    }
  }

  @Test func `every reply of the fixtures is well formed`() {
    let turns = KnownReply.all.map { Turn(prompt: "p", api: $0.api, reply: $0.reply) }
    #expect(HTMLCheck.faults(in: page([record("All", turns)])) == [])
  }

  @Test func `the check finds faults`() {
    for bad in [
      "<p>", "<b></i></b>", "<script></script>", "<p onclick=\"x\"></p>", "a < b", "a & b",
      "<a href=\"javascript:x\"></a>", "<p id=\"a\"></p><p id=\"a\"></p>", "<p class=a></p>",
      "<img src=\"x\">", "\u{1B}", "<a href=\"#b\"></a>",
    ] {
      #expect(HTMLCheck.faults(in: bad) != [], "\(bad)")
    }
  }

  @Test func `the policy names the style sheet by its digest`() {
    let digest = SHA256.digest(of: Array(ConversationStyleSheet.text.utf8))
    #expect(ConversationStyleSheet.digest == "sha256-" + base64(digest))
    #expect(!ConversationStyleSheet.text.contains("@import"))
    #expect(!ConversationStyleSheet.text.contains("url("))
    #expect(!ConversationStyleSheet.text.contains("<"))
  }

  @Test func `the digest of the test is right`() {
    let words = SHA256.digest(of: Array("abc".utf8))
    #expect(base64(words) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }

  private func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (group + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
      let text = [18, 12, 6, 0].map { String(digits[bits >> $0 & 63]) }
      return text.prefix(group.count + 1).joined() + String(repeating: "=", count: 3 - group.count)
    }.joined()
  }
}
