import Conversation
import Presentation
import TerminalText
import TestSupport
import Testing

/// An answer that is shown again.
@Suite struct StoredAnswerTests {
  private func rendered(_ events: [ReplyEvent], width: Int?) -> StyledText {
    var renderer = AnswerRenderer(Layout(width: width))
    var text = StyledText()
    for event in events { text += renderer.add(event) }
    return text + renderer.finish()
  }

  private static let fixtures = KnownReply.all.filter { known in
    !known.events.contains { if case .textReplaced = $0 { true } else { false } }
  }

  /// Whether each source comes where the text ends that it supports, one at a place.
  private static func isInOrder(_ known: KnownReply) -> Bool {
    var (length, last) = (0, -1)
    for event in known.events {
      switch event {
      case .text(let text): length += text.unicodeScalars.count
      case .citations(let cited):
        let ends = cited.flatMap(\.ranges).map(\.end)
        guard ends.allSatisfy({ $0 == length && $0 > last }) else { return false }
        last = ends.last ?? last
      default: break
      }
    }
    return true
  }

  @Test(arguments: fixtures.filter(isInOrder))
  func `looks as it did when it came`(_ known: KnownReply) {
    for width in [nil, 30, 60] {
      #expect(rendered(known.reply.events, width: width) == rendered(known.events, width: width))
    }
  }

  /// A source that is told behind the text it supports has no marker while that comes, and has one later.
  @Test(arguments: fixtures)
  func `says the same but for markers whenever its sources came`(_ known: KnownReply) {
    let texts = [known.reply.events, known.events].map { events in
      rendered(events, width: nil).plainText.replacing(/\[[0-9]+\]/, with: "")
        .filter { !$0.isWhitespace }
    }
    #expect(texts[0] == texts[1])
  }

  @Test func `has fixtures`() {
    let inOrder = Self.fixtures.filter(Self.isInOrder)
    let placed = inOrder.filter { $0.reply.citations.contains { !$0.ranges.isEmpty } }
    #expect(inOrder.count >= 150)
    #expect(placed.count >= 5)
  }
}
