import CommandLine
import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// Turns of a conversation, from the greeting to the end.
@Suite struct SessionStateTests {
  @Test func `greets and waits for a line`() {
    var conversation = Transcript()
    #expect(
      conversation.on(.started) == [
        "notify \(Program.name) \(Program.version) · chat.example.com (glean) "
          + "· /help for commands, Ctrl-D to leave⏎",
        "read",
      ]
    )
  }

  @Test func `greets with a name that cannot drive the terminal`() {
    var conversation = Transcript(.init(backend: "a\u{1B}[2J\nb", api: "glean"))
    #expect(conversation.on(.started)[0].contains(" · a^[[[[2J b (glean) · "))
  }

  @Test func `does not greet when it is to be quiet`() {
    var conversation = Transcript(.init(backend: "b", api: "glean", isQuiet: true))
    #expect(conversation.on(.started) == ["read"])
  }

  @Test(arguments: ["", " ", "\t", " \n "])
  func `asks again for an empty line`(line: String) {
    var conversation = Transcript()
    #expect(conversation.enter(line) == ["read"])
  }

  @Test func `sends what is typed and shows the answer as it comes`() {
    var conversation = Transcript()
    #expect(
      conversation.enter("  How much? ") == [
        "remember   How much? ", "status waiting for the answer …", "send How much?",
      ]
    )
    #expect(conversation.on(.reply(.text("Twenty"))) == [])
    #expect(conversation.on(.reply(.text(" days."))) == ["write Twenty"])
    let outcome = Exchange.Outcome(reply: Reply(), failure: nil, elapsedMillis: 5)
    #expect(conversation.on(.ended(outcome, nil)) == ["no status", "write  days.⏎", "read"])
  }

  @Test func `a prompt of several lines goes out as it is`() {
    var conversation = Transcript()
    #expect(conversation.enter("a\n  b").last == "send a\n  b")
  }

  @Test func `asks for the answer at once without streaming`() {
    var conversation = Transcript(.init(backend: "b", api: "glean", streams: false))
    #expect(conversation.enter("a").last == "send a at once")
  }

  @Test func `shows steps as the status until there is text`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .step(Step(kind: "searching", text: "leave")),
      .step(Step(kind: "update", text: "nearly there")),
      .text("Yes it"),
      .step(Step(kind: "reading", text: "more"))
    )
    #expect(
      effects == [
        "status searching: leave …", "status nearly there …", "write Yes", "no status",
        "write  it⏎", "read",
      ]
    )
  }

  @Test func `shows confidence, sources and follow-ups in this order below the answer`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .followUps(numbering(["What next?"])),
      .text("Yes."),
      .citations([Citation(number: 1, title: "Plan", url: "https://docs.example.com/p")]),
      .confidence(Confidence(label: "High")),
      .finished(.stop)
    )
    let footer = effects.dropLast().last ?? ""
    let order = ["Confidence", "Sources", "Plan", "Follow-ups", "What next?"]
    let places = order.compactMap { footer.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted(), "\(footer)")
    #expect(effects.last == "read")
  }

  @Test func `leaves out what is not to be shown`() {
    var conversation = Transcript(
      .init(backend: "b", api: "glean", showsCitations: false, showsFollowUps: false)
    )
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .text("Yes."),
      .citations([Citation(number: 1, title: "Plan", ranges: [TextRange(start: 0, end: 4)])]),
      .followUps(numbering(["What next?"]))
    )
    #expect(effects == ["no status", "write Yes.⏎", "read"])
  }

  @Test func `tells of notices behind the answer, on one line each`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(.text("Ye"), .notice("odd\u{7}\nline"), .text("s."))
    #expect(
      effects == [
        "no status", "write Yes.⏎", "notify [yellow]chat: odd^G line⏎[/]", "read",
      ]
    )
  }

  @Test func `tells of notices even when it is to be quiet`() {
    var conversation = Transcript(.init(backend: "b", api: "glean", isQuiet: true))
    _ = conversation.enter("a")
    #expect(
      conversation.reply(.text("Yes."), .notice("odd")) == [
        "no status", "write Yes.⏎", "notify [yellow]chat: odd⏎[/]", "read",
      ]
    )
  }

  @Test(arguments: ["", " \n"])
  func `says so when an answer has no text`(text: String) {
    var conversation = Transcript()
    _ = conversation.enter("a")
    #expect(
      conversation.reply(.text(text), .finished(.stop)) == [
        "no status", "write [faint](the answer has no text)⏎[/]", "read",
      ]
    )
  }

  @Test func `wraps each answer to the width that the terminal has then`() {
    var state = SessionState(options: .plain)
    var lines: [String] = []
    for width in [5, 20] {
      state.width = width
      let events: [SessionEvent] = [
        .line("a"), .reply(.text("one two three")),
        .ended(Exchange.Outcome(reply: Reply(), failure: nil, elapsedMillis: 1), nil),
      ]
      lines += events.flatMap { state.handle($0) }.map(\.line).filter { $0.hasPrefix("write") }
    }
    #expect(lines.joined().replacing("write ", with: "") == "one⏎two⏎three⏎one two three⏎")
  }

  @Test func `Ctrl-D leaves, and so does a signal`() {
    var conversation = Transcript()
    #expect(conversation.on(.endOfInput) == ["end with 0"])
    #expect(conversation.on(.terminated(signal: 15)) == ["end by signal 15"])
  }

  @Test func `Ctrl-C at the prompt clears the line`() {
    var conversation = Transcript()
    #expect(conversation.on(.lineInterrupted) == ["read"])
  }
}

