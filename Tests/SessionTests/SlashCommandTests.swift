import Conversation
import Session
import TerminalText
import TestSupport
import Testing

/// What each command of a conversation does.
@Suite struct SlashCommandTests {
  private var conversation = Transcript()

  /// The effects of a command behind its place in the history.
  private mutating func effects(of line: String) -> [String] {
    let effects = conversation.enter(line)
    #expect(effects.first == "remember \(line)")
    return Array(effects.dropFirst())
  }

  @Test mutating func `help lists every command and key`() throws {
    let effects = effects(of: "/help")
    let help = try #require(effects.first?.dropFirst("write ".count))
    let rows = help.split(separator: "⏎").map { $0.replacing("[bold]", with: "") }
    #expect(rows.count == SlashCommand.allCases.count + 4)
    for (row, command) in zip(rows, SlashCommand.allCases) {
      let usage = command.usage.replacing("[", with: "[[")
      #expect(row.hasPrefix("  \(usage)[/] ") && row.hasSuffix("  \(command.summary)"))
    }
    #expect(effects.last == "read")
  }

  @Test func `the summaries in the help are aligned`() throws {
    var state = SessionState(options: .plain)
    guard case .write(let help) = state.handle(.line("/help"))[1] else {
      Issue.record("no help")
      return
    }
    let columns = help.plainText.split(separator: "\n").map { row in
      let text = Array(row)
      return text.indices.dropFirst(3).last { text[$0 - 1] == " " && text[$0 - 2] == " " }
    }
    #expect(Set(columns).count == 1)
  }

  @Test func `where there is little room, the summaries stand below the commands`() throws {
    var state = SessionState(options: .plain)
    state.width = 30
    guard case .write(let help) = state.handle(.line("/help"))[1] else {
      Issue.record("no help")
      return
    }
    let lines = help.plainText.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 30 })
    #expect(
      lines.prefix(4) == [
        "  /help", "    show this list", "  /new", "    start a new conversation",
      ]
    )
  }

  @Test(arguments: ["/help", "/he", "/hel", "  /help  ", "/help\n"])
  mutating func `unambiguous prefixes will do`(line: String) {
    #expect(conversation.enter(line).contains { $0.contains("show this list") })
  }

  @Test(arguments: ["/quit", "/q"])
  mutating func `quit leaves`(line: String) {
    #expect(effects(of: line) == ["end with 0"])
  }

  @Test mutating func `an ambiguous prefix names what it fits`() {
    #expect(
      effects(of: "/s") == [
        "notify [red]chat: '/s' is short for several: /say, /sources, /save, /status, /set, /search⏎[/]",
        "read",
      ]
    )
  }

  @Test(arguments: [
    ("/hlep", "unknown command '/hlep'; did you mean '/help'?"),
    ("/souces 1", "unknown command '/souces'; did you mean '/sources'?"),
    ("/quitt", "unknown command '/quitt'; did you mean '/quit'?"),
  ])
  mutating func `an unknown command gets the nearest`(line: String, words: String) {
    #expect(effects(of: line) == ["notify [red]chat: \(words)⏎[/]", "read"])
  }

  @Test(arguments: [
    ("/", "'/'"), ("/ help", "'/'"), ("/etc/passwd what?", "'/etc/passwd'"),
    ("/\u{1B}[2J", "'/^[[[[2J'"), ("/HELP", "'/HELP'"),
    ("/" + String(repeating: "x", count: 300), "'/" + String(repeating: "x", count: 58) + "…'"),
  ])
  mutating func `one that nothing is near to gets the ways out`(line: String, name: String) {
    #expect(
      effects(of: line) == [
        "notify [red]chat: unknown command \(name)⏎[/]"
          + "/help lists the commands; to send a prompt that starts with a slash, type two⏎",
        "read",
      ]
    )
  }

  @Test(arguments: [("/help me", "/help"), ("/new one", "/new"), ("/q now", "/quit")])
  mutating func `what takes nothing refuses something`(line: String, name: String) {
    #expect(
      effects(of: line) == ["notify [red]chat: '\(name)' takes nothing behind it⏎[/]", "read"]
    )
  }

  @Test(arguments: [
    ("//text", "/text"), ("// text", "/ text"), ("///", "//"), ("//quit", "/quit"),
    ("/say 2", "2"), ("/say   /quit", "/quit"), ("/say a\nb", "a\nb"), ("/say\tx", "x"),
  ])
  mutating func `slashes and say send text as it is`(line: String, prompt: String) {
    conversation.turn("a", "A", followUps: "One?", "Two?")
    #expect(effects(of: line).last == "send \(prompt) after a → A")
  }

  @Test(arguments: ["/say", "/say  "])
  mutating func `say needs a text`(line: String) {
    #expect(effects(of: line) == ["notify [red]chat: '/say' needs the text to send⏎[/]", "read"])
  }
}

