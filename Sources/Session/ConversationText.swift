public import CommandLine
public import Conversation
internal import Presentation
public import TerminalText

/// A whole conversation as it looked.
public struct ConversationText {
  private let layout: Layout
  private let turnText: TurnText

  /// The text as the settings want it, on a page of so many columns; `nil` never wraps.
  public init(_ settings: Settings, width: Int?) {
    layout = settings.layout(width: width)
    turnText = TurnText(
      layout: layout,
      showsMarkers: settings.showsCitations,
      footer: ReplyFooter(
        layout,
        showsCitations: settings.showsCitations,
        showsFollowUps: settings.showsFollowUps,
        foldsReasoning: settings.reasoning == .fold
      ),
      reasoning: settings.reasoning
    )
  }

  /// The title, and below it turn by turn.
  public func text(of record: ConversationRecord) -> StyledText {
    let summary = record.summary
    var text = StyledText()
    text.append(Sanitizer.singleLine(summary.title) + "\n", role: .heading)
    let moment = summary.createdAt.prefix(16).replacing("T", with: " ")
    let place = Sanitizer.singleLine(summary.place.name, limit: 60)
    text.append("\(summary.id) · \(place) · \(moment) UTC\n", role: .aside)
    for turn in record.turns { text += StyledText("\n") + turnText.text(of: turn) }
    return text
  }
}
