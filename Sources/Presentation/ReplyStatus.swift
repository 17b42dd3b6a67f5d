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
  ///   - layout: The page that they are written on.
  /// - Returns: A line for each fact, its name in front.
  public static func text(
    of turn: Turn?,
    backend: String,
    url: String,
    conversationId: String?,
    layout: Layout = Layout()
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
    return layout.table(
      rows.compactMap { name, value in
        value.map {
          (StyledText(name, role: .label), Sanitizer.singleLine($0, limit: 2_083))
        }
      }
    )
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
