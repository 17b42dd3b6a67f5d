import CommandLine
import Conversation
import Session
import TestSupport
import Testing
import WireFormats

/// One prompt, one answer, in each form that it can have.
@Suite struct OneShotTests {
  private let terminal = RecordingTerminal()

  private func ask(
    _ backend: ScriptedBackend,
    _ settings: Settings,
    showsFooter: Bool = false
  ) -> Ending {
    var oneShot = OneShot(
      settings: settings,
      exchange: backend.exchange,
      terminal: terminal,
      showsFooter: showsFooter
    )
    return oneShot.ask("How much?")
  }

  private func answered(_ pieces: String...) -> ScriptedBackend {
    ScriptedBackend([.head()] + pieces.map(ScriptedTransport.Step.text))
  }

  @Test func `into a pipe goes the answer alone, unwrapped`() throws {
    let backend = answered(Glean.line("**Twenty** days of leave.", followUps: ["Who?"]))
    #expect(try ask(backend, .typed()) == .exit(.answered))
    #expect(terminal.output == "Twenty days of leave.\n")
    #expect(terminal.errors.isEmpty)
    #expect(terminal.flushedCount == terminal.actions.count)
  }

  @Test func `on a terminal it is wrapped and the footer stands below`() throws {
    terminal.width = 10
    let backend = answered(Glean.line("Twenty days of leave.", followUps: ["Who?"]))
    #expect(try ask(backend, .typed(), showsFooter: true) == .exit(.answered))
    #expect(terminal.output == "Twenty\ndays of\nleave.\n\nFollow-ups\n  1  Who?\n")
  }

  @Test func `follow-ups can be left out`() throws {
    let backend = answered(Glean.line("Twenty.", followUps: ["Who?"]))
    _ = try ask(backend, .typed(["--no-follow-ups"]), showsFooter: true)
    #expect(terminal.output == "Twenty.\n")
  }

  @Test func `a status line comes first and goes with the end`() throws {
    let backend = answered(
      Glean.message("UPDATE", "**Searching:** leave"),
      Glean.line("Twenty days")
    )
    _ = try ask(backend, .typed())
    #expect(terminal.statuses == ["waiting for the answer …", "searching: leave …", nil])
  }

  @Test(arguments: [["--json"], ["--markdown"], []])
  func `no stream is asked for when none is wanted`(options: [String]) throws {
    let backend = answered(Glean.line("A"))
    _ = try ask(backend, .typed(["--no-stream"] + options))
    #expect(backend.bodies[0].contains("\"stream\":false"))
  }

  @Test func `Markdown is the source, masked, with a line end`() throws {
    let backend = answered(Glean.line("**Twenty**\u{1B}"), Glean.line("[2J days"))
    #expect(try ask(backend, .typed(["--markdown"]), showsFooter: true) == .exit(.answered))
    #expect(terminal.output == "**Twenty**^[[2J days\n")
  }

  @Test func `Markdown that ends with a line end gets no other`() throws {
    _ = try ask(answered(Glean.line("a\r\n")), .typed(["--markdown"]))
    #expect(terminal.output == "a\n")
  }

  @Test func `Markdown that is replaced starts again below a break`() throws {
    let events = [ReplyEvent.text("wrong"), .textReplaced("right")]
    let backend = ScriptedBackend(
      [.head(), .text("1"), .text("2")],
      api: EventsAPI(events: events)
    )
    #expect(try ask(backend, .typed(["--markdown"])) == .exit(.answered))
    #expect(terminal.output == "wrong\n\n---\n\nright\n")
  }

  @Test func `JSON is one line with the whole reply`() throws {
    let backend = answered(Glean.line("Twenty ", chatId: "c1"), Glean.line("days."))
    #expect(try ask(backend, .typed(["--json"]), showsFooter: true) == .exit(.answered))
    #expect(
      terminal.output == """
        {"id":"m1","conversationId":"c1","api":"glean","prompt":"How much?","role":"assistant",\
        "type":"bot_response","content":"Twenty days.","contentFormat":"markdown",\
        "finishReason":"stop","elapsedMillis":0}

        """
    )
  }

  @Test func `raw is every byte as it came`() throws {
    let pieces = ["{\"mess", "ages\":[]}\r\n\r\n", "\u{1B}[2J"]
    let backend = ScriptedBackend([.head()] + pieces.map(ScriptedTransport.Step.text))
    _ = try ask(backend, .typed(["--raw"]), showsFooter: true)
    #expect(terminal.output == pieces.joined())
  }

  @Test(arguments: [
    ["--json"], ["--markdown"], [], ["--raw"],
  ])
  func `notices go to standard error behind the answer, quiet or not`(form: [String]) throws {
    let script: [ScriptedTransport.Step] = [
      .head(), .text(Glean.message("WARNING", "old data")), .text(Glean.line("A")),
    ]
    var settings = try Settings.typed(form)
    _ = ask(ScriptedBackend(script), settings)
    #expect(terminal.errors == "chat: old data\n")
    guard case .notify = terminal.actions.last else {
      Issue.record("the notice is not the last: \(terminal.actions)")
      return
    }
    settings.isQuiet = true
    _ = ask(ScriptedBackend(script), settings)
    #expect(terminal.errors == "chat: old data\nchat: old data\n")
  }

  @Test(arguments: [[], ["--markdown"]])
  func `an answer without text is told`(form: [String]) throws {
    let empty = Glean.line("")
    var settings = try Settings.typed(form)
    #expect(ask(answered(empty), settings) == .exit(.answered))
    #expect(terminal.output.isEmpty && terminal.errors == "(the answer has no text)\n")
    settings.isQuiet = true
    #expect(ask(answered(empty), settings) == .exit(.answered))
    #expect(terminal.errors == "(the answer has no text)\n")
  }

  @Test func `prompts of one run are one conversation`() throws {
    let backend = ScriptedBackend(
      [.head(), .text(Glean.line("A", chatId: "c1"))],
      [.head(), .text(Glean.line("B"))]
    )
    var oneShot = OneShot(
      settings: try .typed(),
      exchange: backend.exchange,
      terminal: terminal,
      showsFooter: false
    )
    #expect(oneShot.ask("a") == .exit(.answered) && oneShot.ask("b") == .exit(.answered))
    #expect(!backend.bodies[0].contains("chatId"))
    #expect(backend.bodies[1].contains("\"chatId\":\"c1\""))
  }
}
