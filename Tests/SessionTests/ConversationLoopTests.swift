import CommandLine
import Session
import TestSupport
import Testing

/// The loop that carries out a conversation's effects.
@Suite struct ConversationLoopTests {
  private let terminal = RecordingTerminal()
  private let desktop = RecordingDesktop()

  private func run(_ reader: ScriptedLineReader, _ backend: ScriptedBackend) throws -> Ending {
    try ConversationLoop(
      state: SessionState(options: .plain),
      exchange: backend.exchange,
      reader: reader,
      terminal: terminal,
      desktop: desktop
    ).run()
  }

  @Test func `answers prompts until the end of input`() throws {
    let backend = ScriptedBackend(
      [.head(), .text(Glean.line("Twenty.", chatId: "c1", followUps: ["Who?"]))],
      [.head(), .text(Glean.line("Me."))]
    )
    let reader = ScriptedLineReader(.line("How much?"), .line("1"), .endOfInput)
    #expect(try run(reader, backend) == .exit(.answered))
    #expect(terminal.output == "Twenty.\n\nFollow-ups\n  1  Who?\n> Who?\nMe.\n")
    #expect(terminal.errors.hasPrefix("\(Program.name) "))
    #expect(reader.remembered == ["How much?", "Who?"])
    #expect(reader.asked == ["> ", "> ", "> "] && reader.isUsedUp)
    #expect(backend.bodies[1].contains("\"chatId\":\"c1\"") && backend.bodies[1].contains("Who?"))
    #expect(
      terminal.statuses == ["waiting for the answer …", nil, "waiting for the answer …", nil]
    )
  }

  @Test func `puts a text into the line`() throws {
    let reader = ScriptedLineReader(.line("a"), .line("/edit"), .endOfInput)
    _ = try run(reader, ScriptedBackend([.fail(.noAnswer)]))
    #expect(reader.asked == ["> ", "> ", "> a"])
  }

  @Test func `everything is visible before a line is read`() throws {
    let reader = ScriptedLineReader(.line("a"), .line("/help"), .interrupted, .endOfInput)
    reader.onRead = { [terminal] in #expect(terminal.flushedCount == terminal.actions.count) }
    _ = try run(reader, ScriptedBackend([.head(), .text(Glean.line("A"))]))
    #expect(reader.isUsedUp)
  }

  @Test func `shows what came of the answer before it waits for more`() throws {
    let shown = ManualClock()
    terminal.onFlush = { terminal in
      if terminal.output.hasPrefix("Twenty"), shown.now() == 0 { shown.advance(by: 1) }
    }
    let backend = ScriptedBackend([
      .head(), .text(Glean.line("Twenty days")), .run { #expect(shown.now() == 1) },
      .text(Glean.line(".")),
    ])
    _ = try run(ScriptedLineReader(.line("a"), .endOfInput), backend)
    #expect(shown.now() == 1)
  }

  @Test func `Ctrl-C during an answer leads back to the prompt`() throws {
    let backend = ScriptedBackend(
      [.head(), .text(Glean.line("Half an")), .fail(.cancelled(signal: 2))],
      [.head(), .text(Glean.line("Whole."))]
    )
    let reader = ScriptedLineReader(.line("a"), .interrupted, .line("b"), .endOfInput)
    #expect(try run(reader, backend) == .exit(.answered))
    #expect(terminal.output == "Half an\nWhole.\n")
    #expect(terminal.errors.hasSuffix("── stopped: the answer is incomplete ──\n"))
    #expect(backend.bodies[1].contains("Half an"))
  }

  @Test func `a signal during an answer ends the program by it, with the answer shown`() throws {
    let backend = ScriptedBackend([
      .head(), .text(Glean.line("Half an")), .fail(.cancelled(signal: 15)),
    ])
    #expect(try run(ScriptedLineReader(.line("a")), backend) == .signal(15))
    #expect(terminal.output == "Half an\n")
  }

  @Test func `a signal at the prompt ends the program by it`() throws {
    let reader = ScriptedLineReader(.terminated(signal: 1))
    #expect(try run(reader, ScriptedBackend()) == .signal(1))
  }

  @Test func `a failure is told in words and the conversation goes on`() throws {
    let backend = ScriptedBackend([.head(401)], [.head(), .text(Glean.line("A"))])
    let reader = ScriptedLineReader(.line("a"), .line("b"), .endOfInput)
    #expect(try run(reader, backend) == .exit(.answered))
    #expect(terminal.errors.contains("chat: not let in: status 401\ngive a valid token"))
    #expect(terminal.output == "A\n")
  }

  @Test func `a reader that fails ends the conversation with its reason`() {
    let failure = LineReaderFailure(reason: "no terminal to read from")
    #expect(throws: failure) {
      try run(ScriptedLineReader(failure: failure), ScriptedBackend())
    }
  }

  @Test(arguments: [OutputFailure.brokenPipe, .other(reason: "full")])
  func `asks for no line once nothing can be shown`(failure: OutputFailure) throws {
    terminal.onFlush = { if !$0.output.isEmpty { $0.failure = failure } }
    let backend = ScriptedBackend([.head(), .text(Glean.line("A b")), .text(Glean.line("c"))])
    let reader = ScriptedLineReader(.line("a"))
    #expect(try run(reader, backend) == .exit(.failed))
    #expect(backend.transport.stepsLeftAtStop == [1])
    #expect(!terminal.errors.contains("incomplete"))
    #expect(reader.isUsedUp)
  }

  @Test func `notices at the prompt that nothing can be shown`() throws {
    terminal.onFlush = { if $0.output.contains("show this list") { $0.failure = .brokenPipe } }
    #expect(try run(ScriptedLineReader(.line("/help")), ScriptedBackend()) == .exit(.failed))
  }

  @Test func `each answer is wrapped to the width of its time`() throws {
    terminal.width = 5
    let reader = ScriptedLineReader(.line("a"), .line("b"), .endOfInput)
    var count = 0
    reader.onRead = { [terminal] in
      count += 1
      if count == 2 { terminal.width = 20 }
    }
    let script = [ScriptedTransport.Step.head(), .text(Glean.line("one two"))]
    _ = try run(reader, ScriptedBackend(script, script))
    #expect(terminal.output == "one\ntwo\none two\n")
  }
}
