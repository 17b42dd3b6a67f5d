internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText

/// A turn as it looked when it was new: the prompt, the answer, and what stands below it.
struct TurnText {
  let layout: Layout
  let showsMarkers: Bool
  let footer: ReplyFooter
  let reasoning: ReasoningChoice
  /// The commands that show more than the footer; `nil` where there are none.
  var commands: ReplyFooter.Commands?

  /// A prompt as it looked; of files that went along, a line for each.
  static func prompt(_ parts: PromptParts) -> StyledText {
    StyledText("> ", role: .aside) + StyledText(parts.summary + "\n")
  }

  func text(of turn: Turn) -> StyledText {
    let reply = turn.reply
    var text = Self.prompt(PromptParts(of: turn.prompt))
    if let label = Notice.label(reply.facts) { text += label }
    if reasoning == .show, let thoughts = reply.reasoning { text += footer.reasoning(thoughts) }
    let answer = answer(reply)
    text += answer
    let cut = Notice.cut(reply, isStoppedHere: reply.isIncomplete)
    for words in reply.notices + [cut].compactMap(\.self) {
      text += Notice.text(words)
    }
    text += ending(of: reply, hasText: !answer.isEmpty)
    return text + footer.text(of: reply, commands: commands)
  }

  private func answer(_ reply: Reply) -> StyledText {
    var renderer = AnswerRenderer(layout, showsMarkers: showsMarkers)
    var text = StyledText()
    for event in reply.events { text += renderer.add(event) }
    return text + renderer.finish()
  }

  /// How it ended, where that was not as it should be.
  private func ending(of reply: Reply, hasText: Bool) -> StyledText {
    if let error = reply.error, !error.message.isEmpty {
      return Notice.text(of: Diagnostic(error.message, exitStatus: .failed))
    }
    guard reply.isIncomplete else { return hasText ? StyledText() : Notice.noText }
    let words = hasText ? "the answer is incomplete" : "no answer was kept"
    return StyledText("── \(words) ──\n", role: .aside)
  }
}
