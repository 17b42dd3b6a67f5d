internal import Conversation
public import Presentation
public import TerminalText

/// What was found in stored conversations, for people and for programs.
public struct SearchListing {
  private let turns: [FoundTurn]

  /// A list in the order given.
  public init(_ turns: [FoundTurn]) {
    self.turns = turns
  }

  /// For people: the conversation, the number of the turn and the title, and below it a few words with what was found
  /// marked.
  public func text(layout: Layout, now: Int) -> StyledText {
    var text = StyledText()
    for turn in turns {
      let conversation = turn.conversation
      text.append(conversation.id, role: .strong)
      let age = Age.text(of: conversation.usedAt, now: now)
      text.append("  turn \(turn.number)  \(age)  ", role: .aside)
      text.append(Sanitizer.singleLine(conversation.title, limit: 60) + "\n")
      var wrapper = LineWrapper(width: layout.width, firstPrefix: "    ", nextPrefix: "    ")
      text += wrapper.add(excerpt(of: turn)) + wrapper.finish() + "\n"
    }
    return text
  }

  /// A line for each, its fields separated by tabs: id, number of the turn, title, the words.
  public var lines: StyledText {
    StyledText(
      turns.map { turn in
        [
          turn.conversation.id, String(turn.number),
          Sanitizer.singleLine(turn.conversation.title),
          Self.oneLine(turn.excerpt.map(\.text).joined()),
        ].joined(separator: "\t") + "\n"
      }.joined()
    )
  }

  /// The list as one line of JSON: an array of objects.
  public var jsonLine: String {
    let found = turns.map { turn -> JSONValue in
      let excerpt = turn.excerpt.map { piece in
        JSONValue.object(
          [.init("text", .string(piece.text))]
            + (piece.isFound ? [.init("found", .bool(true))] : [])
        )
      }
      return .object([
        .init("conversation", turn.conversation.json), .init("turn", .integer(turn.number)),
        .init("prompt", .string(turn.prompt)), .init("excerpt", .array(excerpt)),
      ])
    }
    return JSONWriter.compact(.array(found)) + "\n"
  }

  private func excerpt(of turn: FoundTurn) -> StyledText {
    turn.excerpt.reduce(into: StyledText()) { text, piece in
      text.append(Self.oneLine(piece.text), role: piece.isFound ? .match : .plain)
    }
  }

  /// White space of any length becomes one space, also at the ends.
  private static func oneLine(_ text: String) -> String {
    var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.first?.isWhitespace == true { line = " " + line }
    if text.last?.isWhitespace == true, !line.hasSuffix(" ") { line += " " }
    return Sanitizer.singleLine(line)
  }
}
