import CommandLine
import Conversation
import Session
import TerminalText
import TestSupport
import Testing
import WireFormats

/// What a person sees of each response body among the fixtures, on a terminal of 80 columns.
@Suite struct FixtureViewTests {
  /// A body and the API that it is sent by.
  struct Sent: Sendable, CustomTestStringConvertible {
    let api: any ChatAPI
    let fixture: WireFixture

    var testDescription: String { "\(fixture.api)/\(fixture.name)" }

    static let all = KnownAPIs.all.flatMap { api in
      WireFixture.all(of: api.name).map { Sent(api: api, fixture: $0) }
    }
  }

  @Test(arguments: Sent.all)
  func `is seen as expected`(_ sent: Sent) throws {
    let terminal = RecordingTerminal(width: 80)
    let backend = ScriptedBackend([.head(), .bytes(sent.fixture.body)], api: sent.api)
    var oneShot = OneShot(
      settings: try .typed(),
      exchange: backend.exchange,
      terminal: terminal,
      showsFooter: true
    )
    let ending = oneShot.ask("How much leave do I have?")
    expectGolden(view(terminal, ending), named: "\(sent.testDescription)/view")
  }

  /// Sections as in a transcript; the screen has what goes to standard error in its place.
  private func view(_ terminal: RecordingTerminal, _ ending: Ending) -> String {
    let statuses = terminal.statuses.compactMap(\.self)
      .map { Sanitizer.singleLine($0) + "\n" }.joined()
    let screen = terminal.actions.reduce(into: StyledText()) { screen, action in
      switch action {
      case .write(let text), .notify(let text): screen += text
      case .writeRaw, .show: break
      }
    }
    let end =
      switch ending {
      case .exit(let status): "status \(status.rawValue)"
      case .signal(let number): "signal \(number)"
      }
    return "== status line\n\(statuses)\n== screen\n\(screen.notation)\n== \(end)\n"
  }
}
