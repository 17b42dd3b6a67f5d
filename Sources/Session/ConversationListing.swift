public import Conversation
internal import Presentation
public import TerminalText
internal import WireFormats

/// The list of stored conversations, for people and for programs.
public struct ConversationListing {
  private let conversations: [ConversationSummary]

  /// A list in the order given.
  public init(_ conversations: [ConversationSummary]) {
    self.conversations = conversations
  }

  /// A table for people: id, how long ago it was used, the number of turns, the backend and the title.
  ///
  /// Lines are cut to the `width`, in columns; on a narrow page, what says least is left out. `now` is in milliseconds since
  /// 1970.
  public func table(width: Int?, now: Int) -> StyledText {
    let columns = width ?? .max
    let rows = conversations.map { conversation in
      var row = [conversation.id]
      if columns >= 40 { row.append(Age.text(of: conversation.usedAt, now: now)) }
      if columns >= 60 {
        row.append(conversation.turnCount == 1 ? "1 turn" : "\(conversation.turnCount) turns")
        row.append(Sanitizer.singleLine(conversation.place.name, limit: 20))
      }
      return row + [Sanitizer.singleLine(conversation.title, limit: 200)]
    }
    return TextColumns.text(of: rows, width: width)
  }

  /// A line for each, its fields separated by tabs: id, time of use, turns, backend, title.
  public var lines: StyledText {
    StyledText(
      conversations.map { conversation in
        [
          conversation.id, conversation.usedAt, String(conversation.turnCount),
          Sanitizer.singleLine(conversation.place.name), Sanitizer.singleLine(conversation.title),
        ].joined(separator: "\t") + "\n"
      }.joined()
    )
  }

  /// The list as one line of JSON: an array of objects.
  public var jsonLine: String {
    JSONWriter.compact(.array(conversations.map(\.json))) + "\n"
  }
}

extension ConversationPlace {
  /// What people know it by: its name in the configuration, its host, its folder, or the guide.
  var name: String {
    if let backend { return backend }
    if let url { return ShownURL.host(of: url) }
    return documents.map { $0.split(separator: "/").last.map(String.init) ?? "/" } ?? "the guide"
  }
}

/// How long ago a moment was, in a few letters.
enum Age {
  /// Such as `now`, `5 min ago`, `3 h ago`, `2 days ago`, and the date of what is older than a month.
  static func text(of moment: String, now: Int) -> String {
    guard let then = Timestamp.millis(of: moment) else { return String(moment.prefix(10)) }
    let minutes = (now - then) / 60_000
    return switch minutes {
    case ..<(-1): String(moment.prefix(10))
    case ..<1: "now"
    case ..<60: "\(minutes) min ago"
    case ..<(24 * 60): "\(minutes / 60) h ago"
    case ..<(48 * 60): "1 day ago"
    case ..<(31 * 24 * 60): "\(minutes / 60 / 24) days ago"
    default: String(moment.prefix(10))
    }
  }
}
