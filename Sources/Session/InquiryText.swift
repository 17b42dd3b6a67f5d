public import Conversation
internal import Presentation
public import TerminalText

/// How the questions of a backend are put to a person, and how what is typed answers them.
public enum InquiryText {
  /// The question, on lines of its own.
  public static func question(_ inquiry: Inquiry) -> StyledText {
    var text = StyledText(heading(of: inquiry) + "\n", role: .warning)
    for words in [inquiry.message, inquiry.details ?? ""] where !words.isEmpty {
      let shown = Sanitizer.sanitized(words, in: .exact)
      for row in shown.split(separator: "\n", omittingEmptySubsequences: false) {
        text += StyledText("  \(row)\n")
      }
    }
    if case .choice(let choices) = inquiry.kind {
      for (index, choice) in choices.enumerated() {
        text += StyledText("  \(index + 1)  \(Sanitizer.singleLine(choice, limit: 200))\n")
      }
    }
    return text
  }

  /// What stands in front of the line that answers it.
  public static func prompt(for inquiry: Inquiry) -> StyledText {
    switch inquiry.kind {
    case .permission: "allow it? [y/N] "
    case .acknowledgement: "Enter to go on "
    case .text: "your answer: "
    case .choice: "your choice: "
    }
  }

  /// What a line says; only a clear yes allows anything.
  public static func answer(_ typed: String, to inquiry: Inquiry) -> InquiryAnswer {
    let words = typed.trimmed
    switch inquiry.kind {
    case .permission: return ["y", "yes"].contains(words.lowercased()) ? .yes : .no
    case .acknowledgement: return .yes
    case .text: return .text(words)
    case .choice(let choices):
      if let number = Int(words), choices.indices.contains(number - 1) {
        return .text(choices[number - 1])
      }
      return choices.contains(words) ? .text(words) : .no
    }
  }

  private static func heading(of inquiry: Inquiry) -> String {
    let title = Sanitizer.singleLine(inquiry.title, limit: 100)
    return inquiry.kind == .permission ? "\(title) asks for permission:" : "\(title):"
  }
}