/// What a conversation makes of failures and signals.
@Suite struct SessionFailureTests {
  @Test(arguments: [
    (
      ExchangeFailure.transport(.noAnswer),
      "notify [red]chat: no answer from chat.example.com: it ended the connection⏎[/]"
        + "try again; if that does not help, check scheme and port of the URL⏎"
    ),
    (
      .backend(BackendError(message: "busy", status: 500)),
      "notify [red]chat: the backend has failed: status 500: busy⏎[/]"
        + "try again; if it stays so, tell the backend's owner⏎"
    ),
    (
      .wire(.empty),
      "notify [red]chat: no answer: the reply is empty⏎[/]"
        + "check the URL: https://chat.example.com/chat⏎"
    ),
    (
      .redirected(status: 302, location: "/login"),
      "notify [red]chat: not answered here: status 302 points to /login, "
        + "and redirects are not followed⏎[/]"
        + "if the backend is there, give that URL; if it is a login page, check CHAT_TOKEN⏎"
    ),
  ])
  func `tells of a failure and goes on`(failure: ExchangeFailure, words: String) {
    var conversation = Transcript()
    _ = conversation.enter("a")
    #expect(conversation.reply(failure: failure) == ["no status", words, "read"])
  }

  @Test func `keeps what came before a failure, with what stands below it`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .text("Half an ans"),
      .followUps(numbering(["Go on?"])),
      failure: .wire(.incomplete)
    )
    #expect(
      effects.map { $0.prefix(22) } == [
        "write Half an", "no status", "write  ans⏎", "notify [red]chat: the ",
        "write ⏎[bold]Follow-up", "read",
      ]
    )
  }

  @Test func `Ctrl-C during an answer keeps and marks it and asks for the next line`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .text("Half an ans"),
      failure: .transport(.cancelled(signal: 2))
    )
    #expect(
      effects == [
        "write Half an", "no status", "write  ans⏎",
        "notify [faint]── stopped: the answer is incomplete ──⏎[/]", "read",
      ]
    )
    #expect(conversation.enter("b").last == "send b after a → Half an ans")
  }

  @Test func `Ctrl-C before an answer says only that it is stopped`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    #expect(
      conversation.reply(failure: .transport(.cancelled(signal: 2))) == [
        "no status", "notify [faint]── stopped ──⏎[/]", "read",
      ]
    )
  }

  @Test(arguments: [Int32(1), 3, 15])
  func `any other signal during an answer ends the conversation by it`(signal: Int32) {
    var conversation = Transcript()
    _ = conversation.enter("a")
    let effects = conversation.reply(
      .text("Half. "),
      failure: .transport(.cancelled(signal: signal))
    )
    #expect(effects.last == "end by signal \(signal)")
    #expect(effects.contains("notify [faint]── stopped: the answer is incomplete ──⏎[/]"))
  }

  @Test func `the answer after a failed one starts anew`() {
    var conversation = Transcript()
    _ = conversation.enter("a")
    _ = conversation.reply(.text("**half"), failure: .wire(.incomplete))
    _ = conversation.enter("b")
    #expect(
      conversation.reply(.step(Step(kind: "update", text: "x")), .text("Whole.")) == [
        "status x …", "no status", "write Whole.⏎", "read",
      ]
    )
  }
}
