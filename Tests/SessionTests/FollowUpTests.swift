import Conversation
import Session
import TestSupport
import Testing

/// Bare numbers, and the follow-ups that they name.
@Suite struct FollowUpTests {
  private var conversation = Transcript()

  init() {
    conversation.turn("a", "A", followUps: "How do I book?", "Who approves?")
  }

  @Test(arguments: ["2", " 2 ", "2\t"])
  mutating func `a number sends its follow-up and shows it`(line: String) {
    #expect(
      conversation.enter(line) == [
        "remember Who approves?", "write [faint]> [/]Who approves?⏎",
        "status waiting for the answer …", "send Who approves? after a → A",
      ]
    )
  }

  @Test(arguments: ["0", "3", "01", "１", "²", "+1", "-1", "1.", "1 2", "18446744073709551617"])
  mutating func `any other number is a prompt`(line: String) {
    #expect(conversation.enter(line).last == "send \(line) after a → A")
  }

  @Test mutating func `numbers name the follow-ups of the last answer only`() {
    conversation.turn("b", "B", followUps: "Third?")
    #expect(conversation.enter("1").last?.hasPrefix("send Third? ") == true)
    _ = conversation.reply(.text("C"))
    #expect(conversation.enter("1").last?.hasPrefix("send 1 ") == true)
  }

  @Test mutating func `no number names anything in a new conversation`() {
    _ = conversation.enter("/new")
    #expect(conversation.enter("1").last == "send 1")
  }

  @Test(arguments: [ExchangeFailure.transport(.noAnswer), .transport(.cancelled(signal: 2))])
  mutating func `a turn without an answer leaves the follow-ups`(failure: ExchangeFailure) {
    _ = conversation.enter("1")
    _ = conversation.reply(failure: failure)
    #expect(conversation.enter("1").last == "send How do I book? after a → A")
  }

  @Test mutating func `an answer that was cut off has follow-ups of its own, or none`() {
    _ = conversation.enter("1")
    _ = conversation.reply(.text("Hal"), failure: .transport(.cancelled(signal: 2)))
    #expect(conversation.enter("1").last?.hasPrefix("send 1 ") == true)
  }

  @Test mutating func `a number that was typed before its list was there is asked for again`() {
    #expect(conversation.on(.lineTypedAhead(" 2 ")) == ["read 2"])
    #expect(conversation.on(.lineTypedAhead("3")).last == "send 3 after a → A")
    _ = conversation.reply(.text("C"))
    #expect(conversation.on(.lineTypedAhead("Who?")).last?.hasPrefix("send Who? ") == true)
    #expect(conversation.on(.lineTypedAhead("/new")).last == "read")
  }

  @Test mutating func `a number is stale once its answer was asked for again`() {
    _ = conversation.enter("/retry")
    _ = conversation.reply(.text("B"), .followUps(numbering(["Other?"])))
    #expect(conversation.enter("2").last?.hasPrefix("send 2 ") == true)
  }

  @Test func `follow-ups that are not shown cannot be picked`() {
    var conversation = Transcript(.init(backend: "b", api: "glean", showsFollowUps: false))
    conversation.turn("a", "A", followUps: "Hidden?")
    #expect(conversation.enter("1").last == "send 1 after a → A")
    #expect(
      conversation.enter("/edit 1")[1] == "notify [red]chat: no follow-up has the number '1'⏎[/]"
    )
  }

  @Test(arguments: [
    ("two\nlines", "two lines"),
    ("\n/quit\n", "/quit"),
    ("\u{1}\u{1B}[2J\u{202E}x", "^A^[[2J\\u{202E}x"),
    ("a\u{200B}b", "a\\u{200B}b"),
    ("line\u{2028}sep", "line\\u{2028}sep"),
    (String(repeating: "x", count: 1_001), String(repeating: "x", count: 999) + "…"),
  ])
  func `what is sent of hostile text is what is shown, on one line`(text: String, safe: String) {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let footer = conversation.reply(.text("A"), .followUps(numbering([text])))
    let notation = safe.split(separator: "[", omittingEmptySubsequences: false)
    let shown = notation.joined(separator: "[[")
    #expect(footer.contains { $0.contains(shown.split(separator: " ").joined(separator: " ")) })
    let effects = conversation.enter("1")
    #expect(effects[1] == "write [faint]> [/]\(shown)⏎")
    #expect(effects[3] == "send \(safe) after a → A")
  }

  @Test(arguments: ["/quit", "//x", "1", "/new"])
  func `text that looks like a command or a number is only ever text`(text: String) {
    var conversation = Transcript()
    conversation.turn("a", "A", followUps: text)
    #expect(conversation.enter("/edit 1").last == "read /say \(text)")
    let effects = conversation.enter("1")
    #expect(effects[0] == "remember /say \(text)")
    #expect(effects[3] == "send \(text) after a → A")
  }
}
