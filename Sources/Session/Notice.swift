public import CommandLine
internal import Conversation
internal import Presentation
public import TerminalText

extension Diagnostic {
  /// The failure as the line that a form of data prints where there is no reply to put it in; empty for other forms.
  public func line(in form: OutputForm) -> [UInt8] {
    let error = BackendError(message: summary)
    return switch form {
    case .json: error.jsonLine
    case .ndjson: ReplyEvent.failed(error).jsonLine
    case .rendered, .raw, .markdown: []
    }
  }
}

/// What the program says beside an answer.
public enum Notice {
  /// The lines of a diagnostic, each ended; the first in red where there is colour.
  public static func text(of diagnostic: Diagnostic) -> StyledText {
    var text = StyledText()
    for (index, line) in diagnostic.lines.enumerated() {
      text.append(line + "\n", role: index == 0 ? .error : .plain)
    }
    return text
  }

  /// What is worth knowing and ends nothing.
  public static func text(_ words: String) -> StyledText {
    StyledText(
      "\(Program.name): \(Sanitizer.singleLine(words, limit: 500))\n",
      role: .warning
    )
  }

  /// What an answer lacks that the backend itself has ended early; `nil` where it lacks nothing.
  ///
  /// Who has stopped it here knows that it is cut.
  static func cut(_ reply: Reply, isStoppedHere: Bool) -> String? {
    switch reply.finishReason {
    case .length: "the answer is cut: the limit of its length is reached"
    case .contentFilter: "the answer is cut by the backend's content filter"
    case .toolCalls: "the backend waits for the outcome of tools, which chat does not run"
    case .cancelled where !isStoppedHere: "the answer is cut: the backend stopped it"
    default: nil
    }
  }

  /// That not all turns go along with a prompt.
  static func context(_ turns: Int) -> StyledText {
    let which =
      switch turns {
      case 0: "no earlier turn goes"
      case 1: "only the last turn goes"
      default: "only the last \(turns) turns go"
      }
    return text("\(which) along with the prompt; --context N changes that")
  }

  /// That images which went along once cannot go along again.
  static func lostImages(_ names: [String]) -> StyledText {
    let (what, them) =
      names.count == 1 ? ("is not stored and does", "it") : ("are not stored and do", "them")
    return text("\(images(names)) \(what) not go along; attach \(them) again")
  }

  /// That there is no room any more for the images of older turns.
  static func leftImages(_ names: [String]) -> StyledText {
    let does = names.count == 1 ? "does" : "do"
    let limit = AttachedFiles.mostOfImages >> 20
    return text(
      "\(images(names)) \(does) not go along any more: a request has images of \(limit) MiB at most"
    )
  }

  private static func images(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return (names.count == 1 ? "the image " : "the images ") + shown + more
  }

  /// A line above a message that is not simply an answer.
  static func label(_ facts: MessageFacts) -> StyledText? {
    let words: String
    switch facts.type {
    case .system: words = "a message of the system"
    case .feedback: words = "feedback"
    case .toolCall: words = "a tool call"
    case .userQuery, .botResponse, .error, nil: return nil
    }
    return StyledText("── \(words) ──\n", role: .aside)
  }

  /// In place of an answer that has no text.
  static let noText = StyledText("(the answer has no text)\n", role: .aside)
}