/// `/sources` and `/edit`, which look at the last turn.
@Suite struct LastTurnCommandTests {
  private var conversation = Transcript()

  @Test(arguments: ["/sources", "/sources 1"])
  mutating func `without sources it says so`(line: String) {
    let refusal = ["notify [red]chat: the last answer names no sources⏎[/]", "read"]
    #expect(conversation.enter(line).dropFirst() == refusal[...])
    conversation.turn("a", "A")
    #expect(conversation.enter(line).dropFirst() == refusal[...])
  }

  private mutating func askWithSources(_ count: Int) -> [String] {
    _ = conversation.enter("a")
    return conversation.reply(
      .text("A"),
      .citations((1...count).map { Citation(number: $0, title: "T\($0)", excerpt: "words") })
    )
  }

  @Test mutating func `all sources are listed, also those that the footer only counts`() {
    let footer = askWithSources(9)
    #expect(footer.contains { $0.contains("and 1 more: /sources") && !$0.contains("T9") })
    let effects = conversation.enter("/sources")
    #expect(effects[1].contains("T1⏎") && effects[1].contains("T9⏎"))
    #expect(effects[2] == "read")
  }

  @Test mutating func `one source is shown with its words`() {
    _ = askWithSources(2)
    let effects = conversation.enter("/sources 2")
    #expect(effects[1].contains("T2⏎") && effects[1].contains("words"))
    #expect(!effects[1].contains("T1"))
  }

  @Test(arguments: ["0", "3", "x", "02", "\u{1B}"])
  mutating func `a source that there is not is refused`(operand: String) {
    _ = askWithSources(2)
    let shown = operand == "\u{1B}" ? "^[[" : operand
    #expect(
      conversation.enter("/sources \(operand)").dropFirst() == [
        "notify [red]chat: no source has the number '\(shown)'⏎[/]", "read",
      ]
    )
  }

  @Test mutating func `edit puts a follow-up into the line`() {
    conversation.turn("a", "A", followUps: "How do I book?", "Who\napproves?")
    #expect(conversation.enter("/edit 2") == ["remember /edit 2", "read Who approves?"])
    #expect(
      conversation.enter("/edit 3")[1] == "notify [red]chat: no follow-up has the number '3'⏎[/]"
    )
  }

  @Test mutating func `edit without a number puts the last prompt into the line`() {
    #expect(
      conversation.enter("/edit").dropFirst() == [
        "notify [red]chat: there is no prompt yet⏎[/]", "read",
      ]
    )
    conversation.turn("How much?", "A")
    _ = conversation.enter("/help")
    #expect(conversation.enter("/edit").last == "read How much?")
  }

  @Test mutating func `edit brings back a prompt that was not answered`() {
    _ = conversation.enter("//how\u{1B}")
    _ = conversation.reply(failure: .transport(.noAnswer))
    #expect(conversation.enter("/edit").last == "read /say /how^[")
  }
}
