internal import Conversation
internal import Presentation
internal import WireFormats

/// How the JSON of a reply is kept: without the texts that stand beside it.
enum StoredReply {
  private static let besides: Set = ["prompt", "content", "sentAt", "retried"]

  /// What most replies have, and reading puts in where nothing else is said.
  private static let usual: [JSONValue.Member] = [
    .init("role", .string("assistant")), .init("type", .string("bot_response")),
    .init("contentFormat", .string("markdown")),
  ]

  /// The rest of a turn's JSON.
  static func text(of turn: Turn) -> String {
    guard case .object(let members) = turn.json else { return "{}" }
    return JSONWriter.compact(
      .object(members.filter { !besides.contains($0.name) && !usual.contains($0) })
    )
  }

  /// A turn out of its parts; without a reply, which means that the program ended before it came, one that is cut off.
  static func turn(
    prompt: String,
    answer: String,
    reply: String?,
    api: String,
    sentAt: String,
    isRetried: Bool
  ) -> Turn {
    guard let reply else {
      var turn = Turn(prompt: prompt, api: api, sentAt: sentAt)
      turn.isRetried = isRetried
      turn.reply.isIncomplete = true
      return turn
    }
    let rest = (try? JSONView(parsing: Array(reply.utf8)).value) ?? .object([])
    let members: [JSONValue.Member] = if case .object(let members) = rest { members } else { [] }
    let own: [JSONValue.Member] = [
      .init("prompt", .string(prompt)), .init("content", .string(answer)),
    ]
    // What was left out is told again: a turn is the same whether it comes from here or from a file.
    let told = Set(members.map(\.name))
    let left = usual.filter { !told.contains($0.name) }
    var turn = Turn(json: .object(own + left + members)) ?? Turn(prompt: prompt, api: api)
    turn.sentAt = sentAt
    turn.isRetried = isRetried
    return turn
  }
}
