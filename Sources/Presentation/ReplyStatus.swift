public import Conversation
public import TerminalText

/// The facts about a conversation and its last answer that nobody needs to see each time, a line each.
public enum ReplyStatus {
  /// The lines, each ended; facts that are not known are left out.
  ///
  /// - Parameters:
  ///   - turn: The last prompt with its reply; `nil` when there is none.
  ///   - backend: What the greeting calls the backend.
  ///   - url: Where prompts go, without secrets; empty where they go nowhere.
  ///   - conversationId: The id under which the backend knows the conversation.
  /// - Returns: A line for each fact, its name in front.
  public static func text(
    of turn: Turn?,
    backend: String,
    url: String,
    conversationId: String?
  ) -> StyledText {
    let reply = turn?.reply
    let facts = reply?.facts
    let rows: [(String, String?)] = [
      ("backend", backend),
      ("API", facts?.api ?? turn?.api),
      ("URL", url.isEmpty ? nil : url),
      ("conversation", conversationId),
      ("model", facts?.model),
      ("answer", facts?.id),
      ("ended", reply.flatMap(ending)),
      ("tokens", reply?.usage.flatMap(tokens)),
      ("cost", reply?.usage?.cost.map { "$\(JSONWriter.compact(.double($0)))" }),
      ("time", turn.flatMap(times)),
      ("made", facts?.createdAt),
      ("changed", facts?.updatedAt.flatMap { $0 == facts?.createdAt ? nil : $0 }),
    ]
    let known = rows.compactMap { name, value in value.map { (name, $0) } }
    let column = (known.map(\.0.count).max() ?? 0) + 2
    var text = StyledText()
    for (name, value) in known {
      text.append("  " + name, role: .label)
      let pad = String(repeating: " ", count: column - name.count)
      text += StyledText(pad + Sanitizer.singleLine(value, limit: 2_083) + "\n")
    }
    return text
  }

  private static func ending(of reply: Reply) -> String? {
    let reason = reply.finishReason.map { $0.rawValue.replacing("_", with: " ") }
    return reply.isIncomplete ? (reason ?? "early") + ", incomplete" : reason
  }

  private static func tokens(_ usage: Usage) -> String? {
    let counts: [(Int?, String)] = [
      (usage.inputTokens, "in"), (usage.outputTokens, "out"), (usage.totalTokens, "in all"),
      (usage.cachedTokens, "from the cache"), (usage.cacheCreationTokens, "into the cache"),
      (usage.reasoningTokens, "for reasoning"),
    ]
    let words = counts.compactMap { count, what in count.map { "\($0) \(what)" } }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private static func times(of turn: Turn) -> String? {
    let own = turn.elapsedMillis.map { ReplyFooter.seconds($0) }
    let backend = turn.reply.facts.backendTimeMillis.map {
      ReplyFooter.seconds($0) + " of them in the backend"
    }
    let words = [own, backend].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
